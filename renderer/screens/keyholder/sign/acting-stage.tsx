import type { ReactNode } from 'react';
import type { SignLook } from '../../../../src/contract/keyholder.ts';
import { ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Serial } from '../../../components/serial.tsx';
import { Stage, type Eyebrow } from '../../../components/stage.tsx';
import { useKeys } from '../../../keyboard.ts';
import { actNow, phaseLines, type ActNow, type PhasesSoFar } from './phases.ts';
import { PhaseList } from './phase-list.tsx';
import { ringWhileActing } from './ring-state.ts';
import { SignLayout } from './sign-layout.tsx';
import { TouchRing } from './touch-ring.tsx';
import { WhatIsSigned } from './what-is-signed.tsx';

interface ActingProps {
  look: SignLook;
  practice: boolean;
  soFar: PhasesSoFar;
  cancelling: boolean;
  onCancel: () => void;
  onTouch: () => void;
}

/** While the token acts there is no primary action: the finger is the action. */
export function ActingStage({ look, practice, soFar, cancelling, onCancel, onTouch }: ActingProps) {
  useKeys({ Escape: onCancel });
  const now = actNow(soFar);
  const words = look.token === null ? pulledOut(look) : wordsFor(now, look);
  return (
    <Stage
      heading={words.heading}
      head={
        <SignLayout
          {...words}
          ring={
            <TouchRing
              model={look.token?.model ?? ''}
              practice={practice}
              state={look.token === null ? { kind: 'rest' } : ringWhileActing(soFar)}
              never={look.touch === 'none'}
              onPress={look.touch === 'screen' ? onTouch : null}
            />
          }
        >
          <PhaseList lines={phaseLines(soFar, { touch: look.touch })} />
          <WhatIsSigned title={look.title} digest={look.sha256} practice={practice} />
          <p className="sign-calm">
            <Icon name="info" />
            If time runs out, nothing is signed and no PIN try is lost. You can start again.
          </p>
        </SignLayout>
      }
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="cross" keyCap="Esc" waiting={cancelling} onPress={onCancel}>
              {cancelling ? 'Cancelling' : 'Cancel'}
            </Button>
          }
          note="No click is needed. The station goes on by itself."
        />
      }
    />
  );
}

function pulledOut(look: SignLook): { eyebrow: Eyebrow; heading: string; lead: ReactNode } {
  return {
    eyebrow: { kind: 'err', icon: 'warning', text: 'Pulled out' },
    heading: 'Your token is not plugged in any more',
    lead: (
      <>
        Plug in <Serial value={look.serial} /> again. A signature counts only when it came back and
        was checked.
      </>
    ),
  };
}

function wordsFor(
  now: ActNow,
  look: SignLook,
): { eyebrow: Eyebrow; heading: string; lead: ReactNode } {
  const serial = <Serial value={look.serial} />;
  switch (now) {
    case 'pin':
      return {
        eyebrow: { kind: 'ink', icon: 'hourglass', text: 'Working' },
        heading: look.pinPad ? 'Type the PIN on the token now' : 'The token checks the PIN',
        lead: <>Leave {serial} where it is.</>,
      };
    case 'touch':
      return {
        eyebrow: { kind: 'ink', icon: 'touch', text: 'Waiting for your finger' },
        ...touchWords(look),
      };
    case 'check':
      return {
        eyebrow: { kind: 'ink', icon: 'hourglass', text: 'Working' },
        heading: 'The token has signed',
        lead: 'Two programs of different origin check the signature before it is written.',
      };
    case 'write':
      return {
        eyebrow: { kind: 'ink', icon: 'hourglass', text: 'Working' },
        heading: 'The signature is right, and is being written',
        lead: 'The file is read back and compared.',
      };
  }
}

function touchWords(look: SignLook): { heading: string; lead: ReactNode } {
  if (look.touch === 'screen')
    return {
      heading: 'Press the practice token now',
      lead: 'Press the gold disc on screen, as you will touch the real one.',
    };
  if (look.token?.kind === 'yubikey')
    return {
      heading: 'Touch your YubiKey now',
      lead: (
        <>
          Rest a finger on the gold disc of <Serial value={look.serial} />. It is blinking.
        </>
      ),
    };
  return {
    heading: 'Touch your token now',
    lead: (
      <>
        If <Serial value={look.serial} /> blinks or asks, touch it.
      </>
    ),
  };
}
