import type { DelegationsView, Proposal, Wish } from '../../../src/contract/delegations.ts';
import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import { list } from '../../../src/tuf/difference/words.ts';
import { participantOf } from '../../../src/ceremony/roster.ts';
import { basename } from 'node:path';
import { readChosenFile } from '../../ceremonies/chosen-file.ts';
import { longestMetadata } from '../../ceremonies/staged-file.ts';
import { StepError } from '../desk.ts';
import type { Group, Work } from '../handlers.ts';
import { requireOffline } from '../network-gate.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { publicationSigners } from '../publication-keys.ts';
import { recordSigner } from '../record-signer.ts';
import { lookAtAnswers } from './answers.ts';
import { carryChallenge } from './carry-challenge.ts';
import { lookAtDelegations } from './look.ts';
import { makeChallenge } from './make-challenge.ts';
import { publishRoles } from './publish-roles.ts';
import { receiveRole } from './receive-role.ts';
import { signStaged } from './sign-staged.ts';
import { type ProposedChange, proposeChange, stageChange } from './stage-delegation.ts';
import { stagedTargetsName, targetsInUse } from './targets-in-use.ts';
import { delegationsView } from './view.ts';
import { changeLines } from './waiting-view.ts';
import { withdrawChange } from './withdraw.ts';
import type { AnyWish } from './wish.ts';

type Names =
  | 'delegations.look'
  | 'delegations.challenge'
  | 'delegations.carry'
  | 'delegations.answers'
  | 'delegations.propose'
  | 'delegations.stage'
  | 'delegations.withdraw'
  | 'delegations.sign'
  | 'delegations.take'
  | 'delegations.publish';

/** Paths go to the keys of another project, and come back: the host's side. */
export function delegationHandlers(work: Work): Group<Names> {
  const { desk, table, turns, places } = work;
  const wishOf = (wish: Wish): AnyWish =>
    'place' in wish ? { ...wish, from: places.path(wish.place) } : wish;
  const host = (): OpenCeremony => {
    const ceremony = table.open;
    if (ceremony.role === 'host') return ceremony;
    throw new StepError('host.not-ready', 'only the host changes delegations', {
      hint: 'Open the ceremony as its host.',
      notDone: ['Nothing was changed.', 'Nothing was signed.'],
    });
  };
  const view = async (ceremony: OpenCeremony): Promise<DelegationsView> =>
    delegationsView(desk, ceremony, await work.network());
  const after = async (ceremony: OpenCeremony): Promise<DelegationsView> => {
    await work.changed();
    return view(ceremony);
  };
  return {
    'delegations.look': () => table.look(view),

    'delegations.challenge': turns.act(async ({ role }) => {
      const ceremony = host();
      await makeChallenge(ceremony, role);
      return after(ceremony);
    }),

    'delegations.carry': turns.act(async ({ role, place }) => {
      const file = await carryChallenge(host(), role, places.path(place));
      return {
        file,
        sentence: 'It was read back and is the same. Say its number to them by another way.',
      };
    }),

    'delegations.answers': ({ role, place }) =>
      table.look((ceremony) => lookAtAnswers(ceremony, role, places.path(place))),

    'delegations.propose': (wish) =>
      table.look(async (ceremony) =>
        proposalOf(ceremony, wish, await proposeChange(ceremony, wishOf(wish))),
      ),

    'delegations.stage': turns.act(async ({ wish, signedSha256 }) => {
      const ceremony = host();
      await stageChange(ceremony, wishOf(wish), signedSha256);
      return after(ceremony);
    }),

    'delegations.withdraw': turns.act(async () => {
      const ceremony = host();
      await withdrawChange(ceremony);
      return after(ceremony);
    }),

    'delegations.sign': turns.act(async ({ participant, pin, signedSha256 }) => {
      const ceremony = host();
      await requireOffline(ceremony, await work.network());
      await requireExplained(ceremony);
      const signer = await recordSigner(desk, ceremony, participant, pin);
      const { root } = await targetsInUse(ceremony);
      const who = { keys: root.keys, role: root.roles.targets };
      await signStaged(ceremony, stagedTargetsName, signedSha256, who, [signer]);
      return after(ceremony);
    }),

    'delegations.take': turns.act(async ({ role, place }) => {
      const ceremony = host();
      const path = places.path(place);
      const bytes = await readChosenFile(path, longestMetadata);
      await receiveRole(ceremony, role, bytes, basename(path));
      return after(ceremony);
    }),

    'delegations.publish': turns.act(async (secrets) => {
      const ceremony = host();
      await requireOffline(ceremony, await work.network());
      const { snapshot, timestamp } = ceremony.plan.tuf.roles;
      const people = [...snapshot.holders, ...timestamp.holders];
      await publishRoles(
        ceremony,
        await publicationSigners(desk, ceremony, people, secrets, places),
      );
      return after(ceremony);
    }),
  };
}

/** What has no sentence is signed by nobody. */
async function requireExplained(ceremony: OpenCeremony): Promise<void> {
  const { waiting } = await lookAtDelegations(ceremony);
  const odd = waiting?.changes.find(({ kind }) => kind === 'unexplained');
  if (odd === undefined) return;
  throw new DelegationError('delegation.unexplained', 'a part of this change has no explanation', {
    expected: 'a change of delegations, and nothing else',
    found: odd.title,
    place: `staged/${stagedTargetsName}`,
    hint: 'Do not sign it. Find out who changed the file.',
    notDone: ['Nothing was signed.', 'No PIN was sent.'],
  });
}

function proposalOf(
  { plan }: OpenCeremony,
  wish: Wish,
  { version, signedSha256, changes, warnings }: ProposedChange,
): Proposal {
  const { holders, threshold } = plan.tuf.roles.targets;
  const names = list(holders.map((id) => participantOf(plan, id)?.name ?? id));
  const signs = `${threshold} of ${names} sign targets version ${version}.`;
  return {
    version,
    signedSha256,
    changes: changeLines(changes),
    warnings: warnings.slice(0, 32).map((text) => text.slice(0, 2000)),
    steps: [
      signs.slice(0, 2000),
      ...(wish.change === 'revoke'
        ? []
        : [
            wish.change === 'adjust'
              ? `The metadata of ${wish.role} has to fit these terms. If it does not, its keys sign a new version first.`
              : `${wish.threshold} of the new keys sign the metadata of ${wish.role}, and you take the file in.`,
          ]),
      'Then snapshot and timestamp are signed, tuf-js follows all of it, and it is published.',
    ],
  };
}
