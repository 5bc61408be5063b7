import { fromHex } from '../../../src/encoding/hex.ts';

/** Bytes that follow each other, all of them marked or none. */
export interface Run {
  readonly marked: boolean;
  readonly text: string;
}

/** Sixteen bytes, as digits and as characters. */
export interface ByteRow {
  /** Of the first byte in the file, in hexadecimal digits. */
  readonly offset: string;
  readonly hex: readonly Run[];
  readonly characters: readonly Run[];
}

interface Shown {
  /** Of the first byte in the file. */
  readonly offset: number;
  /** Two digits a byte. */
  readonly hex: string;
  /** The bytes that the finding is about, in the whole file. */
  readonly mark: { readonly from: number; readonly to: number } | null;
}

const rowLength = 16;

/** Rows of sixteen bytes. A byte that is no printable ASCII stands as a dot among the characters. */
export function byteRows(shown: Shown): readonly ByteRow[] {
  const bytes = fromHex(shown.hex);
  const rows: ByteRow[] = [];
  for (let at = 0; at < bytes.length; at += rowLength) {
    const part = [...bytes.subarray(at, at + rowLength)];
    const marks = part.map((_, index) => isMarked(shown, at + index));
    rows.push({
      offset: (shown.offset + at).toString(16).padStart(8, '0'),
      hex: runsOf(
        part.map((byte, index) => `${byte.toString(16).padStart(2, '0')}${gapAfter(index, part)}`),
        marks,
      ),
      characters: runsOf(part.map(character), marks),
    });
  }
  return rows;
}

/** The same bytes as text in UTF-8, line ends as they are. What could disguise it stands as a replacement. */
export function textRuns(shown: Shown): readonly Run[] {
  const bytes = fromHex(shown.hex);
  const { offset, mark } = shown;
  const from = mark === null ? 0 : clamp(mark.from - offset, bytes.length);
  const to = mark === null ? 0 : clamp(mark.to - offset, bytes.length);
  const parts = [
    { marked: false, text: textOf(bytes.subarray(0, from)) },
    { marked: true, text: textOf(bytes.subarray(from, to)) },
    { marked: false, text: textOf(bytes.subarray(to)) },
  ];
  return parts.filter(({ text }) => text !== '');
}

function isMarked({ offset, mark }: Shown, at: number): boolean {
  return mark !== null && offset + at >= mark.from && offset + at < mark.to;
}

/** A wider gap in the middle, none at the end. */
function gapAfter(index: number, part: readonly number[]): string {
  if (index === part.length - 1) return '';
  return index === 7 ? '  ' : ' ';
}

function character(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}

/** Line feeds and tabs stay; other control and format characters could steer or turn the text around. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder()
    .decode(bytes)
    .replaceAll(/[^\P{Cc}\n\t]|[\p{Cf}\u2028\u2029]/gu, '\uFFFD');
}

function runsOf(parts: readonly string[], marks: readonly boolean[]): readonly Run[] {
  const runs: { marked: boolean; text: string }[] = [];
  for (const [index, text] of parts.entries()) {
    const marked = marks[index] ?? false;
    const last = runs.at(-1);
    if (last !== undefined && last.marked === marked) last.text += text;
    else runs.push({ marked, text });
  }
  return runs;
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(0, value), most);
}
