import { useId } from 'react';
import type { Answers, DelegationsView } from '../../../../src/contract/delegations.ts';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { AnswerCardItem } from './answer-card.tsx';

interface PossessionCardProps {
  /** The name can be written: the role is new. */
  named: boolean;
  name: string;
  challenge: DelegationsView['challenges'][number] | null;
  answers: Answers | null;
  /** What became of the copy of the challenge. */
  carried: string | null;
  practice: boolean;
  busy: boolean;
  onName: (name: string) => void;
  onChallenge: () => void;
  onCarry: () => void;
  onAnswers: () => void;
}

/** The keys of the other project prove that somebody has them: a challenge goes out, an answer of each key comes in. */
export function PossessionCard(props: PossessionCardProps) {
  const { name, challenge, answers, carried, practice, busy } = props;
  const id = useId();
  const open = challenge?.state === 'open';
  return (
    <section className="card pad" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Their keys prove themselves</h2>
      <div className="form-rows">
        {props.named ? (
          <div className="labelled">
            <label htmlFor={`${id}-name`}>Name of the role</label>
            <input
              id={`${id}-name`}
              className="field mono"
              autoComplete="off"
              spellCheck={false}
              maxLength={64}
              value={name}
              aria-describedby={`${id}-name-hint`}
              onChange={(event) => props.onName(event.target.value)}
            />
            <p className="hint" id={`${id}-name-hint`}>
              Small letters and digits, with single . _ or - between. It becomes a file name.
            </p>
          </div>
        ) : null}
        {challenge === null || !open ? (
          <p className="hint">
            {challenge === null ? 'No challenge was made for this role yet.' : challenge.sentence}
          </p>
        ) : (
          <>
            <p>
              <b>Challenge {challenge.number}</b> for <span className="mono">{challenge.role}</span>
            </p>
            <ul className="notes">
              {challenge.words.map((line, place) => (
                <li key={place}>
                  <Icon name="script" />
                  <span className="long-words">{line}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        {carried === null ? null : (
          <output className="note-line note-ok">
            <Icon name="check" />
            <span>{carried}</span>
          </output>
        )}
        <div className="row">
          <Button small waiting={busy || name.trim() === ''} onPress={props.onChallenge}>
            {open ? 'Make another challenge' : 'Make the challenge'}
          </Button>
          {open ? (
            <>
              <Button small icon="copy" waiting={busy} onPress={props.onCarry}>
                Copy it to a folder…
              </Button>
              <Button small icon="open" waiting={busy} onPress={props.onAnswers}>
                Take in the answers…
              </Button>
            </>
          ) : null}
        </div>
        {answers?.problem == null ? null : <ProblemPanel problem={answers.problem} />}
        {answers === null || answers.cards.length === 0 ? null : (
          <ul className="key-cards">
            {answers.cards.map((card, at) => (
              <AnswerCardItem key={at} card={card} practice={practice} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
