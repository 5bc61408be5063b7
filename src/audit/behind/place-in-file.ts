import { z } from 'zod';
import type { Finding } from '../report.ts';
import { memberSpan, type Span, type Step } from './json-members.ts';

const [lineFeed, carriageReturn] = [0x0a, 0x0d];

/**
 * Where in a file the finding is: the member, signature, key or line that it is about. null where it is about the whole
 * file, or the place cannot be found.
 * @param path how the audit names the file; a finding has another place in each of its files
 */
export function placeInFile(bytes: Uint8Array, finding: Finding, path: string): Span | null {
  const { data, subject } = finding;
  const told = placesTold(data);
  const position = path === subject ? told.map(positionTold).find((one) => one !== null) : null;
  if (position != null) return positionSpan(bytes, position.line, position.column);
  const line = z.int().min(1).safeParse(data['line']).data ?? told.map(lineTold).find(Boolean);
  if (isRecord(path) && line != null) return lineSpan(bytes, line);
  for (const steps of candidates(finding, path)) {
    const span = memberSpan(bytes, steps);
    if (span !== null) return span;
  }
  return null;
}

/** The paths of members to look for, the first that leads anywhere counts. */
function candidates({ code, subject, data }: Finding, path: string): readonly (readonly Step[])[] {
  const told = placesTold(data).flatMap((place) => stepsTold(place) ?? []);
  if (told.length > 0 && path === subject) return [told];
  const index = z.int().min(0).safeParse(data['index']).data;
  if (index !== undefined) return [['signatures', index]];
  const listed = listing(data, path);
  if (listed.length > 0) return listed;
  const keyids = texts(data['keyid'], data['keyids']);
  if (/^(?:key|attestation)\./.test(code) && keyids.length > 0)
    return keyids.flatMap((keyid) => [
      ['signed', 'keys', keyid],
      ['signed', 'delegations', 'keys', keyid],
    ]);
  return (byCode[code] ?? []).map((steps) => [...steps]);
}

/** What a role lists of another one, or of a target. */
function listing(data: Finding['data'], path: string): readonly (readonly Step[])[] {
  const listedIn = texts(data['listedIn'])[0] ?? path;
  if (listedIn !== path) return [];
  const targets = texts(data['target'], data['targets']).map((name) => ['signed', 'targets', name]);
  const names = texts(data['name']).map((name) => ['signed', 'meta', name]);
  const roles = data['listedIn'] === undefined ? [] : texts(data['role']);
  return [...targets, ...names, ...roles.map((role) => ['signed', 'meta', `${role}.json`])];
}

const expiry = [['signed', 'expires']];
const version = [['signed', 'version']];
const signatures = [['signatures']];

const byCode: Readonly<Record<string, readonly (readonly Step[])[]>> = {
  'root.expired': expiry,
  'role.expired': expiry,
  'root.version-gap': version,
  'root.fork': version,
  'root.not-trusted': version,
  'root.other-copy': signatures,
  'role.fork': version,
  'role.mismatch': version,
  'role.not-judged': signatures,
  'root.threshold-not-met': signatures,
  'root.exact-threshold': signatures,
  'role.threshold-not-met': signatures,
  'metadata.staged': signatures,
  'signature.two-keyids': signatures,
  'opinion.disagrees': signatures,
  'snapshot.lists-root': [['signed', 'meta', 'root.json']],
  'rehearsal.production-key': [['signed', 'x-rehearsal'], ['signatures']],
  'transcript.practice-mismatch': [['signed', 'x-rehearsal'], ...version],
};

const isRecord = (path: string): boolean => path.endsWith('.jsonl');

function placesTold(data: Finding['data']): readonly string[] {
  return texts(data['place'], data['places']).slice(0, 1);
}

/** "targets.json, line 1, column 45, in $.signed" */
function positionTold(place: string): { line: number; column: number } | null {
  const [, line, column] = /, line (\d{1,9}), column (\d{1,9})/.exec(place) ?? [];
  return line === undefined || column === undefined
    ? null
    : { line: Number(line), column: Number(column) };
}

/** "transcript.jsonl, line 4" */
function lineTold(place: string): number | null {
  const [, line] = /\bline (\d{1,9})/.exec(place) ?? [];
  return line === undefined ? null : Number(line);
}

/** `…, in $.signed.keys["a b"][3]` as steps; null where it is cut or says nothing. */
function stepsTold(place: string): readonly Step[] | null {
  const [, path = ''] = /, in \$(.*)$/s.exec(place) ?? [];
  if (path === '' || path.includes('…')) return null;
  return [...path.matchAll(/\.([A-Za-z_][\w-]*)|\[(\d{1,9})\]|\[("(?:[^"\\]|\\.)*")\]/g)].map(
    ([, name, index, quoted]) => name ?? (index === undefined ? unquoted(quoted) : Number(index)),
  );
}

function unquoted(text: string | undefined): string {
  return z
    .string()
    .catch('')
    .parse(JSON.parse(text ?? '""'));
}

function texts(...values: readonly unknown[]): readonly string[] {
  return values.flatMap((value) =>
    typeof value === 'string' ? [value] : (z.array(z.string()).safeParse(value).data ?? []),
  );
}

/** A whole line, without its end. Lines end in LF, CR or CRLF. */
function lineSpan(bytes: Uint8Array, line: number): Span | null {
  let from = 0;
  for (let number = 1; number < line; number += 1) {
    const end = lineEnd(bytes, from);
    if (end >= bytes.length) return null;
    from = end + (bytes[end] === carriageReturn && bytes[end + 1] === lineFeed ? 2 : 1);
  }
  return from >= bytes.length ? null : { from, to: lineEnd(bytes, from) };
}

function lineEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== lineFeed && bytes[at] !== carriageReturn) at += 1;
  return at;
}

/** One character, by its line and its column, both from 1; at the end of the text, the last character. */
function positionSpan(bytes: Uint8Array, line: number, column: number): Span | null {
  const within = lineSpan(bytes, line);
  if (within === null) return null;
  let at = within.from;
  for (let number = 1; number < column && at < within.to; number += 1)
    at = nextCharacter(bytes, at);
  const from = at < bytes.length ? at : Math.max(0, bytes.length - 1);
  return from >= bytes.length ? null : { from, to: Math.max(from + 1, nextCharacter(bytes, from)) };
}

/** The bytes of a character that follow its first one begin with the bits 10. */
function nextCharacter(bytes: Uint8Array, at: number): number {
  let next = at + 1;
  while (next < bytes.length && ((bytes[next] ?? 0) & 0xc0) === 0x80) next += 1;
  return next;
}
