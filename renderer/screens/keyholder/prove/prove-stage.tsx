import { useState } from 'react';
import type { Asked, ProveLook } from '../../../../src/contract/prove.ts';
import type { Problem } from '../../../../src/contract/values.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Picker } from '../../../components/picker.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { useSecretForm } from '../../../components/secret-form.tsx';
import { Serial } from '../../../components/serial.tsx';
import { Stage } from '../../../components/stage.tsx';
import { useKeys } from '../../../keyboard.ts';
import { TouchRing } from '../sign/touch-ring.tsx';

interface ProveStageProps {
  look: ProveLook;
  /** The challenge that was read, and in which file; null before. */
  asked: Asked | null;
  practice: boolean;
  busy: boolean;
  problem: Problem | null;
  /** What became of the copy. */
  carried: string | null;
  /** To press the gold disc on screen; null while it is not awaited. */
  secondsLeft: number | null;
  onTouch: () => void;
  /** Gives up the answer while the token acts; null while it does not. */
  onCancel: (() => void) | null;
  onRead: (place: string) => void;
  onProve: (pin: string) => void;
  onCarry: (number: string, place: string) => void;
  onBack: () => void;
}

const field = [
  { name: 'pin', label: 'PIN', hint: 'It goes to the token and is forgotten here.' },
] as const;

/** A delegate's key answers the delegator's challenge: what is asked, in words; then the PIN; then the answer goes out. */
export function ProveStage(props: ProveStageProps) {
  const { look, asked, practice, busy, problem, carried, secondsLeft, onCancel } = props;
  const [picking, setPicking] = useState<'challenge' | 'carry' | null>(null);
  useKeys(onCancel === null ? {} : { Escape: onCancel });
  const last = look.answered.at(-1) ?? null;
  const done = asked !== null && look.answered.some(({ number }) => number === asked.number);
  const away = look.token === null;
  const secret = useSecretForm(
    // While the gold disc is awaited, the PIN has been sent.
    { fields: secondsLeft === null ? field : [], open: !busy && !away && secondsLeft === null },
    ([pin = '']) => props.onProve(pin),
  );
  const stopped = problem ?? look.problem;
  return (
    <Stage
      heading={done ? 'Your key has answered' : 'Prove that you have your key'}
      eyebrow={{ kind: 'ink', icon: 'key', text: 'Answer to a challenge' }}
      lead="Your key signs the delegator’s challenge and nothing else. No root and no metadata are signed."
      actions={
        <ActionBar
          back={
            onCancel === null ? (
              <Button kind="quiet" icon="left" onPress={props.onBack}>
                Back
              </Button>
            ) : (
              <Button kind="quiet" icon="cross" keyCap="Esc" onPress={onCancel}>
                Cancel
              </Button>
            )
          }
          doubt={
            asked === null || done || busy ? null : (
              <Button kind="quiet" icon="open" onPress={() => setPicking('challenge')}>
                Another challenge…
              </Button>
            )
          }
          note={noteOf({
            busy,
            asked: asked !== null,
            done,
            away,
            filled: secret.missing === null,
            look,
          })}
          primary={
            asked === null ? (
              <Button
                kind="primary"
                icon="open"
                waiting={busy}
                describedBy={ACTION_NOTE}
                onPress={() => setPicking('challenge')}
              >
                Choose the challenge…
              </Button>
            ) : done ? (
              <Button
                kind="primary"
                icon="copy"
                waiting={busy}
                describedBy={ACTION_NOTE}
                onPress={() => setPicking('carry')}
              >
                Copy the answer to a folder…
              </Button>
            ) : (
              secret.send(practice ? 'Answer the practice challenge' : 'Answer the challenge')
            )
          }
        />
      }
    >
      {stopped === null ? null : <ProblemPanel problem={stopped} />}
      {carried === null ? null : (
        <output className="note-line note-ok">
          <Icon name="check" />
          <span>{carried}</span>
        </output>
      )}
      <div className="host-grid">
        <div className="assembly">
          <Card title={asked === null ? 'What is asked' : `Challenge ${asked.number}`}>
            {asked === null ? (
              <p className="hint">
                The delegator sends a file, challenge.txt. It is read here, and shown in words.
              </p>
            ) : (
              <ul className="notes">
                {asked.words.map((line, place) => (
                  <li key={place}>
                    <Icon name="script" />
                    <span className="long-words">{line}</span>
                  </li>
                ))}
              </ul>
            )}
            <p className="hint">
              Compare number and root with what the delegator said to you by another way.
            </p>
          </Card>
        </div>
        <div className="side">
          <Card title="Your token">
            <p>
              <Serial value={look.serial} /> {look.tries}
            </p>
            {secondsLeft === null ? null : (
              <TouchRing
                model={look.token?.model ?? ''}
                practice={practice}
                state={{ kind: 'waiting', secondsLeft }}
                never={false}
                onPress={props.onTouch}
              />
            )}
            {asked === null || done ? null : secret.form}
            {last === null ? null : (
              <p className="hint">
                Answered challenge {last.number}:{' '}
                <span className="mono long-words">{last.file}</span>
              </p>
            )}
          </Card>
        </div>
      </div>
      {picking === 'challenge' ? (
        <Picker
          title="Choose the challenge"
          lead="The file from the delegator, as it is. It is read and shown; nothing is signed yet."
          want="file"
          verb="Read"
          onPick={(place) => {
            setPicking(null);
            props.onRead(place);
          }}
          onClose={() => setPicking(null)}
        />
      ) : null}
      {picking === 'carry' && asked !== null ? (
        <Picker
          title="Copy the answer to a folder"
          lead="A stick, or any folder. It goes to the delegator as it is. It holds no secret."
          want="folder"
          toWrite
          verb="Write to"
          onPick={(place) => {
            setPicking(null);
            props.onCarry(asked.number, place);
          }}
          onClose={() => setPicking(null)}
        />
      ) : null}
    </Stage>
  );
}

function noteOf(at: {
  readonly busy: boolean;
  readonly asked: boolean;
  readonly done: boolean;
  readonly away: boolean;
  readonly filled: boolean;
  readonly look: ProveLook;
}): string {
  if (at.busy && at.look.touch === 'screen') return 'Press the gold disc on screen.';
  if (at.busy)
    return at.look.touch === 'token'
      ? 'If the token blinks, touch it: it answers the challenge.'
      : 'Working.';
  if (!at.asked) return 'Nothing is signed by reading it.';
  if (at.done) return 'The answer goes to the delegator.';
  if (at.away) return 'Plug in your token.';
  if (!at.filled) return 'The PIN comes first.';
  if (at.look.touch === 'none') return 'This token asks for no touch.';
  return at.look.touch === 'token'
    ? 'Then touch the token, within 15 seconds.'
    : 'Then press the gold disc on screen, within 15 seconds.';
}
