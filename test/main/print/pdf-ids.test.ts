import { describe, expect, it } from 'vitest';
import { withOrderedIds } from '../../../main/print/pdf-ids.ts';

const node = (number: number): string => `(node${String(number).padStart(8, '0')})`;
const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');
const ordered = (text: string): string =>
  Buffer.from(withOrderedIds(bytesOf(text))).toString('latin1');

/** A structure of three headings, objects 9, 12 and 100, with these ids in this order. */
function structure(ids: readonly [number, number, number]): string {
  const objects = [9, 12, 100];
  const tree = ids
    .map((id, index) => ({ id, object: objects[index] }))
    .toSorted((a, b) => a.id - b.id);
  return [
    '%PDF-1.4\n\u00ff\n',
    ...ids.map((id, index) => `${objects[index]} 0 obj\n<</S /TH\n/ID ${node(id)}>>\nendobj\n`),
    `/Headers [${node(ids[0])} ${node(ids[2])}]>>\n`,
    `<</Limits [${node(tree[0]!.id)} ${node(tree[2]!.id)}]\n`,
    `/Names [${tree.map(({ id, object }) => `${node(id)} ${object} 0 R`).join(' ')}]>>\nxref\n`,
  ].join('');
}

describe('the ids of table headings', () => {
  const expected = structure([1, 2, 3]);

  it.each([[[1, 2, 3]], [[11, 13, 58]], [[58, 11, 13]], [[30, 20, 10]]] as const)(
    'numbered %j come out the same',
    (ids) => {
      const before = structure(ids);
      expect(ordered(before)).toBe(expected);
      expect(before).toHaveLength(expected.length);
    },
  );

  it('leave a text that looks like one as it is', () => {
    const text = `${structure([5, 6, 7])}/Title ${node(5)} /ID \\(node00000005\\)`;
    expect(ordered(text)).toBe(`${expected}/Title ${node(5)} /ID \\(node00000005\\)`);
  });

  it('are not missed in a document without tables', () => {
    expect(ordered('%PDF-1.4\nx')).toBe('%PDF-1.4\nx');
  });

  it.each([
    ['ids without their tree', `/ID ${node(1)}`],
    ['two trees', structure([1, 2, 3]) + structure([4, 5, 6])],
    ['an id that is not in the tree', `${structure([1, 2, 3])}/Headers [${node(9)}]`],
  ])('of a document with %s are refused', (_what, text) => {
    expect(() => withOrderedIds(bytesOf(text))).toThrow(
      expect.objectContaining({ code: 'print.unknown-pdf' }),
    );
  });
});
