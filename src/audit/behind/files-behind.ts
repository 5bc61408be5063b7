import { z } from 'zod';
import { folderOf } from '../file-path.ts';
import type { AuditReport, Finding } from '../report.ts';

/** More than these are in the report, one after another. */
const mostFiles = 8;

const Text = z.string();
const Texts = z.array(z.string());

/**
 * The files of an audit that stand behind a finding: the one that it names first, then those that it is held against.
 * Empty where no file does, for example for an object that a repository lacks.
 *
 * @param isFile whether the audit read a file of this path
 */
export function filesBehind(
  { code, subject, data }: Finding,
  { roots, attestations }: AuditReport,
  isFile: (path: string) => boolean,
): readonly string[] {
  const named = [
    subject,
    ...texts(data['files']),
    ...['listedIn', 'before', 'transcript', 'file'].flatMap((member) => texts(data[member])),
  ];
  const ofKey = [
    ...attestations.filter(({ spkiSha256 }) => spkiSha256 === subject).map(({ path }) => path),
    ...roots.filter((root) => holdsKey(root.version, subject, data)).map(({ file }) => file),
  ];
  const records = code.startsWith('transcript.') ? recordsAbove(subject) : [];
  const found = [...named, ...ofKey, ...records].filter(isFile);
  return [...new Set(found)].slice(0, mostFiles);
}

/** A finding about a key names the versions that have it. */
function holdsKey(version: number, subject: string, data: Finding['data']): boolean {
  if (!/^[0-9a-f]{64}$/.test(subject)) return false;
  const versions = z.array(z.int()).safeParse(data['rootVersions']).data ?? [];
  return versions.includes(version);
}

/** The record of the ceremony folder that a file lies in. */
function recordsAbove(path: string): readonly string[] {
  const found: string[] = [];
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    found.push(folder === '' ? 'transcript.jsonl' : `${folder}/transcript.jsonl`);
    if (folder === '') return found;
  }
}

function texts(value: unknown): readonly string[] {
  const one = Text.safeParse(value);
  return one.success ? [one.data] : (Texts.safeParse(value).data ?? []);
}
