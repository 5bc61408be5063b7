import type { PublicationSecrets } from '../../src/contract/publication-keys.ts';
import { requireUnexpired } from './confirmed-date.ts';
import { requireAct } from './script-handlers.ts';
import { colleagueSigners, playMissingKey, playSignature } from './colleagues.ts';
import type { Group, Work } from './handlers.ts';
import { heldKeys } from './held-keys.ts';
import { hostView } from './host-view.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { requireOffline } from './network-gate.ts';
import type { PlayedTokens } from './played-tokens.ts';
import { presentKey } from './record-signer.ts';
import { publicationSigners } from './publication-keys.ts';
import { publishRoot } from './publish-root.ts';
import type { TokenSigner } from './sign-role.ts';
import { throughTrouble } from './rehearsal/trouble.ts';
import { stageRoot } from './stage-root.ts';

/** What the host does: let practice colleagues make keys, stage, let them sign, publish. */
export function hostHandlers(
  work: Work,
): Group<'host.look' | 'host.practiceKey' | 'host.stage' | 'host.practiceSign' | 'host.publish'> {
  const { desk, table, turns } = work;
  const after = async () => {
    await work.changed();
    return hostView(desk, table.open, await work.network());
  };
  return {
    'host.look': () =>
      table.look(async (ceremony) => hostView(desk, ceremony, await work.network())),
    'host.practiceKey': turns.act(async ({ participant }) => {
      requireAct(table.open, 'key');
      await playMissingKey(desk.colleagues, table.open, participant);
      return after();
    }),
    'host.stage': turns.act(async () => {
      requireAct(table.open, 'stage');
      requireUnexpired(table.open, 'No root was staged.');
      const ceremony = table.open;
      const act = () => stageRoot(ceremony);
      await throughTrouble(desk, ceremony, { kind: 'stage', who: null, act });
      return after();
    }),
    'host.practiceSign': turns.act(async ({ participant }) => {
      requireAct(table.open, 'sign');
      const ceremony = table.open;
      const act = (tokens: PlayedTokens) => playSignature(tokens, ceremony, participant);
      await throughTrouble(desk, ceremony, { kind: 'sign', who: participant, act });
      return after();
    }),
    'host.publish': turns.act(async ({ pin, online, targets }) => {
      const ceremony = table.open;
      requireAct(ceremony, 'publish');
      requireUnexpired(ceremony, 'Nothing was published.');
      await requireOffline(ceremony, await work.network());
      const signers = [
        ...(await colleagueSigners(desk.colleagues, ceremony)),
        ...(pin === null ? [] : await ownSigners(work, ceremony, pin)),
        ...(await publicationSigners(desk, ceremony, [], online ?? nothingTyped, work.places)),
      ];
      await publishRoot(ceremony, signers, targets ?? null);
      return after();
    }),
  };
}

const nothingTyped: PublicationSecrets = { pins: [], file: null };

/** The tokens plugged in here that hold a key of the plan and that one PIN opens: the host's own. */
async function ownSigners(
  { desk }: Work,
  ceremony: OpenCeremony,
  pin: string,
): Promise<readonly TokenSigner[]> {
  const you = ceremony.youOrNull?.id;
  const held = (await heldKeys(ceremony.folder)).filter(({ participant }) => participant === you);
  const listing = await desk.tokens.list();
  return held.flatMap((own) => {
    const { participant } = own;
    const found = presentKey(listing, own, ceremony.records);
    if (found === null) return [];
    const { token, ref, id, spkiDigest } = found;
    return [{ participant, tokens: desk.tokens, token, key: { ...ref, id, spkiDigest }, pin }];
  });
}
