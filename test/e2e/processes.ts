import { readdirSync, readFileSync } from 'node:fs';

/** The process and everything below it. */
export function treeOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => parentOf(child) === pid);
  return [pid, ...children.flatMap(treeOf)];
}

/** The words of a command. Chromium's children write theirs with spaces between. */
export const commandOf = (pid: number): string[] => read(pid, 'cmdline').split(/[\0 ]/);

export const isChromium = (pid: number): boolean =>
  commandOf(pid)[0]?.endsWith('/chromium') === true;

export const isRenderer = (pid: number): boolean => commandOf(pid).includes('--type=renderer');

/** False also for a process that ended and waits to be noticed by its parent. */
export const isAlive = (pid: number): boolean => !['', 'Z', 'X'].includes(fieldsOf(pid)[0] ?? '');

export const ownerOf = (pid: number): number =>
  Number(/^Uid:\t(\d+)/m.exec(read(pid, 'status'))?.[1]);

export function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

const parentOf = (pid: number): number => Number(fieldsOf(pid)[1]);

function fieldsOf(pid: number): string[] {
  const stat = read(pid, 'stat');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
