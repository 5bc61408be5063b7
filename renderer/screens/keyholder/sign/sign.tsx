import { useEffect, useState } from 'react';
import type { SignLook } from '../../../../src/contract/keyholder.ts';
import type { Problem } from '../../../../src/contract/values.ts';
import { useCall, useEvent, useLook } from '../../../calls.ts';
import type { StepProps } from '../../step-props.ts';
import { AlreadySigned } from './already-signed.tsx';
import { ActingStage } from './acting-stage.tsx';
import { CannotSign } from './cannot-sign.tsx';
import { LookingStage } from '../../looking-stage.tsx';
import { PinStage } from './pin-stage.tsx';
import { phasesSoFar } from './phases.ts';
import { TokenIsOut } from './token-is-out.tsx';
import { WrongToken } from './wrong-token.tsx';

/** Step 6: the token signs. Whatever changes outside (a token, the network) is looked at again at once. */
export function SignStep(step: StepProps) {
  const look = useLook('sign.look', null);
  useEvent('tokens.changed', look.again);
  useEvent('network.changed', look.again);
  const { value, problem } = look;
  const fact = value === null ? null : stoppedFact(value);
  const { onStopped } = step;
  useEffect(() => {
    onStopped(fact);
    return () => onStopped(null);
  }, [onStopped, fact]);
  if (value === null)
    return (
      <LookingStage
        heading="Looking at your token"
        problem={problem}
        onBack={step.onBack}
        onLook={look.again}
      />
    );
  return <SignWith {...step} look={value} lookProblem={problem} onLook={look.again} />;
}

function stoppedFact(look: SignLook): string | null {
  if (look.mismatch !== null) return `Stopped: wrong ${look.mismatch.what}`;
  return look.problem === null ? null : 'Stopped';
}

interface SignWithProps extends StepProps {
  look: SignLook;
  /** Why the last look stopped, or null; what was seen before it is in `look`. */
  lookProblem: Problem | null;
  onLook: () => void;
}

/** While a signature is made this stays mounted, whatever is looked at beside it: going away would cancel the call. */
function SignWith({ ceremony, look, lookProblem, onLook, onBack, onGo }: SignWithProps) {
  const start = useCall('sign.start');
  const touch = useCall('sign.touch');
  const [cancelling, setCancelling] = useState(false);
  const practice = ceremony.mode === 'rehearsal';

  async function sign(pin: string | null) {
    setCancelling(false);
    if (await start.did({ sha256: look.sha256, pin })) onGo('done');
    else onLook();
  }

  if (start.pending)
    return (
      <ActingStage
        look={look}
        practice={practice}
        soFar={phasesSoFar(start.reports)}
        cancelling={cancelling}
        onCancel={() => {
          setCancelling(true);
          start.cancel();
        }}
        onTouch={() => void touch.did(null)}
      />
    );
  if (look.signed) return <AlreadySigned onBack={onBack} onDone={() => onGo('done')} />;
  if (look.mismatch !== null)
    return (
      <WrongToken
        look={look}
        mismatch={look.mismatch}
        practice={practice}
        holder={ceremony.participants.find(({ id }) => id === ceremony.you)?.name ?? 'this person'}
        onBack={onBack}
        onLook={onLook}
      />
    );
  if (look.problem !== null)
    return <CannotSign problem={look.problem} onBack={onBack} onLook={onLook} />;
  if (look.token === null)
    return (
      <TokenIsOut
        look={look}
        practice={practice}
        problem={start.problem}
        onBack={onBack}
        onLook={onLook}
      />
    );
  return (
    <PinStage
      look={look}
      practice={practice}
      act={`Sign ${practice ? 'practice root' : 'root'} version ${ceremony.rootVersion}`}
      problem={start.problem ?? lookProblem}
      attempt={phasesSoFar(start.problem === null ? [] : start.reports)}
      onBack={onBack}
      onSign={(pin) => void sign(pin)}
    />
  );
}
