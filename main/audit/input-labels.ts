import { basename, normalize } from 'node:path';

/** The last name of each, or the path as it was typed where two names are alike. */
export function labelsFor(given: readonly string[]): readonly string[] {
  const names = given.map((path) => basename(normalize(path)));
  return given.map((path, index) => {
    const name = names[index] ?? '';
    const alone = names.filter((other) => other === name).length === 1;
    return alone && name !== '.' && name !== '..' ? name : slashed(normalize(path));
  });
}

/** The label of what lies below a folder; below one that is given alone it is the name itself. */
export function joined(label: string, name: string): string {
  return label === '' ? name : `${label}/${name}`;
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '');
}
