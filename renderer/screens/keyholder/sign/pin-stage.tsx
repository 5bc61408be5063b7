import type { SignLook } from '../../../../src/contract/keyholder.ts';
import type { Problem } from '../../../../src/contract/values.ts';
import { ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { useSecretForm } from '../../../components/secret-form.tsx';
import { Serial } from '../../../components/serial.tsx';
import { Stage } from '../../../components/stage.tsx';
import { PhaseList } from './phase-list.tsx';
import { phaseLines, type PhasesSoFar } from './phases.ts';
import { ringAfter } from './ring-state.ts';
import { SignLayout } from './sign-layout.tsx';
import { TouchRing } from './touch-ring.tsx';
import { WhatIsSigned } from './what-is-signed.tsx';

interface PinStageProps {
  look: SignLook;
  practice: boolean;
  /** For example "Sign root version 16". */
  act: string;
  /** Why the last attempt stopped, or null. */
  problem: Problem | null;
  /** How far the last attempt came; empty before the first. */
  attempt: PhasesSoFar;
  onBack: () => void;
  /** `pin` is null where it is typed on the token itself. It is handed on at once and kept nowhere. */
  onSign: (pin: string | null) => void;
}

const field = [
  { name: 'pin', label: 'PIN', hint: 'It goes to the token and is forgotten here.' },
] as const;

/** Before the token acts: tries left first, what will happen, then the PIN. */
export function PinStage({ look, practice, act, problem, attempt, onBack, onSign }: PinStageProps) {
  const secret = useSecretForm(
    { fields: look.pinPad ? [] : field, className: 'sign-pin' },
    ([pin = null]) => onSign(pin),
  );
  const heading = look.pinPad ? 'Type the PIN on the token itself' : 'Enter the PIN of your token';
  return (
    <Stage
      heading={heading}
      head={
        <SignLayout
          ring={
            <TouchRing
              model={look.token?.model ?? ''}
              practice={practice}
              state={ringAfter(problem)}
              never={look.touch === 'none'}
              onPress={null}
            />
          }
          eyebrow={{ kind: 'ink', icon: 'lock', text: look.tries }}
          heading={heading}
          lead={
            <>
              {practice ? 'Practice token' : (look.token?.model ?? 'Token')}{' '}
              <Serial value={look.serial} />. {pinUse(look)}
            </>
          }
        >
          {problem === null ? null : <ProblemPanel problem={problem} />}
          {look.pinPad ? <PinPadNote /> : null}
          {secret.form}
          {attempt.size === 0 ? null : <h2 className="last-attempt">The last attempt</h2>}
          <PhaseList lines={phaseLines(attempt, { touch: look.touch, stopped: true })} />
          <WhatIsSigned title={look.title} digest={look.sha256} practice={practice} />
        </SignLayout>
      }
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onBack}>
              Back
            </Button>
          }
          note={secret.ready ? nextNote(look) : 'The PIN comes first.'}
          primary={secret.send(act)}
        />
      }
    />
  );
}

function PinPadNote() {
  return (
    <p className="note-line">
      <Icon name="info" />
      This token has its own keys for the PIN. Nothing is typed on this machine.
    </p>
  );
}

function pinUse(look: SignLook): string {
  if (look.pinPad) return 'Start here, then type the PIN on the token.';
  return look.touch === 'none' ? 'It signs once.' : 'It signs once, and then asks for a touch.';
}

function nextNote(look: SignLook): string {
  switch (look.touch) {
    case 'screen':
      return 'Then press the gold disc on screen, within 15 seconds.';
    case 'token':
      return 'Then touch the token, within 15 seconds.';
    case 'none':
      return 'This token asks for no touch.';
  }
}
