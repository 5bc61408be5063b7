import { PrintError } from './print-error.ts';

const named = String.raw`\(node\d{8}\)`;
/** The one leaf of the structure's name tree, ISO 32000-1, section 14.7.2: each id and the object that has it. */
const leaf = new RegExp(
  String.raw`/Limits \[${named} ${named}\]\s*/Names \[((?:${named} \d+ 0 R ?)+)\]`,
  'g',
);
const entry = /\((node\d{8})\) (\d+) 0 R/g;
/** Where a heading of a table says its id, and a cell the ids of its headings (section 14.8.5.7). */
const uses = new RegExp(String.raw`/(?:ID ${named}|Headers \[(?:${named} ?)+\])`, 'g');

/**
 * Chromium names the headings of tables by numbers that depend on when its parts have run. Here they are numbered again
 * in the order of their objects, so that the same document has the same bytes. Nothing changes its length or place.
 * @throws PrintError `print.unknown-pdf` if the names are not as they are known
 */
export function withOrderedIds(pdf: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(pdf).toString('latin1');
  const [tree, another] = [...text.matchAll(leaf)];
  if (tree === undefined) {
    if (text.search(uses) !== -1) throw unknownPdf('ids without their tree');
    return Uint8Array.from(pdf);
  }
  if (another !== undefined) throw unknownPdf('several leaves of names');
  const entries = [...(tree[1] ?? '').matchAll(entry)]
    .map(([, name = '', object = '']) => ({ name, object: Number(object) }))
    .toSorted((a, b) => a.object - b.object);
  const renamed = new Map(
    entries.map(({ name }, index) => [name, `node${String(index + 1).padStart(8, '0')}`]),
  );
  const rename = (part: string): string =>
    part.replaceAll(/node\d{8}/g, (name) => {
      const to = renamed.get(name);
      if (to === undefined) throw unknownPdf('an id that no heading has');
      return to;
    });
  const names = [...renamed.values()];
  const list = entries.map(({ name, object }) => `(${renamed.get(name) ?? ''}) ${object} 0 R`);
  const ordered = text
    .replaceAll(uses, rename)
    .replace(leaf, (whole) =>
      whole
        .replace(/\/Limits \[[^\]]*\]/, `/Limits [(${names[0] ?? ''}) (${names.at(-1) ?? ''})]`)
        .replace(/\/Names \[[^\]]*\]/, `/Names [${list.join(' ')}]`),
    );
  if (ordered.length !== text.length) throw unknownPdf('names of another length');
  return Uint8Array.from(Buffer.from(ordered, 'latin1'));
}

function unknownPdf(found: string): PrintError {
  return new PrintError('print.unknown-pdf', 'the PDF is not as Chromium is known to make it', {
    expected: 'one tree with the names of table headings',
    found,
    hint: 'Keep the HTML file: it says the same. Report this version of Chromium.',
    notDone: ['No PDF was written'],
  });
}
