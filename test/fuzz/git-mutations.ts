/** Structure-aware changes of Git objects: of commits and tags by their lines, of trees by their entries. */
import { type Choices, mutateBytes } from './mutations.ts';

const modes = ['100644', '100755', '40000', '040000', '120000', '160000', '0', '', '1006444', '-1'];
const names = ['..', '.', '', 'a/b', '\0', 'ROOT.json', '1.root.json', 'x'.repeat(5000), '\u00ff'];

/** Bytes as text of one character each, so that nothing is lost on the way. */
const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const asBytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

/** A commit or a tag with a few of its lines left out, doubled, exchanged or changed. */
export function mutateGitLines(bytes: Uint8Array, pick: Choices): Uint8Array {
  const lines = asText(bytes).split('\n');
  do {
    const at = pick.below(lines.length);
    const line = lines[at] ?? '';
    switch (pick.below(7)) {
      case 0:
        lines.splice(at, 1);
        break;
      case 1:
        lines.splice(at, 0, ...Array.from({ length: pick.pick([1, 2, 1500]) }, () => line));
        break;
      case 2:
        [lines[0], lines[at]] = [line, lines[0] ?? ''];
        break;
      case 3:
        lines[at] = line.toUpperCase();
        break;
      case 4:
        lines[at] = line.slice(0, pick.below(line.length + 1));
        break;
      case 5:
        lines[at] = line.replace(/\d+/, pick.pick(['-1', '9'.repeat(30), '1e9', '']));
        break;
      default:
        lines[at] = `${line}${pick.pick(['\0', '\r', ' ', 'f', '\u00ff'.repeat(300)])}`;
    }
  } while (!pick.done && pick.below(3) > 0);
  return asBytes(lines.join('\n'));
}

interface TreeEntry {
  readonly mode: string;
  readonly name: string;
  readonly oid: string;
}

/** A tree with a few of its entries left out, doubled, exchanged, or with another mode, name or length. */
export function mutateGitTree(bytes: Uint8Array, pick: Choices): Uint8Array {
  const found = [...asText(bytes).matchAll(/([^ ]*) ([^\0]*)\0([\s\S]{20})/g)];
  const entries = found.map(([, mode = '', name = '', oid = '']): TreeEntry => ({
    mode,
    name,
    oid,
  }));
  if (entries.length === 0) return mutateBytes(bytes, pick);
  do {
    const at = pick.below(entries.length);
    const entry = entries[at] ?? { mode: '', name: '', oid: '' };
    switch (pick.below(6)) {
      case 0:
        entries.splice(at, 1);
        break;
      case 1:
        entries.splice(at, 0, entry);
        break;
      case 2:
        entries[at] = { ...entry, mode: pick.pick(modes) };
        break;
      case 3:
        entries[at] = { ...entry, name: pick.pick(names) };
        break;
      case 4:
        entries[at] = { ...entry, oid: entry.oid.slice(0, pick.below(21)) };
        break;
      default:
        entries.push(entries.shift() ?? entry);
    }
  } while (!pick.done && pick.below(3) > 0);
  return asBytes(entries.map(({ mode, name, oid }) => `${mode} ${name}\0${oid}`).join(''));
}
