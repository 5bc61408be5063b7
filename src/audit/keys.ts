import { roleSpkis } from '../tuf/root.ts';
import { type Evidence } from './evidence.ts';
import { isPractice, isVerified } from './evidence-findings.ts';
import { finding } from './findings.ts';
import { compareText } from './order.ts';
import type { People } from './people.ts';
import type { ReplayedRoot } from './replay.ts';
import type { Finding, KeyEntry } from './report.ts';
import type { SignedFile } from './signed-files.ts';
import { count, ranges } from './words.ts';

/**
 * The keys of the report: those that stand in the root role of some version, and those that evidence is about. Roots
 * and evidence are joined by the public key, since one key goes by several keyids.
 */
export function keyEntries(
  roots: readonly ReplayedRoot[],
  evidence: readonly Evidence[],
  people: People,
): readonly KeyEntry[] {
  const keyids = keyidsBySpki(roots);
  const versions = versionsBySpki(roots);
  const bySpki: ReadonlyMap<string, readonly Evidence[]> = Map.groupBy(evidence, spkiOf);
  const all = new Set([...versions.keys(), ...bySpki.keys()]);
  return [...all].map((spkiSha256) => {
    const about = bySpki.get(spkiSha256) ?? [];
    return {
      spkiSha256,
      keyids: [...(keyids.get(spkiSha256) ?? [])].toSorted(compareText),
      serials: serialsOf(about),
      people: [...(people.get(spkiSha256) ?? [])],
      rootVersions: versions.get(spkiSha256) ?? [],
      attestation: attestationOf(about),
    };
  });
}

/** What there is to say about keys, and about evidence as a whole. */
export function keyFindings(
  roots: readonly ReplayedRoot[],
  evidence: readonly Evidence[],
  entries: readonly KeyEntry[],
  files: readonly SignedFile[],
): Finding[] {
  return [
    ...files.flatMap(badKeyids),
    ...files.flatMap(unusable),
    ...sharedKeyids(entries, keyidsBySpki(roots)),
    ...missing(entries),
    ...unused(roots, evidence),
  ];
}

function spkiOf({ keyCert, publicKey }: Evidence): string {
  return keyCert?.publicKey.digest ?? publicKey?.key.digest ?? '';
}

function serialsOf(about: readonly Evidence[]): string[] {
  const serials = about.flatMap(({ attestation, statedSerials }) =>
    attestation === null ? statedSerials : (attestation.serial ?? []),
  );
  return [...new Set(serials)].toSorted(compareText);
}

function attestationOf(about: readonly Evidence[]): KeyEntry['attestation'] {
  if (about.some(isVerified)) return 'verified';
  if (about.some(isPractice)) return 'practice';
  return about.some(({ keyCert }) => keyCert !== null) ? 'invalid' : 'none';
}

function keyidsBySpki(roots: readonly ReplayedRoot[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const key of roots.flatMap(({ best }) => [...best.root.keys.values()])) {
    const keyids = found.get(key.publicKey.digest) ?? new Set();
    found.set(key.publicKey.digest, keyids.add(key.keyid));
  }
  return found;
}

function versionsBySpki(roots: readonly ReplayedRoot[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const { version, best } of roots) {
    for (const spki of roleSpkis(best.root, 'root')) {
      const versions = found.get(spki) ?? [];
      if (!versions.includes(version)) versions.push(version);
      found.set(spki, versions);
    }
  }
  return found;
}

function badKeyids({ what, path, version, keys }: SignedFile): Finding[] {
  return keys
    .filter(({ recipe }) => recipe === null)
    .map(({ keyid, publicKey }) =>
      finding('key.keyid-mismatch', {
        subject: path,
        message: `${what} names a key by a keyid that no known recipe gives`,
        hint: 'A keyid is only a name, so the key still works. Clients that compute keyids may refuse it.',
        data: { version, keyid, spkiSha256: publicKey.digest, recipe: null },
      }),
    );
}

function unusable({ what, path, version, unusableKeys }: SignedFile): Finding[] {
  return unusableKeys.map(({ keyid, problem }) =>
    finding('key.unusable', {
      subject: path,
      message: `${what} has a key that the station cannot use: ${problem.message}`,
      hint: 'Its signatures count for nothing here. Verify them with the tool that made the key.',
      data: { version, keyid, reason: problem.code },
    }),
  );
}

/** Keys that have gone by several keyids, in one version or over time. */
function sharedKeyids(
  entries: readonly KeyEntry[],
  keyids: ReadonlyMap<string, ReadonlySet<string>>,
): Finding[] {
  return entries.flatMap(({ spkiSha256, rootVersions }): Finding[] => {
    const names = [...(keyids.get(spkiSha256) ?? [])].toSorted(compareText);
    if (names.length < 2) return [];
    return [
      finding('key.shared-keyids', {
        subject: spkiSha256,
        message: `one key has ${count(names.length, 'keyid')} in root versions ${ranges(rootVersions)}`,
        hint: 'It is counted once, by its public key.',
        data: { keyids: names, rootVersions: [...rootVersions] },
      }),
    ];
  });
}

function missing(entries: readonly KeyEntry[]): Finding[] {
  const inRoots = entries.filter(({ rootVersions }) => rootVersions.length > 0);
  if (inRoots.every(({ attestation }) => attestation === 'none')) return [];
  return inRoots
    .filter(({ attestation }) => attestation === 'none')
    .map(({ spkiSha256, keyids, rootVersions, serials }) =>
      finding('attestation.missing', {
        subject: spkiSha256,
        message: `a root key of versions ${ranges(rootVersions)} has no attestation, and other root keys have one`,
        hint: 'Nothing here shows that this key was made on a device. Add its evidence if there is some.',
        data: { keyids: [...keyids], rootVersions: [...rootVersions], serials: [...serials] },
      }),
    );
}

function unused(roots: readonly ReplayedRoot[], evidence: readonly Evidence[]): Finding[] {
  if (roots.length === 0) return [];
  const inRoots = keyidsBySpki(roots);
  const seen = new Set<string>();
  return evidence.flatMap(({ path, keyCert, attestation }): Finding[] => {
    if (keyCert === null) return [];
    const spki = keyCert.publicKey.digest;
    if (inRoots.has(spki) || seen.has(spki)) return [];
    seen.add(spki);
    return [
      finding('attestation.unused', {
        subject: path,
        message: 'this attested key stands in no root here',
        hint: 'It may belong to a version that is not among these files, or was never used.',
        data: { spkiSha256: spki, serial: attestation?.serial ?? null },
      }),
    ];
  });
}
