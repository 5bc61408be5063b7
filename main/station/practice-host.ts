import type { Participant } from '../../src/ceremony/plan.ts';
import { nodeVerifier } from '../verification/node.ts';
import type { Desk } from './desk.ts';
import { colleaguesOf } from './colleagues.ts';
import { playSignatures } from './practice-ceremony.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { heldKeys } from './held-keys.ts';
import { isPublished, rootInUse, stagedRoot } from './root-at-hand.ts';
import { progressOf } from './seats.ts';
import { namesOfMissing, stageRoot, stagingDiffers } from './stage-root.ts';

/** How many practice colleagues have signed before the person at the station: one fewer than the plan needs. */
const before = 2;

/**
 * In a practice ceremony whose host the station plays: once every key is exported the root is staged, and two
 * colleagues sign it, so that the keyholder has something to review. Done again it goes on where it was cut off; a key
 * that was exported anew is staged anew. Does nothing in a real ceremony, or in one with a host of its own.
 */
export async function afterExport(desk: Desk, ceremony: OpenCeremony): Promise<void> {
  const colleagues = await colleaguesOf(desk.colleagues, ceremony);
  const host = colleagues.find(({ participant }) => participant.duties.includes('host'));
  if (host === undefined || ceremony.plan.kind === 'delegation') return;
  if (hasSatHere(ceremony, host.participant)) return;
  if ((await isPublished(ceremony.folder)) || (await namesOfMissing(ceremony)).length > 0) return;
  if (await stagingDiffers(ceremony)) await playStaging(ceremony, host.participant);
  const root = await stagedRoot(ceremony.folder);
  const inUse = await rootInUse(ceremony.folder);
  const progress = root === null ? [] : await progressOf(root, inUse, nodeVerifier);
  const signed = new Set(progress.flatMap((one) => one.signed));
  const held = await heldKeys(ceremony.folder);
  const waiting = ceremony.plan.tuf.holders
    .filter((id) => colleagues.some(({ participant }) => participant.id === id))
    .slice(0, before)
    .filter(
      (id) => !held.some((key) => key.participant === id && signed.has(key.publicKey.digest)),
    );
  await playSignatures(desk, ceremony, waiting, () => {});
}

function hasSatHere({ records }: OpenCeremony, { id }: Participant): boolean {
  return records.some(
    ({ kind, participant, data }) =>
      kind === 'participant.present' &&
      participant === id &&
      'role' in data &&
      data.role === 'host',
  );
}

async function playStaging(ceremony: OpenCeremony, { id, name }: Participant): Promise<void> {
  await ceremony.append({
    kind: 'practice.played',
    participant: id,
    data: { act: 'stage', sentence: `The station staged the root for ${name}, a practice host.` },
  });
  await stageRoot(ceremony, id);
}
