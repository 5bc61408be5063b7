import { useCallback, useState, type ComponentType } from 'react';
import type { CeremonyView } from '../../../src/contract/ceremony.ts';
import type { NetworkState } from '../../../src/contract/station.ts';
import type { Step } from '../../../src/contract/values.ts';
import { StationWindow } from '../../components/station-window.tsx';
import { Stepper } from '../../components/stepper.tsx';
import { useKeys } from '../../keyboard.ts';
import { CareContext, type CareWay } from '../../care-ways.ts';
import { PlannedTokenCare } from '../tokens/planned-token-care.tsx';
import type { StepProps } from '../step-props.ts';
import { useComparisons } from './comparisons.ts';
import { DoneStep } from './done/done.tsx';
import { EvidenceStep } from './evidence/evidence.tsx';
import { ExportStep } from './export/export.tsx';
import { KeyStep } from './key/key.tsx';
import { ReviewStep } from './review/review.tsx';
import { SignStep } from './sign/sign.tsx';
import { ScriptPanel } from './script-panel.tsx';
import { earlier, stepBefore } from './step-order.ts';
import { useTokenOut } from './token-out.ts';
import { TokenStep } from './token/token.tsx';

interface KeyholderProps {
  ceremony: CeremonyView;
  who: string;
  network: NetworkState | null;
  onLeave: () => void;
}

const screens: Record<Step, ComponentType<StepProps>> = {
  token: TokenStep,
  key: KeyStep,
  evidence: EvidenceStep,
  export: ExportStep,
  review: ReviewStep,
  sign: SignStep,
  done: DoneStep,
};

/**
 * The keyholder's seven steps. Main says which is the first that is not done; a person may look at any step before
 * it, and stays there until they go on. What was done is never undone by looking.
 */
export function Keyholder({ ceremony, who, network, onLeave }: KeyholderProps) {
  const [wish, setWish] = useState<Step>(ceremony.step);
  const [stopped, setStopped] = useState<string | null>(null);
  const [script, setScript] = useState(false);
  const [care, setCare] = useState<{ way: CareWay; token: string | null } | null>(null);
  const toCare = useCallback(
    (way: CareWay, token?: string) => setCare({ way, token: token ?? null }),
    [],
  );
  const comparisons = useComparisons();
  const shown = earlier(wish, ceremony.step);
  const onBack = useCallback(() => {
    const before = stepBefore(shown);
    if (before === null) onLeave();
    else setWish(before);
  }, [shown, onLeave]);
  const goTo = (step: Step): void => {
    setCare(null);
    setWish(step);
  };
  // An answer may come after the person has gone to look at another step. It does not take them away from there.
  const goOn = (step: Step): void =>
    setWish((now) => (earlier(now, ceremony.step) === shown ? step : now));
  const tokenOut = useTokenOut(ceremony);
  // What is done with a token has a way back of its own.
  useKeys(care === null ? { 'Alt+ArrowLeft': onBack } : {});
  const Screen = screens[shown];
  return (
    <StationWindow
      title={ceremony.title}
      mode={ceremony.mode}
      who={who}
      network={network}
      tokenOut={shown === 'token' ? null : tokenOut}
      stepper={
        <Stepper
          steps={ceremony.steps}
          delegate={ceremony.kind === 'delegation'}
          shown={shown}
          stopped={stopped}
          onGo={goTo}
          onScript={() => setScript(true)}
        />
      }
    >
      {care === null ? (
        <CareContext value={toCare}>
          <Screen
            key={shown}
            ceremony={ceremony}
            comparisons={comparisons}
            onBack={onBack}
            onLeave={onLeave}
            onGo={goOn}
            onStopped={setStopped}
          />
        </CareContext>
      ) : (
        <PlannedTokenCare first={care.way} token={care.token} onBack={() => setCare(null)} />
      )}
      {script ? <ScriptPanel you={nameOf(ceremony)} onClose={() => setScript(false)} /> : null}
    </StationWindow>
  );
}

/** The name of who sits here, as the script calls them. */
function nameOf({ participants, you }: CeremonyView): string {
  return participants.find(({ id }) => id === you)?.name ?? '';
}
