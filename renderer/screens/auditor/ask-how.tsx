import { Choice } from '../../components/choice.tsx';
import { DateFields } from './date-fields.tsx';
import { typedInstant } from './as-of.ts';
import type { AuditQuestion } from './question.ts';

interface AskHowProps {
  question: AuditQuestion;
  onQuestion: (question: AuditQuestion) => void;
}

/** Files as they lie there or the whole history of a Git repository; as of now or of another instant. */
export function AskHow({ question, onQuestion }: AskHowProps) {
  const { git, when } = question;
  const typed = when ?? { day: '', time: '00:00:00' };
  const set = (more: Partial<typeof typed>) =>
    onQuestion({ ...question, when: { ...typed, ...more } });
  return (
    <>
      <fieldset className="ask-ways">
        <legend>What is read</legend>
        <Choice group="git" checked={!git} onChoose={() => onQuestion({ ...question, git: false })}>
          <span className="choice-main">
            <b>The files as they are</b>
            <span>Each folder as it lies there now.</span>
          </span>
        </Choice>
        <Choice group="git" checked={git} onChoose={() => onQuestion({ ...question, git: true })}>
          <span className="choice-main">
            <b>The whole Git history</b>
            <span>Every commit of each repository. Findings name the first one.</span>
          </span>
        </Choice>
      </fieldset>
      <fieldset className="ask-ways">
        <legend>As of when</legend>
        <Choice
          group="when"
          checked={when === null}
          onChoose={() => onQuestion({ ...question, when: null })}
        >
          <span className="choice-main">
            <b>Now</b>
            <span>By the clock of this machine.</span>
          </span>
        </Choice>
        <Choice group="when" checked={when !== null} onChoose={() => set({})}>
          <span className="choice-main">
            <b>Another day</b>
            <span>What expired since may have been right then.</span>
          </span>
        </Choice>
        {when === null ? null : (
          <div className="as-of">
            <DateFields
              {...when}
              wrong={when.day !== '' && typedInstant(when.day, when.time) === null}
              onDay={(day) => set({ day })}
              onTime={(time) => set({ time })}
            />
          </div>
        )}
      </fieldset>
    </>
  );
}
