import type { IncomingKey } from '../../src/audit/incoming-key.ts';

/** A key that was in what somebody brought. */
export interface BroughtKey extends IncomingKey {
  /** `outside`: against the plan, it was not taken. */
  readonly became: 'taken' | 'known' | 'outside';
}

/** A signature that was in what somebody brought. */
export interface BroughtSignature {
  /** The staged file, for example `root.json`. */
  readonly file: string;
  readonly became: 'taken' | 'outside';
  /** Whose it is, by person and device, and for what stayed outside why and what to do. */
  readonly sentence: string;
}

export interface Brought {
  readonly name: string;
  /** A participant's id, as the work says of itself or as its only key tells. */
  readonly from: string | null;
  readonly keys: readonly BroughtKey[];
  readonly signatures: readonly BroughtSignature[];
  /** Files that are new here or changed, and their bytes. */
  readonly files: number;
  readonly bytes: number;
}

/** What came of it in a few sentences, for a place that has no room for cards. */
export function broughtSentence({ files, keys, signatures }: Brought): string {
  const taken = signatures.filter(({ became }) => became === 'taken').length;
  const outside = [
    ...keys.flatMap(({ became, serial, claims }) => {
      const stop = claims.find(({ state }) => state === 'stop');
      return became === 'outside' && stop !== undefined
        ? [`The key of token ${serial} stayed outside: ${stop.value}. ${stop.why}`]
        : [];
    }),
    ...signatures.flatMap(({ became, sentence }) => (became === 'outside' ? [sentence] : [])),
  ];
  const shown = outside.slice(0, 5).join(' ');
  return `was read: ${files} new files, ${taken} new signatures.${shown === '' ? '' : ` ${shown}`}`;
}
