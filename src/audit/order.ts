import type { AttestationEntry, Finding, KeyEntry } from './report.ts';

const rank = { error: 0, warning: 1, info: 2 } as const;

/** Code units, not a language's alphabet: the order is the same on every machine. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Paths in the order in which a person counts: 2.root.json before 10.root.json. */
export function comparePaths(left: string, right: string): number {
  const [a, b] = [left.split(/(\d+)/), right.split(/(\d+)/)];
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const [x = '', y = ''] = [a[index], b[index]];
    const order =
      index % 2 === 1 && x.length !== y.length ? x.length - y.length : compareText(x, y);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** By severity, code, subject; what is left equal by its message and data, so that no order is left to chance. */
export function compareFindings(left: Finding, right: Finding): number {
  return (
    rank[left.severity] - rank[right.severity] ||
    compareText(left.code, right.code) ||
    compareText(left.subject, right.subject) ||
    compareText(left.message, right.message) ||
    compareText(JSON.stringify(left.data), JSON.stringify(right.data))
  );
}

/** By the first root that a key stands in, then its digest; keys of no root come last. */
export function compareKeys(left: KeyEntry, right: KeyEntry): number {
  const [a, b] = [left.rootVersions[0], right.rootVersions[0]];
  return (
    (a ?? Number.MAX_SAFE_INTEGER) - (b ?? Number.MAX_SAFE_INTEGER) ||
    compareText(left.spkiSha256, right.spkiSha256)
  );
}

export function compareAttestations(left: AttestationEntry, right: AttestationEntry): number {
  return compareText(left.path, right.path);
}
