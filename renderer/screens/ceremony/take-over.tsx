import { useEffect, useId, useState } from 'react';
import type { CeremonyView } from '../../../src/contract/ceremony.ts';
import type { Mode, Role } from '../../../src/contract/values.ts';
import { useCall } from '../../calls.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ProblemPanel } from '../../components/problem.tsx';

interface TakeOverProps {
  place: string;
  role: Role;
  mode: Mode;
  onOpened: (ceremony: CeremonyView) => void;
}

/** The machine whose lock stands in the way. */
export interface OtherMachine {
  readonly lock: string;
  readonly host: string;
  readonly at: string;
}

/** Asks whose lock it is, and offers to take the folder over if it is another machine's. */
export function TakeOver({ place, role, mode, onOpened }: TakeOverProps) {
  const look = useCall('recovery.lockOf');
  const take = useCall('recovery.takeOver');
  const [other, setOther] = useState<OtherMachine | null>(null);
  const { run } = look;
  useEffect(() => {
    void run({ place }).then(setOther);
  }, [run, place]);
  async function takeOver({ lock }: OtherMachine) {
    const ceremony = await take.run({ place, role, mode, lock });
    if (ceremony !== null) onOpened(ceremony);
  }
  if (other === null) return null;
  return (
    <>
      {take.problem === null ? null : <ProblemPanel problem={take.problem} />}
      <TakeOverCard other={other} busy={take.pending} onTake={() => void takeOver(other)} />
    </>
  );
}

/** Only a person knows that a machine is off or lost: its name has to be typed. */
export function TakeOverCard({
  other,
  busy,
  onTake,
}: {
  other: OtherMachine;
  busy: boolean;
  onTake: () => void;
}) {
  const [typed, setTyped] = useState('');
  const field = useId();
  const waiting = busy || typed !== other.host;
  return (
    <Card title={`${other.host} has this folder open`}>
      <p>
        Since {other.at.replace('T', ', ').replace('Z', ' UTC')}. If a station is running there,
        close the ceremony there. Take the folder over only if that machine is off or lost and will
        not go on: two stations in one folder would each lose what the other writes.
      </p>
      <form
        className="form-rows"
        onSubmit={(event) => {
          event.preventDefault();
          if (!waiting) onTake();
        }}
      >
        <div className="labelled">
          <label htmlFor={field}>Type the name of that machine to go on</label>
          <input
            id={field}
            className="field mono"
            value={typed}
            maxLength={128}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <div>
          <Button waiting={waiting} onPress={() => (waiting ? undefined : onTake())}>
            Take the folder over
          </Button>
        </div>
      </form>
    </Card>
  );
}
