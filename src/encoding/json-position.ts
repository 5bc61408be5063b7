/** Where in a JSON text: line and column from 1, the column in characters; the path of the member, `$` for the whole. */
export interface JsonPosition {
  readonly line: number;
  readonly column: number;
  readonly path: string;
}

/** A step down: a member's name, an entry's index, or null inside an object before its name is known. */
export type JsonStep = string | number | null;

/**
 * The position of a place in the text. Lines end in LF, CR or CRLF.
 * @param at units of the JavaScript string before the place
 */
export function positionIn(text: string, at: number, path: readonly JsonStep[]): JsonPosition {
  const lines = text.slice(0, at).split(/\r\n|\r|\n/);
  return {
    line: lines.length,
    column: countCharacters(lines.at(-1) ?? '') + 1,
    path: pathText(path),
  };
}

/** What to call a character in a sentence: itself if it is printable ASCII, else its code point. */
export function characterName(point: number | undefined): string {
  if (point === undefined) return 'the end of the text';
  if (point > 0x20 && point < 0x7f) return `the character ${String.fromCodePoint(point)}`;
  return `the character U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}

function countCharacters(text: string): number {
  // A character outside of the basic plane is two units of a JavaScript string.
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

/** `$.signed.keys["a b"][3]`. A hostile file chooses the names: long ones are cut, others than ASCII escaped. */
function pathText(path: readonly JsonStep[]): string {
  let text = '$';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (step !== null) text += /^[A-Za-z_][\w-]{0,79}$/.test(step) ? `.${step}` : quoted(step);
  }
  return text;
}

function quoted(name: string): string {
  const cut = name.length > 80 ? `${name.slice(0, 79)}…` : name;
  const escaped = JSON.stringify(cut).replace(
    /[^\x20-\x7e…]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `[${escaped}]`;
}
