import { useEffect, useId, useRef } from 'react';
import type { DraftProblem } from '../../../src/ceremony/plan-draft.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { sentence } from '../../words.ts';
import type { Editing } from './editing.ts';

/** The text of the plan, as it lies in the file, with everything that is wrong with it by line and column. */
export function PlanText({ editing }: { editing: Editing }) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, draft } = editing;
  useFollow(field, text);
  const go = ({ at }: DraftProblem): void => {
    const place = offsetOf(text, at);
    field.current?.focus();
    field.current?.setSelectionRange(place, lineEnd(text, place));
  };
  return (
    <section className="plan-file">
      <label htmlFor={id}>ceremony.yaml</label>
      <textarea
        ref={field}
        id={id}
        className="field mono plan-text"
        wrap="off"
        spellCheck={false}
        autoComplete="off"
        readOnly={editing.fixed}
        value={text}
        aria-invalid={draft.problems.length > 0 ? 'true' : undefined}
        aria-describedby={`${id}-state`}
        onChange={(event) => editing.type(event.target.value)}
      />
      <div id={`${id}-state`} className="plan-state">
        {draft.problems.length === 0 ? (
          <>
            <p className="plan-good">
              <Icon name="check" />
              Nothing is wrong with this plan
            </p>
            {draft.notes.map(({ message, hint }) => (
              <p key={message}>{`${sentence(message)}. ${hint}`}</p>
            ))}
          </>
        ) : (
          <ul className="plan-problems">
            {draft.problems.map((problem) => (
              <li key={`${problem.at.line}:${problem.at.column}:${problem.message}`}>
                <Icon name="stop" />
                <span>
                  <Button kind="link" onPress={() => go(problem)}>
                    {`Line ${problem.at.line}, column ${problem.at.column}`}
                  </Button>{' '}
                  {sentence(problem.message)}. {problem.hint}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

/** Scrolls the text to the line that a form changed, unless the person is typing in it. */
function useFollow(field: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  const before = useRef(text);
  useEffect(() => {
    const old = before.current;
    before.current = text;
    const area = field.current;
    if (area === null || old === text || document.activeElement === area) return;
    let same = 0;
    while (same < old.length && old[same] === text[same]) same++;
    const lines = text.split('\n').length;
    const line = text.slice(0, same).split('\n').length;
    area.scrollTo({ top: Math.max(0, (area.scrollHeight * (line - 6)) / lines) });
  }, [field, text]);
}

function offsetOf(text: string, { line, column }: DraftProblem['at']): number {
  const before = text
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, one) => sum + one.length + 1, 0);
  return Math.min(text.length, before + column - 1);
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
