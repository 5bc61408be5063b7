import { parseInstant } from '../../src/encoding/instant.ts';
import type { SecondOpinion } from '../../src/audit/opinion.ts';
import type { CeremonyFolder } from '../ceremonies/ceremony-folder.ts';
import { filesBelow } from '../ceremonies/files-below.ts';
import { longestMetadata } from '../ceremonies/staged-file.ts';
import type { RepositoryFile } from '../ceremonies/repository-writer.ts';
import { tufJsOpinion } from '../opinion/second-opinion.ts';
import { StepError } from './desk.ts';

const bounds = { files: 10_000, bytes: longestMetadata };

/**
 * Lets another implementation follow the repository as a client would find it, from the first root in it to the
 * newest, before anything is published: a client that stops would be stopped for good by what cannot be taken back.
 *
 * @param coming files that are not on the disk yet; they stand for those of the same name
 * @param at when clients look: RFC 3339, UTC; `targets`: paths that they look for, through the delegated roles
 * @throws StepError `publish.client-refuses`; OpinionError
 */
export async function requireClientAccepts(
  folder: CeremonyFolder,
  coming: readonly RepositoryFile[],
  {
    version,
    at,
    targets = [],
  }: { readonly version: number; readonly at: string; readonly targets?: readonly string[] },
  opinion: SecondOpinion = tufJsOpinion,
): Promise<void> {
  if (opinion.client === null) return;
  const files = new Map<string, Uint8Array>();
  for (const { path, bytes } of await filesBelow(folder.directory, ['repository'], bounds))
    files.set(path.slice('repository/'.length), bytes);
  for (const { path, bytes } of coming) files.set(path, bytes);
  const [oldest] = [...files.keys()]
    .flatMap((name) => /^(\d{1,9})\.root\.json$/.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((left, right) => left - right);
  const trustedRoot = files.get(`${oldest}.root.json`);
  if (trustedRoot === undefined) throw refuses('no root to begin with', version, 0);
  const metadata = new Map([...files].filter(([name]) => !name.startsWith('targets/')));
  const theirs = await opinion.client({
    trustedRoot,
    files: metadata,
    asOf: parseInstant(at),
    targets,
  });
  if (theirs.stopped === null && theirs.trustedVersion === version) return;
  throw refuses(theirs.stopped ?? 'it stays with an older root', version, theirs.trustedVersion);
}

function refuses(found: string, version: number, reached: number): StepError {
  return new StepError('publish.client-refuses', 'a client would not accept this repository', {
    expected: `tuf-js follows from the first root to version ${version}, and takes all roles`,
    found: `it comes to version ${reached}: ${found}`,
    place: 'repository',
    hint: 'Audit the ceremony folder: it names what is wrong. Published like this, clients would stop.',
    notDone: ['Nothing was published.', 'Nothing was sent.'],
  });
}
