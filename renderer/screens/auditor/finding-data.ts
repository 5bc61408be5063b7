import type { Finding } from '../../../src/audit/report.ts';

/** A member of a finding's data, named in words and cut to what fits. */
export interface DataLine {
  readonly name: string;
  readonly value: string;
}

const longest = 400;

/** The data of a finding as lines: `recoveredSpkiSha256` becomes "recovered spki sha256". */
export function dataLines(data: Finding['data']): readonly DataLine[] {
  return Object.entries(data).map(([name, value]) => ({
    name: name.replaceAll(/([a-z0-9])([A-Z])/gu, '$1 $2').toLowerCase(),
    value: cut(typeof value === 'string' ? value : JSON.stringify(value)),
  }));
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}
