import type { z } from 'zod';
import type { Phase } from '../../src/contract/keyholder.ts';
import type { tokenCareMethods } from '../../src/contract/token-care.ts';
import type { RecordData } from '../../src/ceremony/record.ts';
import { isSha256Hex } from '../../src/encoding/digest.ts';
import type { SpkiDigest } from '../../src/keys/public-key.ts';
import { isFromFactory } from '../tokens/yubikey/read-status.ts';
import { refuseUnfitSetUp } from '../tokens/yubikey/set-up-request.ts';
import type {
  SetUpPhase,
  SetUpRequest,
  YubikeyDetails,
  YubikeyStatus,
} from '../tokens/yubikey/yubikey.ts';
import { recordStop } from './act-stop.ts';
import type { Work } from './handlers.ts';
import type { UsableToken } from './token-at-hand.ts';
import { requireSame } from './typed-twice.ts';

type Asked = Omit<z.output<(typeof tokenCareMethods)['tokens.setUp']['in']>, 'token'>;

const phaseWords: Readonly<Record<SetUpPhase, string>> = {
  erase: 'Erasing what is on it',
  puk: 'Setting the PUK',
  pin: 'Setting the PIN',
  'management-key': 'Making a management key that it keeps',
  'read-back': 'Reading everything back',
};

/**
 * Sets a YubiKey up as the person asked, once. In a ceremony the record says before it what will be gone, and after it
 * what was done or why it stopped.
 * @throws StepError `pin.differ`; TokenError
 */
export async function setUpToken(
  { desk, table }: Work,
  { ref }: UsableToken,
  asked: Asked,
  tell: (phase: Phase) => void,
): Promise<void> {
  requireSame(asked.pin, asked.pinRepeat, 'PIN');
  requireSame(asked.puk, asked.pukRepeat, 'PUK');
  const phases = phaseTeller(tell);
  const request: SetUpRequest = {
    ref,
    typedSerial: asked.serial,
    losesKey: lostKeyOf(asked.losesKey),
    pin: asked.pin,
    puk: asked.puk,
    tell: phases.begin,
  };
  refuseUnfitSetUp(request);
  const ceremony = table.openOrNull;
  const you = ceremony?.youOrNull ?? null;
  if (ceremony === null || you === null) {
    await desk.tokens.yubikeys.setUp(request);
    phases.end();
    return;
  }
  const begun = beginning(ref.serial, await desk.tokens.yubikeys.details(ref));
  await ceremony.record({ kind: 'token.set-up-begun', data: begun });
  let done: YubikeyStatus;
  try {
    done = await desk.tokens.yubikeys.setUp(request);
  } catch (error) {
    await recordStop(ceremony, you.id, { act: 'set-up', serial: ref.serial }, error);
    throw error;
  }
  phases.end();
  const { serial, erased } = begun;
  await ceremony.record({
    kind: 'token.set-up',
    data: { serial, firmware: done.firmware, erased },
  });
}

function beginning(
  serial: RecordData<'token.set-up-begun'>['serial'],
  { status, otherKeys }: YubikeyDetails,
): RecordData<'token.set-up-begun'> {
  const signing = status.key === null ? [] : [{ slot: '9c', spki: status.key.spkiDigest }];
  const others = (otherKeys ?? []).map(({ slot, spkiDigest: spki }) => ({ slot, spki }));
  return {
    serial,
    erased: !isFromFactory(status),
    erases: [...signing, ...others],
    complete: otherKeys !== null,
  };
}

/** Each phase is told when it begins and when it has ended, so that a page shows both. */
function phaseTeller(tell: (phase: Phase) => void): {
  readonly begin: (phase: SetUpPhase) => void;
  readonly end: () => void;
} {
  let current: SetUpPhase | null = null;
  const say = (phase: SetUpPhase, state: Phase['state']): void =>
    tell({ phase: phaseWords[phase], state, note: '', secondsLeft: null });
  const end = (): void => {
    if (current !== null) say(current, 'done');
    current = null;
  };
  return {
    begin: (phase) => {
      end();
      current = phase;
      say(phase, 'now');
    },
    end,
  };
}

function lostKeyOf(asked: Asked['losesKey']): SetUpRequest['losesKey'] {
  if (asked === null || asked === 'unreadable') return asked;
  if (isSpkiDigest(asked)) return asked;
  throw new TypeError('the contract lets a digest through');
}

/** The digest that the person agreed to lose; the device is compared with it. */
function isSpkiDigest(text: string): text is SpkiDigest {
  return isSha256Hex(text);
}
