import { isMap, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml';

/** Names lines and columns of one plan's text, for errors. */
export interface PlanPlaces {
  /** The place of a member, or of the nearest thing around it that exists. */
  of(steps: readonly (string | number)[]): string;
  at(offset: number): string;
}

/** @param file the file's name */
export function placesIn(file: string, document: Document, lines: LineCounter): PlanPlaces {
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}, line ${Math.max(line, 1)}, column ${Math.max(col, 1)}`;
  };
  return {
    at,
    of: (steps) => at(offsetOf(document.contents, steps)),
  };
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
