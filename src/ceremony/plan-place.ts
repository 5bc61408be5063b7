import { isMap, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml';

/** A place in a text: both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
  /** UTF-16 units before it. */
  readonly offset: number;
}

/** Names lines and columns of one plan's text, for errors. */
export interface PlanPlaces {
  /** Where a member stands, or the nearest thing around it that exists. */
  position(steps: readonly (string | number)[]): Position;
  /** The place of a member, or of the nearest thing around it that exists. */
  of(steps: readonly (string | number)[]): string;
  at(offset: number): string;
}

/** @param file the file's name */
export function placesIn(file: string, document: Document, lines: LineCounter): PlanPlaces {
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1), offset };
  };
  const at = (offset: number): string => {
    const { line, column } = positionAt(offset);
    return `${file}, line ${line}, column ${column}`;
  };
  return {
    at,
    position: (steps) => positionAt(offsetOf(document.contents, steps)),
    of: (steps) => at(offsetOf(document.contents, steps)),
  };
}

/** Line and column out of a place as `placesIn` writes it; null for a place that has none, such as the whole file. */
export function positionIn(place: string): Pick<Position, 'line' | 'column'> | null {
  const [, line, column] = /, line (\d+), column (\d+)$/.exec(place) ?? [];
  return line === undefined || column === undefined
    ? null
    : { line: Number(line), column: Number(column) };
}

function offsetOf(top: unknown, steps: readonly (string | number)[]): number {
  let offset = startOf(top) ?? 0;
  let node: unknown = top;
  for (const step of steps) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      offset = startOf(pair?.key) ?? offset;
      node = pair?.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value);
}
