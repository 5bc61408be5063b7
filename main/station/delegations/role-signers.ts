import { participantOf } from '../../../src/ceremony/roster.ts';
import type { RoleSigner } from '../../../src/contract/delegations.ts';
import { colleaguesOf } from '../colleagues.ts';
import type { Desk } from '../desk.ts';
import { heldKeys } from '../held-keys.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { presentKey } from '../record-signer.ts';
import { triesNow } from '../tries-now.ts';

interface Awaited {
  /** Participant ids, in the order of the plan. */
  readonly holders: readonly string[];
  /** Digests of the keys that have signed. */
  readonly signed: ReadonlySet<string>;
  /** Why nobody may sign now, as a sentence; null where somebody may. */
  readonly stopped: string | null;
}

/** Whose signature a staged role awaits, who has given it, and who can give it at this station now. */
export async function roleSigners(
  desk: Desk,
  ceremony: OpenCeremony,
  { holders, signed, stopped }: Awaited,
): Promise<RoleSigner[]> {
  const { plan, folder } = ceremony;
  const held = await heldKeys(folder);
  const listing = await desk.tokens.list();
  const played = new Set(
    (await colleaguesOf(desk.colleagues, ceremony)).map(({ participant }) => participant.id),
  );
  const lineOf = async (id: string): Promise<RoleSigner> => {
    const own = held.find(({ participant }) => participant === id);
    const found = own === undefined ? null : presentKey(listing, own, ceremony.records);
    const practice = played.has(id);
    const done = own !== undefined && signed.has(own.publicKey.digest);
    const here = own !== undefined && (practice || found !== null);
    return {
      id,
      name: (participantOf(plan, id)?.name ?? id).slice(0, 200),
      serial: own?.serial ?? null,
      signed: done,
      ready: here && !done && stopped === null,
      reason: done
        ? 'Signed.'
        : (stopped ??
          (own === undefined
            ? 'Has exported no key.'
            : here
              ? 'Costs one PIN and one touch.'
              : `Plug in ${own.serial}.`)),
      tries: found === null || practice ? '' : await triesNow(desk, found.token),
      practice,
    };
  };
  return Promise.all(holders.slice(0, 64).map(lineOf));
}
