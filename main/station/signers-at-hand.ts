import { colleagueSigners } from './colleagues.ts';
import type { Desk } from './desk.ts';
import { heldKeys } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { presentKey } from './record-signer.ts';
import type { TokenSigner } from './sign-role.ts';
import { triesNow } from './tries-now.ts';

/** Asks for the PIN of one token, by its holder and serial; null leaves this token out. */
export type AskPin = (who: {
  readonly id: string;
  readonly name: string;
  readonly serial: string;
  /** How many tries are left, in words. */
  readonly tries: string;
}) => Promise<string | null>;

/**
 * The tokens plugged in here that hold an exported key of these people. In a rehearsal the colleagues whom the station
 * plays come first: their PINs are kept. Everybody else is asked, once each.
 * @throws whatever `askPin` throws; TokenError
 */
export async function signersAtHand(
  desk: Pick<Desk, 'tokens' | 'colleagues' | 'atWork'>,
  ceremony: OpenCeremony,
  people: readonly string[],
  askPin: AskPin,
): Promise<readonly TokenSigner[]> {
  const wanted = new Set(people);
  const played = (await colleagueSigners(desk.colleagues, ceremony)).filter(({ participant }) =>
    wanted.has(participant),
  );
  const rest = (await heldKeys(ceremony.folder)).filter(
    ({ participant }) =>
      wanted.has(participant) && !played.some((one) => one.participant === participant),
  );
  if (rest.length === 0) return played;
  const listing = await desk.tokens.list();
  const asked: TokenSigner[] = [];
  for (const held of rest) {
    const found = presentKey(listing, held, ceremony.records);
    if (found === null) continue;
    const { participant, name, serial } = held;
    const { token, ref, id, spkiDigest } = found;
    const tries = await triesNow(desk, token);
    const pin = await askPin({ id: participant, name, serial, tries });
    if (pin === null) continue;
    asked.push({ participant, tokens: desk.tokens, token, key: { ...ref, id, spkiDigest }, pin });
  }
  return [...played, ...asked];
}
