import { nameOf } from './file-path.ts';
import { finding, findingOf } from './findings.ts';
import type { Skipped } from './ignored.ts';
import { type InputFile, presentPlaces } from './input.ts';
import type { Finding } from './report.ts';

/** Names under which clients ask for metadata: `root.json`, `10.root.json`, `3.rekor.json`. */
const askedFor = /^(?:(?:\d{1,15}\.)?(?:root|targets|snapshot|timestamp)|\d{1,15}\..+)\.json$/s;

/** What lies under a name of metadata and is no file that could be read there: a link, a pipe. */
export function isNameOfMetadata({ path }: Skipped): boolean {
  return askedFor.test(nameOf(path.slice(path.lastIndexOf(':') + 1)));
}

/**
 * Names of metadata under which nothing was read. Somebody who looks into the folder sees a root there, and clients may get
 * one: without its content there is no verdict on what they get. A link to a file that is judged hides nothing.
 */
export function notReadFindings(
  skipped: readonly Skipped[],
  files: readonly InputFile[],
): Finding[] {
  const named = skipped.filter(isNameOfMetadata);
  if (named.length === 0) return [];
  const byPlace = new Map(files.flatMap((file) => presentPlaces(file).map((at) => [at, file])));
  return named.flatMap((one) => {
    const target = one.leadsTo === undefined ? undefined : byPlace.get(one.leadsTo);
    return target === undefined ? notRead(one) : linked(one, target);
  });
}

function notRead({ path, why, past }: Skipped): Finding {
  return findingOf('metadata.not-read', past === true ? 'warning' : 'error', {
    subject: path,
    message: `this is a name of metadata, and nothing was read there: ${why}`,
    hint: 'Clients may get something under this name that nobody judged. Put the file itself there, and audit it.',
    data: { why },
  });
}

function linked({ path }: Skipped, target: InputFile): readonly Finding[] {
  const data = { leadsTo: target.path };
  const version = versionOf(target);
  const number = /^(\d{1,15})\./.exec(nameOf(path.slice(path.lastIndexOf(':') + 1)))?.[1];
  if (number !== undefined && version !== null && Number(number) !== version) {
    return [
      finding(target.reading.kind === 'root' ? 'root.version-gap' : 'role.mismatch', {
        subject: path,
        message: `the link is named for version ${Number(number)} and leads to version ${version}`,
        hint: 'A client that asks for the version in the name does not get it. Find the right file.',
        data: { ...data, version, named: Number(number), reason: 'name' },
      }),
    ];
  }
  return [
    findingOf('metadata.not-read', 'info', {
      subject: path,
      message: `this name is a link to ${target.path}, which is judged under its own name`,
      hint: 'Links are not followed. Nothing is hidden by this one.',
      data,
    }),
  ];
}

function versionOf({ reading }: InputFile): number | null {
  if (reading.kind === 'root') return reading.root.version;
  return reading.kind === 'metadata' ? reading.head.version : null;
}
