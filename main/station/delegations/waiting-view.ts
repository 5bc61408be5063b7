import type { DelegationsView } from '../../../src/contract/delegations.ts';
import { countSignatures } from '../../../src/tuf/threshold.ts';
import type { DelegationDifference } from '../../../src/tuf/delegations/difference.ts';
import { type Root, roleSpkis } from '../../../src/tuf/root.ts';
import { nodeVerifier } from '../../verification/node.ts';
import type { Desk } from '../desk.ts';
import { heldKeys, nameOfKey } from '../held-keys.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { seatsOf } from '../seats.ts';
import type { WaitingChange } from './look.ts';
import { roleSigners } from './role-signers.ts';

type Waiting = NonNullable<DelegationsView['waiting']>;

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
    signers: await roleSigners(desk, ceremony, {
      holders: ceremony.plan.tuf.roles.targets.holders,
      signed: new Set<string>(distinct),
      stopped: unexplained ? 'Nobody signs what has no explanation.' : null,
    }),
    withdraw:
      valid > 0
        ? { ready: false, reason: 'Somebody has signed it. Publish it, then change it again.' }
        : { ready: true, reason: 'Nobody has signed it. The file is kept in replaced/.' },
  };
}
