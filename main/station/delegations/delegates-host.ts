import type { HostView } from '../../../src/contract/host.ts';
import { missingKeys } from '../../../src/ceremony/assembly.ts';
import { heldKeys, keysByParticipant } from '../held-keys.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { delegateFacts } from './delegate-facts.ts';
import { delegatesRole } from './delegate-role.ts';

type Told = Pick<
  HostView,
  'headline' | 'acts' | 'stage' | 'practiceSign' | 'publish' | 'publishNeedsPin' | 'publishTries'
>;

const noRoot = {
  ready: false,
  reason: 'No root is made here. The role is staged and signed under Role.',
};

/** What the host of a delegate sees in place of the acts of a root: none is staged, signed or published here. */
export async function delegatesHost(ceremony: OpenCeremony): Promise<Told> {
  const { name, threshold } = delegatesRole(ceremony);
  const held = keysByParticipant(await heldKeys(ceremony.folder));
  const missing = missingKeys(ceremony.plan, held);
  const { unproved, staged, short } = await delegateFacts(ceremony);
  const acts: readonly [title: string, expected: string, done: boolean][] = [
    ['Keyholders make and export their keys', 'A key file of each.', missing.length === 0],
    [`Every key answers the challenge for ${name}`, 'An answer of each.', unproved.length === 0],
    [`Stage the metadata of ${name}`, 'The files that the role lists.', staged],
    [`Keyholders sign them`, `${threshold} valid signatures.`, staged && short === 0],
  ];
  const now = acts.findIndex(([, , done]) => !done);
  const [next] = acts[now] ?? [`Hand ${name}.json to the delegator`];
  return {
    headline: missing.length > 0 ? 'Waiting for keys' : next,
    acts: acts.map(([title, expected, done], place) => ({
      title,
      expected,
      state: done ? 'done' : place === now ? 'now' : 'next',
    })),
    stage: noRoot,
    practiceSign: noRoot,
    publish: noRoot,
    publishNeedsPin: false,
    publishTries: '',
  };
}
