import { useId, useState } from 'react';
import type { TokenList } from '../../../../src/contract/tokens.ts';
import { useCall } from '../../../calls.ts';
import { Button } from '../../../components/button.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { Serial } from '../../../components/serial.tsx';

interface RemovePracticeProps {
  list: TokenList;
  onList: (list: TokenList) => void;
}

/** Deletes practice tokens, one at a time, after the number was typed. */
export function RemovePractice({ list, onList }: RemovePracticeProps) {
  const [token, setToken] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const remove = useCall('tokens.removePractice');
  const field = useId();
  const removable = list.tokens.filter((one) => one.practice && one.serial !== null);
  const going = removable.find((one) => one.id === token);
  const same = going?.serial === typed.replaceAll(/\s/g, '');
  const act = async (): Promise<void> => {
    if (going === undefined) return;
    const next = await remove.run({ token: going.id, serial: typed.replaceAll(/\s/g, '') });
    if (next === null) return;
    setToken(null);
    setTyped('');
    onList(next);
  };
  if (removable.length === 0) return null;
  return (
    <details className="more">
      <summary>Delete a practice token</summary>
      {remove.problem === null ? null : <ProblemPanel problem={remove.problem} />}
      <ul className="row">
        {removable.map((one) => (
          <li key={one.id}>
            <Button small onPress={() => setToken(one.id)}>
              <Serial value={one.serial ?? ''} />
            </Button>
          </li>
        ))}
      </ul>
      {going === undefined ? null : (
        <form
          id={`${field}-form`}
          className="labelled"
          onSubmit={(event) => {
            event.preventDefault();
            if (same) void act();
          }}
        >
          <label htmlFor={field}>
            Everything on <Serial value={going.serial ?? ''} /> will be deleted. Type its number to
            go on.
          </label>
          <input
            id={field}
            className="field"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button small form={`${field}-form`} waiting={!same || remove.pending}>
            Delete this practice token
          </Button>
        </form>
      )}
    </details>
  );
}
