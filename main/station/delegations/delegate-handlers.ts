import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import type { DelegateView } from '../../../src/contract/delegate.ts';
import { readStaged } from '../../ceremonies/staged-file.ts';
import { StepError } from '../desk.ts';
import type { Group, Work } from '../handlers.ts';
import { requireOffline } from '../network-gate.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { recordSigner } from '../record-signer.ts';
import { carryRole } from './carry-role.ts';
import { delegatesKeys, delegatesRole, stageRole } from './delegate-role.ts';
import { delegateView, oddInRole } from './delegate-view.ts';
import { signStaged, soFar } from './sign-staged.ts';

/** The delegate's own role: its host stages it, its keyholders sign it, and it goes to the delegator. */
export function delegateHandlers(
  work: Work,
): Group<'delegate.look' | 'delegate.stage' | 'delegate.sign' | 'delegate.carry'> {
  const { desk, table, turns, places } = work;
  const host = (): OpenCeremony => {
    const ceremony = table.open;
    if (ceremony.role === 'host') return ceremony;
    throw new StepError('host.not-ready', 'only the host has the role staged and signed', {
      hint: 'Open the ceremony as its host.',
      notDone: ['Nothing was staged.', 'Nothing was signed.'],
    });
  };
  const after = async (ceremony: OpenCeremony): Promise<DelegateView> => {
    await work.changed();
    return delegateView(desk, ceremony);
  };
  return {
    'delegate.look': () => table.look((ceremony) => delegateView(desk, ceremony)),

    'delegate.stage': turns.act(async ({ version }) => {
      const ceremony = host();
      await requireUnsigned(ceremony, version);
      await stageRole(ceremony, version);
      return after(ceremony);
    }),

    'delegate.sign': turns.act(async ({ participant, pin, signedSha256 }) => {
      const ceremony = host();
      await requireOffline(ceremony, await work.network());
      const name = `${delegatesRole(ceremony).name}.json`;
      await requireExplained(ceremony, name);
      const signer = await recordSigner(desk, ceremony, participant, pin);
      await signStaged(ceremony, name, signedSha256, await delegatesKeys(ceremony), [signer]);
      return after(ceremony);
    }),

    'delegate.carry': turns.act(async ({ place }) => {
      const file = await carryRole(host(), places.path(place));
      return { file, sentence: 'It was read back and is the same. It holds no secret.' };
    }),
  };
}

/** Two files of one version must not both come to their signatures. */
async function requireUnsigned(ceremony: OpenCeremony, version: number): Promise<void> {
  const { name } = delegatesRole(ceremony);
  const staged = await readStaged(ceremony.folder, `${name}.json`);
  if (staged === null || version > staged.version) return;
  const { valid } = await soFar(staged, await delegatesKeys(ceremony));
  if (valid === 0) return;
  throw new DelegationError('delegation.pending', 'somebody has signed this version', {
    expected: `version ${staged.version + 1} or later`,
    found: `version ${version}`,
    place: `staged/${name}.json`,
    hint: 'Have it signed and hand it over, or stage the next version.',
    notDone: ['Nothing was staged.'],
  });
}

async function requireExplained(ceremony: OpenCeremony, name: string): Promise<void> {
  const staged = await readStaged(ceremony.folder, name);
  const odd = staged === null ? null : await oddInRole(ceremony, staged);
  if (odd === null) return;
  throw new DelegationError('delegation.unexplained', 'the staged role has no explanation', {
    expected: 'what the plan and the files in staged/targets make',
    found: odd,
    place: `staged/${name}`,
    hint: 'Do not sign it. Find out who changed a file, then stage it again.',
    notDone: ['Nothing was signed.', 'No PIN was sent.'],
  });
}
