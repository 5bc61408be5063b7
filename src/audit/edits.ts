import { isJsonObject, type JsonObject } from '../encoding/json.ts';
import { StationError } from '../encoding/station-error.ts';
import { canonicalBytes } from '../tuf/canonical.ts';
import { forms } from './edits/other-forms.ts';
import { rewrites } from './edits/rewrites.ts';

/** What may have been signed in place of what the file holds. */
export interface Edit {
  /** What was done to the file's content, as a stable name. */
  readonly name: string;
  /** As the end of "it verifies …". */
  readonly words: string;
  readonly bytes: Uint8Array;
}

/**
 * The small set of edits that published history shows: each by itself, then two together, then other canonical
 * forms. Each distinct content once, and never the one in the file.
 */
export function editsOf(signed: JsonObject, signedBytes: Uint8Array): readonly Edit[] {
  const seen = new Set([keyOf(signedBytes)]);
  const edits: Edit[] = [];
  const add = (name: string, words: string, write: () => Uint8Array): void => {
    const bytes = written(write);
    if (bytes === null || seen.has(keyOf(bytes))) return;
    seen.add(keyOf(bytes));
    edits.push({ name, words, bytes });
  };
  const singles = rewrites.map((rewrite) => ({ rewrite, value: rewrite.apply(signed) }));
  for (const { rewrite, value } of singles) {
    add(rewrite.name, rewrite.words, () => canonicalBytes(value));
  }
  for (const { name, words, write } of forms) add(name, words, () => write(signed));
  for (const { rewrite: first, value } of singles) {
    if (!isJsonObject(value)) continue;
    for (const second of rewrites) {
      add(`${first.name}, ${second.name}`, `${first.words} and ${second.words}`, () =>
        canonicalBytes(second.apply(value)),
      );
    }
    for (const { name, words, write } of forms) {
      add(`${first.name}, ${name}`, `${first.words} and ${words}`, () => write(value));
    }
  }
  return edits;
}

function written(write: () => Uint8Array): Uint8Array | null {
  try {
    return write();
  } catch (error) {
    if (error instanceof StationError) return null;
    throw error;
  }
}

function keyOf(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
