import { keyName } from './evidence-view.ts';
import { compareText } from './order.ts';
import type { AuditReport, KeyEntry } from './report.ts';

export type Cell = 'signed' | 'silent' | 'left' | 'absent';

/** One row of the chain picture: a key, by its device where evidence names one. */
export interface Strand {
  readonly spkiSha256: string;
  /** Whose key it is said to be, else the device's serial, else the start of the key's digest. */
  readonly title: string;
  readonly detail: string;
  readonly evidence: KeyEntry['attestation'];
  /** One a root of the report, in its order. */
  readonly cells: readonly Cell[];
}

/** The rows of the chain picture: those who were there first and stayed longest on top. */
export function strandsOf(report: AuditReport): readonly Strand[] {
  const inRoots = report.keys.filter(({ rootVersions }) => rootVersions.length > 0);
  return inRoots.toSorted(compareStay).map((key) => ({
    spkiSha256: key.spkiSha256,
    title: titleOf(key),
    detail: detailOf(report, key),
    evidence: key.attestation,
    cells: report.roots.map((root) => {
      if (!key.rootVersions.includes(root.version)) {
        return root.version > (key.rootVersions[0] ?? 0) ? 'left' : 'absent';
      }
      const signed = root.signatures.some(
        ({ spkiSha256, status }) => spkiSha256 === key.spkiSha256 && status === 'valid',
      );
      return signed ? 'signed' : 'silent';
    }),
  }));
}

function compareStay(left: KeyEntry, right: KeyEntry): number {
  return (
    (left.rootVersions[0] ?? 0) - (right.rootVersions[0] ?? 0) ||
    (right.rootVersions.at(-1) ?? 0) - (left.rootVersions.at(-1) ?? 0) ||
    compareText(titleOf(left), titleOf(right))
  );
}

function titleOf({ people, serials, spkiSha256 }: KeyEntry): string {
  const names = people.length > 0 ? people : serials;
  return names.length === 0 ? keyName(spkiSha256) : names.join(', ').slice(0, 200);
}

function detailOf({ attestations }: AuditReport, key: KeyEntry): string {
  const attestation = attestations.find(
    ({ spkiSha256, chain }) =>
      spkiSha256 === key.spkiSha256 && (key.attestation !== 'verified' || chain !== 'invalid'),
  );
  if (key.attestation === 'none' || attestation === undefined) return 'No attestation';
  if (key.attestation === 'invalid') return 'The attestation does not hold';
  if (key.attestation === 'practice') return 'A virtual YubiKey, for practice';
  const serial = key.people.length > 0 ? ` ${attestation.serial ?? ''}` : '';
  const model = `${attestation.vendor === 'yubihsm2' ? 'YubiHSM 2' : 'YubiKey'}${serial}`.trim();
  return attestation.firmware === null ? model : `${model}, firmware ${attestation.firmware}`;
}
