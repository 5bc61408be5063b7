import { judgeIncomingKey } from '../../src/audit/incoming-key.ts';
import type { RecordData } from '../../src/ceremony/record.ts';
import { parseInstant } from '../../src/encoding/instant.ts';
import type { SpkiDigest } from '../../src/keys/public-key.ts';
import { nodeVerifier } from '../verification/node.ts';
import { judgeBundle, type Taking } from '../ceremonies/bundle-taking.ts';
import { writeTaking } from '../ceremonies/bundle-taker.ts';
import type { CarriedWork } from '../ceremonies/carried-work.ts';
import { exportedKeys } from '../ceremonies/checkpoint-files.ts';
import { keysKnownTo } from '../ceremonies/known-keys.ts';
import type { Brought, BroughtKey, BroughtSignature } from './brought.ts';
import { heldKeys } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { refusedSentence } from './refused-signatures.ts';
import { signerInWords, signerNames } from './signer-names.ts';

const mostRefused = 64;

/**
 * Brings somebody's work into the ceremony. Every key is judged as an auditor would and held against the plan; one that
 * is against it stays outside, whatever else is taken. Every signature is verified; one that does not count is named by
 * who made it. All is judged before anything is written, and nothing that is here is changed.
 *
 * @param onOtherBytes as in `judgeBundle`: the host's staging counts, a keyholder takes the host's
 * @throws BundleError `bundle.other-plan`, `bundle.older-stage`, `bundle.other-bytes`, `bundle.other-key`,
 *   `bundle.checkpoint` and others, JsonError, TufError, TranscriptError: then nothing was taken; FolderError
 */
export async function bringWork(
  ceremony: OpenCeremony,
  work: CarriedWork,
  onOtherBytes: 'refuse' | 'stage' = 'refuse',
): Promise<Brought> {
  const { folder } = ceremony;
  await folder.assertHeld();
  const taking = await judgeBundle(folder, work, nodeVerifier, onOtherBytes);
  const keys = await judgeKeys(ceremony, work, taking);
  const outside = new Set(
    keys.filter(({ became }) => became === 'outside').map(({ name }) => name),
  );
  const here = (await exportedKeys(folder.directory)).map(({ digest }) => digest);
  const kept = withoutKeys(taking, outside, keys, here);
  const from = work.from ?? onlyHolder(keys);
  const options = { participant: ceremony.youOrNull?.id ?? null, at: ceremony.now() };
  const taken = await writeTaking(folder, kept, from, options);
  const signatures = await signaturesOf(ceremony, taking);
  await folder.append(
    {
      kind: 'work.taken',
      participant: options.participant,
      data: {
        source: work.source,
        from,
        transcript: taken.transcript,
        added: [...taken.added],
        signatures: taken.signatures,
        refused: refusedOf(keys, signatures),
      },
    },
    options.at,
  );
  return {
    name: work.name,
    from,
    keys,
    signatures,
    files: taken.added.length,
    bytes: taken.added.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** A key that stays outside has no file here, so neither do its signatures on the record: nobody could verify them. */
function withoutKeys(
  taking: Taking,
  outside: ReadonlySet<string>,
  keys: readonly BroughtKey[],
  here: readonly SpkiDigest[],
): Taking {
  const known = new Set([
    ...here,
    ...keys.flatMap(({ name, publicKey }) => (outside.has(name) ? [] : (publicKey?.digest ?? []))),
  ]);
  const { transcript } = taking;
  return {
    ...taking,
    keys: taking.keys.filter(({ path }) => !outside.has(folderIn(path))),
    transcript: transcript && {
      ...transcript,
      checkpoints: transcript.checkpoints.filter(({ spki }) => known.has(spki)),
    },
  };
}

async function judgeKeys(
  ceremony: OpenCeremony,
  work: CarriedWork,
  taking: Taking,
): Promise<readonly BroughtKey[]> {
  const { folder, plan } = ceremony;
  const paths = [...work.files].filter(([path]) => path.startsWith('keys/'));
  const groups = Map.groupBy(paths, ([path]) => folderIn(path));
  const fresh = new Set(taking.keys.map(({ path }) => folderIn(path)));
  const others = (await heldKeys(folder)).map(({ participant, name, publicKey }) => ({
    participant,
    name,
    spki: publicKey.digest,
  }));
  const keys: BroughtKey[] = [];
  for (const [name, files] of [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const judged = judgeIncomingKey({
      plan,
      from: groups.size === 1 ? work.from : null,
      name,
      files: files.map(([path, bytes]) => ({ path, bytes })),
      others,
      asOf: parseInstant(ceremony.now()),
    });
    const became = !fresh.has(name) ? 'known' : judged.state === 'stop' ? 'outside' : 'taken';
    keys.push({ ...judged, became });
    // The next of the same work may not be the same key once more.
    if (became === 'taken' && judged.holder !== null && judged.publicKey !== null)
      others.push({
        participant: judged.holder.id,
        name: judged.holder.name,
        spki: judged.publicKey.digest,
      });
  }
  return keys;
}

/** A folder without a name of its own is one person's if all its keys are. */
function onlyHolder(keys: readonly BroughtKey[]): string | null {
  const holders = new Set(keys.map(({ holder }) => holder?.id ?? null));
  const [only = null] = holders;
  return holders.size === 1 ? only : null;
}

async function signaturesOf(
  { folder }: OpenCeremony,
  { staged }: Taking,
): Promise<readonly BroughtSignature[]> {
  const names = await signerNames(folder);
  const known = await keysKnownTo(folder);
  return staged.flatMap(({ name, added, refused }) => [
    ...added.map(({ keyid }): BroughtSignature => {
      const spki = known.find((key) => key.keyid === keyid)?.publicKey.digest ?? null;
      const owner = spki === null ? { name: null, serial: null } : names(spki);
      return {
        file: name,
        became: 'taken',
        sentence: `Signature of ${signerInWords(owner, spki)}, verified.`,
      };
    }),
    ...refused.map((one): BroughtSignature => ({
      file: name,
      became: 'outside',
      sentence: refusedSentence(one, names),
    })),
  ]);
}

function refusedOf(
  keys: readonly BroughtKey[],
  signatures: readonly BroughtSignature[],
): RecordData<'work.taken'>['refused'] {
  return [
    ...keys.flatMap(({ became, serial, claims }) => {
      const stop = claims.find(({ state }) => state === 'stop');
      return became !== 'outside' || stop === undefined
        ? []
        : [
            {
              what: 'key' as const,
              sentence: inOneLine(
                `Key of token ${serial}. ${stop.label}: ${stop.value}. ${stop.why}`,
              ),
            },
          ];
    }),
    ...signatures.flatMap(({ became, sentence }) =>
      became === 'outside' ? [{ what: 'signature' as const, sentence: inOneLine(sentence) }] : [],
    ),
  ].slice(0, mostRefused);
}

/** What a certificate says of itself may hold anything; a record takes one line of bounded text. */
function inOneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, '?')
    .slice(0, 500)
    .replace(/[\uD800-\uDBFF]$/, '');
}

function folderIn(path: string): string {
  return path.split('/')[1] ?? '';
}
