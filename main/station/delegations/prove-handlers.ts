import { basename } from 'node:path';
import type { Asked, ProveLook } from '../../../src/contract/prove.ts';
import {
  challengeInWords,
  type DelegationChallenge,
  longestChallenge,
} from '../../../src/ceremony/delegations/challenge.ts';
import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import { schemeOf } from '../../../src/ceremony/roster.ts';
import { StationError } from '../../../src/encoding/station-error.ts';
import { readChosenFile } from '../../ceremonies/chosen-file.ts';
import type { PresentToken } from '../../tokens/token.ts';
import { type Desk, StepError } from '../desk.ts';
import type { Group, Work } from '../handlers.ts';
import { requireOffline } from '../network-gate.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { recordSigner } from '../record-signer.ts';
import { cancelledTouch, ScreenTouch } from '../screen-touch.ts';
import type { TokenSigner } from '../sign-role.ts';
import { wayOut } from '../sign-look.ts';
import { chosenToken, tokenQuestion } from '../token-at-hand.ts';
import { tokenView } from '../token-view.ts';
import { triesNow } from '../tries-now.ts';
import { touchOf } from '../touch-of.ts';
import { carryAnswers } from './carry-answers.ts';
import { delegatesRole } from './delegate-role.ts';
import { proveKeys, readChallenge } from './prove-keys.ts';

/** The delegate's side: one's own key answers the challenge of the delegator. */
export function proveHandlers(
  work: Work,
): Group<'prove.look' | 'prove.read' | 'prove.start' | 'prove.touch' | 'prove.carry'> {
  const { desk, table, turns, places } = work;
  const screen = new ScreenTouch();
  const read = async (ceremony: OpenCeremony, place: string) => {
    const path = places.path(place);
    const bytes = await readChosenFile(path, longestChallenge);
    const name = basename(path);
    return { bytes, name, challenge: readChallenge(ceremony, bytes, name).challenge };
  };
  const look = async (ceremony: OpenCeremony): Promise<ProveLook> => {
    const { serial } = requireExported(ceremony);
    const token = await chosenToken(desk.tokens, ceremony);
    return {
      role: delegatesRole(ceremony).name,
      token: token === null ? null : tokenView(token, work.tokenId(token), tokenQuestion(ceremony)),
      serial,
      tries: token === null ? 'Plug in the token to see its tries' : await triesNow(desk, token),
      touch: fingerOf(ceremony, token),
      problem: wayOut(ceremony, await work.network()),
      answered: answersOf(ceremony),
    };
  };
  return {
    'prove.look': () => table.look(look),

    'prove.read': ({ place }) =>
      table.look(async (ceremony) => asked((await read(ceremony, place)).challenge)),

    'prove.start': turns.act(async ({ place, number, pin }, { progress, signal }) => {
      const ceremony = table.open;
      requireExported(ceremony);
      await requireOffline(ceremony, await work.network());
      const { bytes, name, challenge } = await read(ceremony, place);
      if (asked(challenge).number !== number) throw otherChallenge(number, challenge);
      const signer = await recordSigner(desk, ceremony, ceremony.you.id, pin);
      await pressed(desk, ceremony, signer, screen, progress, signal);
      await proveKeys(ceremony, bytes, name, [signer]);
      await work.changed();
      return look(ceremony);
    }),

    'prove.touch': () => {
      screen.press();
      return null;
    },

    'prove.carry': turns.act(async ({ number, place }) =>
      carryAnswers(table.open, number, places.path(place)),
    ),
  };
}

/** As for a signature; where the plan wants no touch, a practice token in a file wants none either. */
function fingerOf(ceremony: OpenCeremony, token: PresentToken | null): ProveLook['touch'] {
  const touch = touchOf(ceremony, token);
  return touch === 'screen' && ceremony.plan.keys.touch === 'never' ? 'none' : touch;
}

/**
 * A practice token in a file answers nothing before the gold disc is pressed, as a device does not before it is touched.
 * Its PIN is proved first, so that nobody presses for a PIN that is wrong.
 * @throws StepError `touch.timeout`, `touch.cancelled`; TokenError. Nothing was signed then
 */
async function pressed(
  { tokens }: Pick<Desk, 'tokens'>,
  ceremony: OpenCeremony,
  { participant, token, key, pin }: TokenSigner,
  screen: ScreenTouch,
  tell: (report: { readonly secondsLeft: number }) => void,
  signal: AbortSignal,
): Promise<void> {
  if (fingerOf(ceremony, token) !== 'screen') return;
  await tokens.challenge({ key, scheme: schemeOf(ceremony.plan, participant), pin, signal });
  try {
    await screen.wait((secondsLeft) => tell({ secondsLeft }), signal);
  } catch (error) {
    throw signal.aborted && !(error instanceof StationError) ? cancelledTouch() : error;
  }
}

function asked(challenge: DelegationChallenge): Asked {
  const { role, nonce } = challenge;
  return { role, number: nonce.slice(0, 8), words: [...challengeInWords(challenge)] };
}

/** The key that was exported and read back: before that, nobody knows whose it is. */
function requireExported(ceremony: OpenCeremony): { readonly serial: string } {
  delegatesRole(ceremony);
  const { key, exportRows } = ceremony.state;
  if (key !== null && exportRows.length === 8) return { serial: key.data.serial };
  throw new StepError('step.too-early', 'the key has not been exported', {
    hint: 'Go back to Export.',
    notDone: ['Nothing was signed.', 'No PIN was sent.'],
  });
}

function answersOf({ records, you }: OpenCeremony): ProveLook['answered'] {
  return records
    .flatMap((record) =>
      record.kind === 'proof.made' && record.participant === you.id
        ? [{ number: record.data.nonce.slice(0, 8), file: record.data.file.slice(0, 200) }]
        : [],
    )
    .slice(-64);
}

function otherChallenge(number: string, { nonce }: DelegationChallenge): DelegationError {
  return new DelegationError('delegation.challenge', 'this is not the challenge that was shown', {
    expected: `number ${/^[0-9a-f]{8}$/.test(number) ? number : 'of the challenge'}`,
    found: `number ${nonce.slice(0, 8)}`,
    hint: 'Choose the file again, and read what it asks.',
    notDone: ['Nothing was signed.', 'No PIN was sent.'],
  });
}
