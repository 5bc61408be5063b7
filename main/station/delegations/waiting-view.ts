import type { DelegationsView } from '../../../src/contract/delegations.ts';
import { participantOf } from '../../../src/ceremony/roster.ts';
import { countSignatures } from '../../../src/tuf/threshold.ts';
import type { DelegationDifference } from '../../../src/tuf/delegations/difference.ts';
import { type Root, roleSpkis } from '../../../src/tuf/root.ts';
import { nodeVerifier } from '../../verification/node.ts';
import { colleaguesOf } from '../colleagues.ts';
import type { Desk } from '../desk.ts';
import { heldKeys, nameOfKey } from '../held-keys.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { presentKey } from '../record-signer.ts';
import { seatsOf } from '../seats.ts';
import { triesLeft } from '../token-view.ts';
import type { WaitingChange } from './look.ts';

type Waiting = NonNullable<DelegationsView['waiting']>;
type Signer = Waiting['signers'][number];

/** Sentences of a change as the page draws them. */
export function changeLines(changes: readonly DelegationDifference[]): Waiting['changes'] {
  return changes.slice(0, 200).map(({ kind, title, before, after }) => ({
    kind,
    title: title.slice(0, 2000),
    detail: '',
    old: before?.slice(0, 2000) ?? null,
    new: after?.slice(0, 2000) ?? null,
  }));
}

/** Targets that wait: what changes, how far the signatures are, and who can sign here. */
export async function waitingView(
  desk: Desk,
  ceremony: OpenCeremony,
  root: Root,
  { metadata, changes, valid }: WaitingChange,
): Promise<Waiting> {
  const held = await heldKeys(ceremony.folder);
  const role = root.roles.targets;
  const { distinct, met } = await countSignatures(metadata, root.keys, role, nodeVerifier);
  const progress = {
    version: root.version,
    threshold: role.threshold,
    met,
    signed: distinct,
    keys: roleSpkis(root, 'targets'),
  };
  const unexplained = changes.some(({ kind }) => kind === 'unexplained');
  return {
    version: metadata.version,
    signedSha256: metadata.signedSha256,
    changes: changeLines(changes),
    seats: { ...seatsOf(progress, null, nameOfKey(held)), title: 'Keyholders of targets' },
    signers: await signersOf(desk, ceremony, new Set<string>(distinct), unexplained),
    withdraw:
      valid > 0
        ? { ready: false, reason: 'Somebody has signed it. Publish it, then change it again.' }
        : { ready: true, reason: 'Nobody has signed it. The file is kept in replaced/.' },
  };
}

async function signersOf(
  desk: Desk,
  ceremony: OpenCeremony,
  signed: ReadonlySet<string>,
  unexplained: boolean,
): Promise<Signer[]> {
  const { plan, folder } = ceremony;
  const held = await heldKeys(folder);
  const listing = await desk.tokens.list();
  const played = new Set(
    (await colleaguesOf(desk.colleagues, ceremony)).map(({ participant }) => participant.id),
  );
  return plan.tuf.roles.targets.holders.slice(0, 64).map((id): Signer => {
    const own = held.find(({ participant }) => participant === id);
    const found = own === undefined ? null : presentKey(listing, own.serial, own.publicKey.digest);
    const practice = played.has(id);
    const done = own !== undefined && signed.has(own.publicKey.digest);
    const here = own !== undefined && (practice || found !== null);
    return {
      id,
      name: (participantOf(plan, id)?.name ?? id).slice(0, 200),
      serial: own?.serial ?? null,
      signed: done,
      ready: here && !done && !unexplained,
      reason: done
        ? 'Signed.'
        : unexplained
          ? 'Nobody signs what has no explanation.'
          : own === undefined
            ? 'Has exported no key.'
            : here
              ? 'Costs one PIN and one touch.'
              : `Plug in ${own.serial}.`,
      tries: found === null || practice ? '' : triesLeft(found.token),
      practice,
    };
  });
}
