import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const STATION = join(import.meta.dirname, '../../../bin/station');

/** The ceremony that the person at the station takes part in. */
export const ceremonyIn = (home: string): string =>
  join(home, 'Ceremonies', 'Practice root 2 dress rehearsal');

const SIGSTORE = join(import.meta.dirname, '../../fixtures/sigstore-root-signing');

/** Puts Sigstore's ceremonies into a home folder, and gives the names by which a person finds them. */
export function bringSigstore(home: string): string[] {
  cpSync(SIGSTORE, join(home, 'sigstore-root-signing'), { recursive: true });
  return ['Home', 'sigstore-root-signing'];
}

/** Runs the command line of the station. */
export function station(...words: readonly string[]): { status: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(STATION, words, { encoding: 'utf8' });
  return { status, out: `${stdout}${stderr}` };
}

/** One line of a record, as far as tests look at it. */
export interface Line {
  readonly kind: string;
  readonly participant: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export function recordOf(folder: string): Line[] {
  const text = readFileSync(join(folder, 'transcript.jsonl'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

/** What one participant did, in order. */
export const deedsOf = (folder: string, participant: string): string[] =>
  recordOf(folder)
    .filter((line) => line.participant === participant)
    .map(({ kind }) => kind);

/** The serial of the token that the person chose. */
export function serialIn(folder: string): string {
  const chosen = recordOf(folder).findLast(({ kind }) => kind === 'token.chosen');
  return String(chosen?.data['serial']);
}

/** How many signatures a metadata file carries. */
export function signaturesIn(path: string): number {
  const { signatures } = JSON.parse(readFileSync(path, 'utf8')) as { signatures: unknown[] };
  return signatures.length;
}

/** Every file below a folder, with its bytes. */
export function filesBelow(folder: string): { path: string; bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: readFileSync(path) }));
}

/** The files below a folder in which a secret stands, in UTF-8 or UTF-16. */
export function filesWith(folder: string, secret: string): string[] {
  const forms = [Buffer.from(secret, 'utf8'), Buffer.from(secret, 'utf16le')];
  return filesBelow(folder)
    .filter(({ bytes }) => forms.some((form) => bytes.includes(form)))
    .map(({ path }) => path);
}
