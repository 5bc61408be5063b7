import { useCallback, useId, useRef, useState, type Ref } from 'react';
import { sheetOf, type SheetRow } from '../../src/encoding/fingerprint.ts';
import { useKeys } from '../keyboard.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { compareTyped, currentRow, withRow, type RowCheck } from './row-check.ts';
import { Weave } from './weave.tsx';

interface ReadAloudProps {
  /** SHA-256, 64 hexadecimal digits. */
  digest: string;
  /** What was digested: "your public key", "the bytes you will sign". */
  of: string;
  practice: boolean;
  check: RowCheck;
  onCheck: (check: RowCheck) => void;
}

/** A fingerprint to be compared with another device or listener, a row at a time. Space ticks the row that is lit. */
export function ReadAloud({ digest, of, practice, check, onCheck }: ReadAloudProps) {
  const rows = sheetOf(digest);
  const now = currentRow(check);
  const current = now === null ? undefined : rows[now];
  // The focus goes on to the next row after the first verdict; before it, it is on the heading of the screen.
  const begun = useRef(false);
  const lit = useCallback((box: HTMLInputElement | null) => {
    if (begun.current) box?.focus({ preventScroll: true });
  }, []);
  const say = (row: number, verdict: 'same' | 'differs' | 'open'): void => {
    begun.current = true;
    onCheck(withRow(check, row, verdict));
  };
  useKeys({
    ' ': () => {
      if (now !== null) say(now, 'same');
    },
  });
  return (
    <div className="aloud">
      <div className="aloud-rows">
        <table className="aloud-sheet">
          <caption className="vh">Fingerprint of {of}, to be compared by rows</caption>
          <thead>
            <tr className="vh">
              <th scope="col">Row</th>
              <th scope="col">SHA-256</th>
              <th scope="col" colSpan={4}>
                Words
              </th>
              <th scope="col">Same</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, place) => (
              <AloudRow
                key={row.letter}
                row={row}
                state={
                  check.differs.has(place)
                    ? 'differs'
                    : check.same.has(place)
                      ? 'same'
                      : place === now
                        ? 'now'
                        : 'open'
                }
                box={place === now ? lit : undefined}
                onVerdict={(verdict) => say(place, verdict)}
              />
            ))}
          </tbody>
        </table>
        {current === undefined || now === null ? null : (
          <TypedRow key={current.letter} row={current} onVerdict={(verdict) => say(now, verdict)} />
        )}
      </div>
      <figure className="aloud-weave">
        <Weave digest={digest} of={of} practice={practice} />
        <figcaption>
          {practice ? 'Practice: never valid' : 'The same fingerprint, woven'}
        </figcaption>
      </figure>
    </div>
  );
}

interface AloudRowProps {
  row: SheetRow;
  state: 'now' | 'open' | 'same' | 'differs';
  box: Ref<HTMLInputElement> | undefined;
  onVerdict: (verdict: 'same' | 'differs' | 'open') => void;
}

function AloudRow({ row, state, box, onVerdict }: AloudRowProps) {
  return (
    <tr className={`aloud-${state}`} aria-current={state === 'now' ? 'true' : undefined}>
      <th scope="row">{row.letter}</th>
      <td className="hex">
        {row.hex[0]} {row.hex[1]}
      </td>
      {row.words.map((word, place) => (
        <td key={place}>{word}</td>
      ))}
      <td className="aloud-tick">
        {state === 'differs' ? (
          <button type="button" className="textlink" onClick={() => onVerdict('open')}>
            <Icon name="stop" />
            differs<span className="vh">, row {row.letter}. Read it again</span>
          </button>
        ) : (
          <label className="tick">
            <input
              ref={box}
              type="checkbox"
              checked={state === 'same'}
              aria-label={`Row ${row.letter} is the same: ${row.words.join(' ')}`}
              onChange={(event) => onVerdict(event.target.checked ? 'same' : 'open')}
            />
            <span aria-hidden="true">same</span>
          </label>
        )}
      </td>
    </tr>
  );
}

function TypedRow({
  row,
  onVerdict,
}: {
  row: SheetRow;
  onVerdict: (verdict: 'same' | 'differs') => void;
}) {
  const [typed, setTyped] = useState('');
  const [unclear, setUnclear] = useState(false);
  const id = useId();
  return (
    <form
      className="aloud-typed"
      onSubmit={(event) => {
        event.preventDefault();
        const verdict = compareTyped(typed, row);
        if (verdict === 'unclear') setUnclear(true);
        else onVerdict(verdict);
      }}
    >
      <label htmlFor={id}>Or type row {row.letter} as the other side says it</label>
      <div className="aloud-field">
        <input
          id={id}
          className="field"
          value={typed}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            setTyped(event.target.value);
            setUnclear(false);
          }}
        />
        <Button small onPress={() => onVerdict('differs')}>
          Row {row.letter} differs
        </Button>
      </div>
      <p id={`${id}-hint`} className="hint" role={unclear ? 'alert' : undefined}>
        {unclear
          ? 'That is neither four words nor eight digits. Nothing was compared.'
          : 'Four words or eight digits, then Enter. Typing finds a slip that the eye passes over.'}
      </p>
    </form>
  );
}
