import type { DelegationsView } from '../../../src/contract/delegations.ts';
import type { NetworkState } from '../../../src/contract/station.ts';
import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import type { DelegatedRole, Delegations } from '../../../src/tuf/delegation.ts';
import { delegationsIn } from '../../../src/tuf/delegations/change.ts';
import { readStaged } from '../../ceremonies/staged-file.ts';
import type { Desk } from '../desk.ts';
import { heldKeys, nameOfKey } from '../held-keys.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { publicationKeys, repositoryRoles } from '../publication-keys.ts';
import { wayOut } from '../sign-look.ts';
import { StepError } from '../desk.ts';
import { challengesOf } from './challenge-view.ts';
import { type DelegationLook, lookAtDelegations } from './look.ts';
import { provedHolders } from './names-of-keys.ts';
import { publishedRole, requireAcceptable } from './receive-role.ts';
import { stagedChange, targetsInUse } from './targets-in-use.ts';
import { waitingView } from './waiting-view.ts';

type Role = DelegationsView['roles'][number];
type Coming = DelegationsView['metadata'][number];
type Waiting = DelegationsView['waiting'];

const mostPaths = 64;

/** Delegations of the published targets, what waits, and what is to be done next; read from the disk now. */
export async function delegationsView(
  desk: Desk,
  ceremony: OpenCeremony,
  network: NetworkState,
): Promise<DelegationsView> {
  const closed = await whyClosed(ceremony);
  if (closed !== null) return nothingYet(closed);
  const look = await lookAtDelegations(ceremony);
  const inUse = await targetsInUse(ceremony);
  const staged = await stagedChange(ceremony, inUse);
  const coming = staged === null ? inUse.delegations : delegationsIn(staged.signed, staged.place);
  const waiting =
    look.waiting === null ? null : await waitingView(desk, ceremony, inUse.root, look.waiting);
  const metadata = await metadataOf(ceremony, coming);
  const stopped = wayOut(ceremony, network);
  const publish = publishAction(waiting, metadata, stopped?.message ?? null);
  const challenges = await challengesOf(ceremony);
  const roles = await rolesOf(ceremony, inUse.delegations, look.roles);
  return {
    headline: headlineOf(waiting, roles.length),
    closed: null,
    roles,
    challenges,
    waiting,
    metadata,
    publish,
    publicationKeys: [...(await publicationKeys(desk, ceremony, repositoryRoles(ceremony.plan)))],
    next: nextOf({ waiting, metadata, publish, challenges }),
  };
}

async function whyClosed(ceremony: OpenCeremony): Promise<string | null> {
  if (ceremony.plan.kind === 'delegation')
    return 'This is the ceremony of a delegate. The project that delegates changes delegations in its own.';
  try {
    const { delegations } = await targetsInUse(ceremony);
    return delegations?.succinct == null
      ? null
      : 'The targets role hands its names to bins. The station does not change those.';
  } catch (error) {
    if (!(error instanceof DelegationError) && !(error instanceof StepError)) throw error;
    return error.hint;
  }
}

function nothingYet(closed: string): DelegationsView {
  return {
    headline: 'Nothing can be delegated here yet',
    closed,
    roles: [],
    challenges: [],
    waiting: null,
    metadata: [],
    publish: { ready: false, reason: closed },
    publicationKeys: [],
    next: closed,
  };
}

async function rolesOf(
  ceremony: OpenCeremony,
  delegations: Delegations | null,
  looks: readonly DelegationLook[],
): Promise<Role[]> {
  const proved = await provedHolders(ceremony);
  const held = await heldKeys(ceremony.folder);
  const name = nameOfKey(held);
  return (delegations?.roles ?? []).slice(0, 200).map((role): Role => {
    const look = looks.find((each) => each.role === role.name);
    return {
      name: role.name.slice(0, 64),
      sentence: (look?.sentence ?? '').slice(0, 2000),
      keys: keysOf(role, delegations).map((spki) => ({
        name: (proved.get(spki)?.holder ?? name(spki) ?? 'Nobody known').slice(0, 200),
        serial:
          proved.get(spki)?.serial ??
          held.find(({ publicKey }) => publicKey.digest === spki)?.serial ??
          null,
        spkiSha256: spki,
      })),
      paths: (role.paths ?? []).slice(0, mostPaths).map((path) => path.slice(0, 200)),
      threshold: role.threshold,
      terminating: role.terminating,
      version: look?.version ?? null,
      warnings: (look?.warnings ?? []).slice(0, 32).map((text) => text.slice(0, 2000)),
      changeable:
        role.paths !== null &&
        role.paths.length <= mostPaths &&
        role.paths.every((path) => path.length <= 200),
    };
  });
}

