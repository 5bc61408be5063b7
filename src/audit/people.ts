import { type Plan, parsePlan } from '../ceremony/plan.ts';
import { type Transcript, verifyTranscript } from '../ceremony/transcript.ts';
import { StationError } from '../encoding/station-error.ts';
import type { Root } from '../tuf/root.ts';
import type { Evidence } from './evidence.ts';
import { folderOf, nameOf } from './file-path.ts';
import type { InputFile } from './input.ts';
import { compareText } from './order.ts';
import type { ReplayedRoot } from './replay.ts';

/** Whose key each one is by the files, by the key's digest. A name is a claim: nothing proves it. */
export type People = ReadonlyMap<string, readonly string[]>;

/** Two sources name one person, a third is a mistake. More help nobody. */
const mostNames = 4;

/**
 * Gathers the names that files give to keys: a plan by the serial of a token, a record by who made a key, and the
 * accounts that tuf-on-ci notes beside keys. What cannot be read names nobody here; it is a finding elsewhere.
 */
export function peopleOf(
  all: readonly InputFile[],
  roots: readonly ReplayedRoot[],
  evidence: readonly Evidence[],
): People {
  const found = new Map<string, Set<string>>();
  const note = (spki: string, name: string) => {
    found.set(spki, (found.get(spki) ?? new Set()).add(name));
  };
  // Of a Git history only the last commit: earlier plans may have given a token to somebody else.
  const files = all.filter(({ origin }) => origin === null || origin.headPaths.length > 0);
  for (const file of files.filter(({ reading }) => reading.kind === 'plan')) {
    const plan = planIn(file);
    if (plan === null) continue;
    for (const [spki, name] of bySerial(plan, folderOf(file.place), evidence)) note(spki, name);
    for (const [spki, name] of byRecord(plan, file, files)) note(spki, name);
  }
  for (const { copies } of roots)
    for (const { root } of copies) for (const [spki, name] of byAccount(root)) note(spki, name);
  return new Map(
    [...found].map(([spki, names]) => [spki, [...names].toSorted(compareText).slice(0, mostNames)]),
  );
}

type Named = readonly [spki: string, name: string];

function bySerial(plan: Plan, folder: string, evidence: readonly Evidence[]): readonly Named[] {
  const within = evidence.filter(({ path }) => isWithin(path, folder));
  return plan.participants.flatMap(({ name, token, formerToken }) =>
    within.flatMap(({ attestation, keyCert }): Named[] => {
      const serial = attestation?.serial;
      if (keyCert === null || serial == null) return [];
      return serial === token || serial === formerToken ? [[keyCert.publicKey.digest, name]] : [];
    }),
  );
}

/** Below this folder; in a Git history a path begins with its commit, and with its repository where there are several. */
function isWithin(path: string, folder: string): boolean {
  const place = path.replace(/^(?:(.*)@)?[0-9a-f]{12}:/s, (_, repository: string | undefined) =>
    repository === undefined ? '' : `${repository}/`,
  );
  return folder === '' || place.startsWith(`${folder}/`);
}

/** Who made a key, took one up, confirmed its fingerprint, or signed with it, by the records beside a plan. */
function byRecord(plan: Plan, file: InputFile, files: readonly InputFile[]): readonly Named[] {
  const folder = folderOf(file.place);
  const names = new Map(plan.participants.map(({ id, name }) => [id, name]));
  return files
    .filter(
      ({ place, reading }) =>
        reading.kind === 'transcript' &&
        nameOf(place).endsWith('.jsonl') &&
        folderOf(place).replace(/(^|\/)records$/, '') === folder,
    )
    .flatMap((record) => transcriptIn(record, plan)?.records ?? [])
    .flatMap((record): Named[] => {
      if (!isAboutKey(record)) return [];
      const name = record.participant === null ? undefined : names.get(record.participant);
      return name === undefined ? [] : [[record.data.spki, name]];
    });
}

type KeyRecord = Extract<
  Transcript['records'][number],
  {
    kind: 'key.made' | 'key.adopted' | 'export.confirmed' | 'signature.added' | 'checkpoint.signed';
  }
>;

/** Of a keyholder who stays from an earlier ceremony, the record tells only what they signed. */
const aboutKeys: readonly string[] = [
  'key.made',
  'key.adopted',
  'export.confirmed',
  'signature.added',
  'checkpoint.signed',
] satisfies readonly KeyRecord['kind'][];

function isAboutKey(record: Transcript['records'][number]): record is KeyRecord {
  return aboutKeys.includes(record.kind);
}

/** tuf-on-ci notes an account of the place where it works. */
function byAccount(root: Root): readonly Named[] {
  return [...root.keys.values()].flatMap(({ object, publicKey }): Named[] => {
    const owner = object['x-tuf-on-ci-keyowner'];
    return typeof owner === 'string' && /^@[A-Za-z0-9-]{1,39}$/.test(owner)
      ? [[publicKey.digest, owner]]
      : [];
  });
}

function planIn({ bytes, path }: InputFile): Plan | null {
  return readable(() => parsePlan(bytes, path));
}

function transcriptIn({ bytes, path }: InputFile, plan: Plan): Transcript | null {
  return readable(() => verifyTranscript(bytes, path, plan.sha256));
}

function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof StationError) return null;
    throw error;
  }
}
