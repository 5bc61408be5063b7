import type { TranscriptRecord } from '../../src/ceremony/record.ts';
import { participantOf } from '../../src/ceremony/roster.ts';
import type { PresentToken, TokenListing } from '../tokens/token.ts';
import { colleagueSigners } from './colleagues.ts';
import type { Desk } from './desk.ts';
import { StepError } from './desk.ts';
import { heldKeys, type HeldKey } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import type { TokenSigner } from './sign-role.ts';
import { withKeyOnRecord } from './yubihsm/key-on-record.ts';

/**
 * The token of one participant that is plugged in here, with the key that this person has exported; or the practice
 * token of a colleague whom the station plays.
 * @param pin null for a colleague whom the station plays
 * @throws StepError `token.not-present`
 */
export async function recordSigner(
  desk: Desk,
  ceremony: OpenCeremony,
  participant: string,
  pin: string | null,
): Promise<TokenSigner> {
  if (pin === null) {
    const played = (await colleagueSigners(desk.colleagues, ceremony)).find(
      (one) => one.participant === participant,
    );
    if (played !== undefined) return played;
    throw absent(ceremony, participant);
  }
  const held = (await heldKeys(ceremony.folder)).find((one) => one.participant === participant);
  const found =
    held === undefined ? null : presentKey(await desk.tokens.list(), held, ceremony.records);
  if (found === null) throw absent(ceremony, participant);
  const { ref, token, id, spkiDigest } = found;
  return { participant, tokens: desk.tokens, token, key: { ...ref, id, spkiDigest }, pin };
}

/**
 * The token with this serial that holds this key, if it is plugged in. On a token that shows none before its PIN
 * the key is looked for after it.
 */
export function presentKey(
  { tokens }: Pick<TokenListing, 'tokens'>,
  { serial, publicKey }: Pick<HeldKey, 'serial' | 'publicKey'>,
  records: readonly TranscriptRecord[],
) {
  const shown: PresentToken | undefined = tokens.find(
    (each) => each.serial !== null && String(each.serial) === serial,
  );
  if (shown === undefined) return null;
  const token = withKeyOnRecord(shown, publicKey, records);
  const key = token.keys.find(({ spkiDigest }) => spkiDigest === publicKey.digest);
  if (token.ref === null || key?.spkiDigest == null) return null;
  return { token, ref: token.ref, id: key.id, spkiDigest: key.spkiDigest };
}

function absent({ plan }: OpenCeremony, participant: string): StepError {
  const name = participantOf(plan, participant)?.name ?? 'this person';
  return new StepError('token.not-present', `the token of ${name} is not here`, {
    expected: 'a token with the key that was exported',
    found: 'none',
    hint: 'Plug it in. Its number is printed on the back.',
    notDone: ['Nothing was signed.', 'No PIN was sent.'],
  });
}
