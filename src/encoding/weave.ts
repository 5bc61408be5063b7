import { concat } from './bytes.ts';
import { parseSha256Hex, sha256 } from './digest.ts';
import { fromHex } from './hex.ts';
import { utf8 } from './utf8.ts';

/** One of four colours, in rising lightness. */
export type Colour = 0 | 1 | 2 | 3;

/** A fingerprint as a woven square of 12 by 12 crossings, the left half mirrored to the right. */
export interface Weave {
  /** Colours of the six strands from top to bottom, from the left edge to the middle. */
  readonly warp: readonly Colour[];
  /** Colours of the twelve strands from left to right, from the top. */
  readonly weft: readonly Colour[];
  /** True where the strand from top to bottom lies on top. Column and row from 0 to 11. */
  readonly over: (column: number, row: number) => boolean;
}

/** All strands of one colour as one SVG path. */
export interface WeavePath {
  readonly colour: Colour;
  readonly d: string;
}

const size = 12;
const half = size / 2;

/**
 * The weave, version 1: `d = SHA-256("weave-1" ‖ digest)`; colours are two bits each, lowest first,
 * of the warp from byte 0, of the weft from byte 2; crossing (x, y) is bit `6y + x` from byte 6 on.
 * @param digestHex 64 lower-case hexadecimal digits
 * @throws EncodingError `encoding.digest`
 */
export function weaveOf(digestHex: string): Weave {
  const bytes = sha256(concat(utf8('weave-1'), fromHex(parseSha256Hex(digestHex))));
  const bits = (offset: number, count: number): number =>
    ((bytes[offset >> 3] ?? 0) >> (offset & 7)) & (2 ** count - 1);
  const colours = (from: number, count: number): readonly Colour[] =>
    Array.from({ length: count }, (_, strand) => colour(bits(8 * from + 2 * strand, 2)));
  return {
    warp: colours(0, half),
    weft: colours(2, size),
    over: (column, row) => bits(8 * 6 + half * row + mirrored(column), 1) === 1,
  };
}

/** The drawing on a view box of 130 by 130: one path a colour that occurs. Neighbouring crossings of one strand join. */
export function weavePaths(weave: Weave): readonly WeavePath[] {
  const paths: [string, string, string, string] = ['', '', '', ''];
  for (let column = 0; column < size; column++) {
    const warp = weave.warp[mirrored(column)] ?? 0;
    for (const [from, to] of runs((row) => weave.over(column, row))) {
      paths[warp] += strand(column, from, 1, to - from);
    }
  }
  for (let row = 0; row < size; row++) {
    const weft = weave.weft[row] ?? 0;
    for (const [from, to] of runs((column) => !weave.over(column, row))) {
      paths[weft] += strand(from, row, to - from, 1);
    }
  }
  return paths.map((d, index) => ({ colour: colour(index), d })).filter(({ d }) => d !== '');
}

function mirrored(column: number): number {
  return column < half ? column : size - 1 - column;
}

function colour(bits: number): Colour {
  return bits === 0 || bits === 1 || bits === 2 ? bits : 3;
}

/** The stretches, end exclusive, over which a strand lies on top. */
function runs(onTop: (index: number) => boolean): [number, number][] {
  const found: [number, number][] = [];
  for (let index = 0; index < size; index++) {
    if (!onTop(index)) continue;
    const last = found.at(-1);
    if (last?.[1] === index) last[1] = index + 1;
    else found.push([index, index + 1]);
  }
  return found;
}

/** A rounded rectangle over so many crossings, which are 10 wide, 1 apart and 5 from the edge. */
function strand(column: number, row: number, columns: number, rows: number): string {
  const radius = 2.4;
  const x = tidy(5 + 10 * column + 0.5 + radius);
  const y = tidy(5 + 10 * row + 0.5);
  const across = tidy(10 * columns - 1 - 2 * radius);
  const down = tidy(10 * rows - 1 - 2 * radius);
  const r = tidy(radius);
  return `M${x} ${y}h${across}q${r} 0 ${r} ${r}v${down}q0 ${r}-${r} ${r}h-${across}q-${r} 0-${r}-${r}v-${down}q0-${r} ${r}-${r}z`;
}

/** Without the noise of binary fractions. */
function tidy(value: number): number {
  return Number(value.toFixed(2));
}
