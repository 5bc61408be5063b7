import type { Desk } from './desk.ts';
import { colleaguesOf } from './colleagues.ts';
import { playSignatures } from './practice-ceremony.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { stagedRoot } from './root-at-hand.ts';
import { namesOfMissing, stageRoot } from './stage-root.ts';

/** How many practice colleagues have signed before the person at the station: one fewer than the plan needs. */
const before = 2;

/**
 * In a practice ceremony whose host the station plays: once every key is exported the root is staged, and two
 * colleagues sign it, so that the keyholder has something to review. Does nothing in a real ceremony, in one with a
 * host of its own, or when a root is staged already.
 */
export async function afterExport(desk: Desk, ceremony: OpenCeremony): Promise<void> {
  const colleagues = await colleaguesOf(desk.colleagues, ceremony);
  const host = colleagues.find(({ participant }) => participant.duties.includes('host'));
  if (host === undefined) return;
  if ((await stagedRoot(ceremony.folder)) !== null) return;
  if ((await namesOfMissing(ceremony)).length > 0) return;
  const { id, name } = host.participant;
  await ceremony.append({
    kind: 'practice.played',
    participant: id,
    data: { act: 'stage', sentence: `The station staged the root for ${name}, a practice host.` },
  });
  await stageRoot(ceremony, id);
  const signers = ceremony.plan.tuf.holders.filter((id) =>
    colleagues.some(({ participant }) => participant.id === id),
  );
  await playSignatures(desk, ceremony, signers.slice(0, before), () => {});
}
