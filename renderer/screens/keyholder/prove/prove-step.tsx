import { useState } from 'react';
import type { Asked } from '../../../../src/contract/prove.ts';
import { useCall, useEvent, useLook } from '../../../calls.ts';
import { clearAll, isBusy, problemIn } from '../../../calls-together.ts';
import type { StepProps } from '../../step-props.ts';
import { LookingStage } from '../../looking-stage.tsx';
import { ProveStage } from './prove-stage.tsx';

/** In the ceremony of a delegate, in place of the review of a root: one's own key answers the delegator's challenge. */
export function ProveStep({ ceremony, onBack }: StepProps) {
  const look = useLook('prove.look', null);
  const read = useCall('prove.read');
  const start = useCall('prove.start');
  const carry = useCall('prove.carry');
  const touch = useCall('prove.touch');
  const calls = { read, start, carry };
  const [asked, setAsked] = useState<{ place: string; challenge: Asked } | null>(null);
  const [carried, setCarried] = useState<string | null>(null);
  useEvent('tokens.changed', look.again);
  if (look.value === null)
    return (
      <LookingStage
        heading="Looking at your key"
        problem={look.problem}
        onBack={onBack}
        onLook={look.again}
      />
    );
  const clear = (): void => {
    clearAll(calls);
    setCarried(null);
  };
  async function readFrom(place: string) {
    clear();
    setAsked(null);
    const challenge = await read.run({ place });
    if (challenge !== null) setAsked({ place, challenge });
  }
  async function prove(pin: string) {
    if (asked === null) return;
    clear();
    const { place, challenge } = asked;
    const after = await start.run({ place, number: challenge.number, pin });
    if (after !== null) look.set(after);
  }
  async function carryTo(number: string, place: string) {
    clear();
    const done = await carry.run({ number, place });
    if (done !== null) setCarried(`${done.name}: ${done.files} files, read back and the same.`);
  }
  return (
    <ProveStage
      look={look.value}
      asked={asked?.challenge ?? null}
      practice={ceremony.mode === 'rehearsal'}
      busy={isBusy(calls)}
      problem={problemIn(calls) ?? look.problem}
      carried={carried}
      secondsLeft={start.pending ? (start.progress?.secondsLeft ?? null) : null}
      onTouch={() => void touch.did(null)}
      onCancel={start.pending ? start.cancel : null}
      onRead={(place) => void readFrom(place)}
      onProve={(pin) => void prove(pin)}
      onCarry={(number, place) => void carryTo(number, place)}
      onBack={onBack}
    />
  );
}
