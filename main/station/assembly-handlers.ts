import { folderPath } from '../../src/ceremony/folder-path.ts';
import { folderWork, type CarriedWork } from '../ceremonies/carried-work.ts';
import { parseBranch, parseRemote } from '../git/remote.ts';
import { assemblyView, broughtView, plannedRemote } from './assembly-view.ts';
import { branchWork } from './branch-work.ts';
import { bringWork } from './bring-work.ts';
import { StepError } from './desk.ts';
import type { Group, Work } from './handlers.ts';
import type { OpenCeremony } from './open-ceremony.ts';

/** Keys and signatures come together: what is here, and what somebody brings. */
export function assemblyHandlers(work: Work): Group<'assembly.look' | 'assembly.bring'> {
  const { table, turns, places } = work;
  return {
    'assembly.look': () => table.look(assemblyView),
    'assembly.bring': turns.act(async ({ place, branch }, { progress, signal }) => {
      const ceremony = table.open;
      progress({ doing: branch === null ? 'Reading the folder' : 'Reading the branch' });
      const path = place === null ? null : places.path(place);
      const carried = await workFrom(ceremony, path, branch, signal);
      progress({ doing: 'Checking every key and signature' });
      const brought = await bringWork(ceremony, carried);
      await work.changed();
      return { view: await assemblyView(ceremony), brought: broughtView(brought) };
    }),
  };
}

async function workFrom(
  ceremony: OpenCeremony,
  path: string | null,
  branch: string | null,
  signal: AbortSignal,
): Promise<CarriedWork> {
  const { plan } = ceremony;
  if (branch === null) {
    if (path === null) throw nowhere();
    return folderWork(path, plan.sha256);
  }
  const planned = plannedRemote(ceremony);
  const from = path ?? planned;
  if (from === null) throw nowhere();
  const folder = path === null ? plan.publication?.folder : undefined;
  return branchWork(
    plan,
    {
      remote: parseRemote(from),
      branch: parseBranch(branch),
      below: folder === undefined ? null : folderPath(...folder.split('/')),
    },
    signal,
  );
}

function nowhere(): StepError {
  return new StepError('host.not-ready', 'nothing says where the work is', {
    expected: 'a folder, or a repository that the plan names',
    found: 'neither',
    hint: 'Choose the folder that the keyholder gave you.',
    notDone: ['Nothing was taken.'],
  });
}
