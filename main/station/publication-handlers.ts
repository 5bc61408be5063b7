import type { PublicationView } from '../../src/contract/publication.ts';
import { folderPath } from '../../src/ceremony/folder-path.ts';
import { hostChecklist } from '../../src/ceremony/host-checklist.ts';
import type { Publication } from '../../src/ceremony/plan-publication-schema.ts';
import { parseAuthor } from '../git/commit-files.ts';
import { parseBranch, parseRemote } from '../git/remote.ts';
import { StepError } from './desk.ts';
import { type GitTarget, pushCeremony, pushKey, pushStaged } from './git-publication.ts';
import type { Group, Work } from './handlers.ts';
import { heldKeys } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { isPublished, stagedRoot } from './root-at-hand.ts';

/** What leaves the ceremony through Git. */
export function publicationHandlers(work: Work): Group<'publication.look' | 'publication.send'> {
  const { table, turns, places } = work;
  return {
    'publication.look': () => table.look(publicationView),
    'publication.send': turns.act(async ({ place, what, branch, author }, { progress, signal }) => {
      const ceremony = table.open;
      const { publication } = ceremony.plan;
      const target = (name: string): GitTarget => ({
        remote: place === null ? plannedRemote(publication) : parseRemote(places.path(place)),
        branch: parseBranch(name),
        below:
          publication?.folder === undefined ? null : folderPath(...publication.folder.split('/')),
        author: parseAuthor(author),
      });
      if (what === 'ceremony') {
        progress({ doing: 'tuf-js follows the repository as a client; then it is sent' });
        await pushCeremony(ceremony, target(branch), signal);
      } else if (what === 'staged') {
        progress({ doing: 'The staged root goes to a branch of its own' });
        await pushStaged(ceremony, target(stagedBranch(ceremony)), signal);
      } else {
        for (const { participant, name } of await heldKeys(ceremony.folder)) {
          progress({ doing: `The key of ${name} goes to a branch of its own` });
          await pushKey(ceremony, participant, target(`keyholder/${participant}`), signal);
        }
      }
      await work.changed();
      return publicationView(ceremony);
    }),
  };
}

/** As on the command line: keyholders find it by the day of the plan. */
function stagedBranch({ plan }: OpenCeremony): string {
  return `signing/${plan.date}`;
}

async function publicationView(ceremony: OpenCeremony): Promise<PublicationView> {
  const { plan, records, folder } = ceremony;
  const { publication } = plan;
  const ready = await isPublished(folder);
  const signer = publication?.signOff;
  return {
    ready,
    reason: ready
      ? 'tuf-js follows it as a client first. Nothing is sent if it stops.'
      : `Root version ${plan.tuf.rootVersion} is not published in the folder yet.`,
    planned: publication?.remote.slice(0, 200) ?? null,
    branch: publication?.branch ?? `ceremony/${plan.date}`,
    author: signer === undefined ? '' : `${signer.name} <${signer.email}>`,
    staged: ready || (await stagedRoot(folder)) === null ? null : stagedBranch(ceremony),
    keys: (await heldKeys(folder)).map(({ name }) => name).slice(0, 64),
    // The newest, as many as the page takes; the record has all.
    sent: records
      .flatMap((record) =>
        record.kind === 'repository.pushed'
          ? [
              {
                what: record.data.what,
                remote: record.data.remote,
                branch: record.data.branch,
                commit: record.data.commit,
                at: record.at,
              },
            ]
          : [],
      )
      .slice(-500),
    checklist: [...hostChecklist(plan)],
  };
}

function plannedRemote(publication: Publication | undefined) {
  if (publication !== undefined) return parseRemote(publication.remote);
  throw new StepError('publish.not-yet', 'the plan does not say where to publish', {
    expected: 'publication.remote in the plan, or a folder that you choose',
    found: 'neither',
    hint: 'Choose the folder of the Git repository.',
    notDone: ['Nothing was sent.'],
  });
}