function keysOf({ keyids }: DelegatedRole, delegations: Delegations | null) {
  return keyids.slice(0, 64).flatMap((keyid) => {
    const key = delegations?.keys.get(keyid);
    return key === undefined ? [] : [key.publicKey.digest];
  });
}

/** Of each role that is to be published: whether metadata by its coming keys is there. */
async function metadataOf(ceremony: OpenCeremony, coming: Delegations | null): Promise<Coming[]> {
  const all: Coming[] = [];
  for (const role of coming?.roles.slice(0, 200) ?? []) {
    if (coming === null) break;
    const there = await publishedRole(ceremony, role.name);
    const waits = await readStaged(ceremony.folder, `${role.name}.json`);
    const came = waits !== null && waits.version > (there?.version ?? 0) ? waits : null;
    const best = came ?? there;
    const wrong = best === null ? 'none came in yet' : await whyNot(ceremony, best, role, coming);
    const name = role.name.slice(0, 64);
    if (best === null || wrong !== null) {
      const atLeast = (there?.version ?? 0) + 1;
      all.push({
        role: name,
        state: 'needed',
        sentence:
          `Needs version ${atLeast} or later, signed by ${role.threshold} of its keys: ${wrong ?? ''}.`.slice(
            0,
            2000,
          ),
      });
    } else
      all.push({
        role: name,
        state: came === null ? 'published' : 'came',
        sentence: `Version ${best.version} ${came === null ? 'is published' : 'came in, signed by enough of its keys'}.`,
      });
  }
  return all;
}

async function whyNot(
  ceremony: OpenCeremony,
  ...[metadata, role, coming]: [Parameters<typeof requireAcceptable>[1], DelegatedRole, Delegations]
): Promise<string | null> {
  try {
    await requireAcceptable(ceremony, metadata, role, coming);
    return null;
  } catch (error) {
    if (!(error instanceof DelegationError)) throw error;
    return `expected ${error.expected ?? 'other metadata'}, found ${error.found ?? 'these'}`;
  }
}

function publishAction(
  waiting: Waiting,
  metadata: readonly Coming[],
  stopped: string | null,
): DelegationsView['publish'] {
  if (waiting !== null && waiting.seats.signed < waiting.seats.threshold)
    return notYet(`Targets version ${waiting.version} does not have its signatures yet.`);
  const needed = metadata.find(({ state }) => state === 'needed');
  if (needed !== undefined) return notYet(`${needed.role}: ${needed.sentence}`.slice(0, 2000));
  if (waiting === null && !metadata.some(({ state }) => state === 'came'))
    return notYet('Nothing waits to be published.');
  if (stopped !== null) return notYet(stopped);
  return {
    ready: true,
    reason: 'tuf-js follows it as a client first. Nothing is written if it stops.',
  };
}

function notYet(reason: string): DelegationsView['publish'] {
  return { ready: false, reason };
}

function headlineOf(waiting: Waiting, count: number): string {
  if (waiting !== null)
    return waiting.seats.signed < waiting.seats.threshold
      ? `Targets version ${waiting.version} waits for signatures`
      : `Targets version ${waiting.version} has its signatures`;
  if (count === 0) return 'Nothing is delegated yet';
  return count === 1 ? 'One role is delegated' : `${count} roles are delegated`;
}

function nextOf({
  waiting,
  metadata,
  publish,
  challenges,
}: Pick<DelegationsView, 'waiting' | 'metadata' | 'publish' | 'challenges'>): string {
  if (waiting !== null && waiting.seats.signed < waiting.seats.threshold)
    return `Next: ${waiting.seats.threshold - waiting.seats.signed} more of the keyholders of targets sign.`;
  const needed = metadata.find(({ state }) => state === 'needed');
  if (needed !== undefined && (waiting !== null || !publish.ready))
    return `Next: take in the metadata of ${needed.role} that its keys signed.`;
  if (publish.ready) return 'Next: publish.';
  const open = challenges.find(({ state }) => state === 'open');
  if (open !== undefined)
    return `Next: the other project answers the challenge for ${open.role}, and you take the answers in.`;
  return 'Nothing waits.';
}
