import { useId, useState } from 'react';
import type { PublicationView } from '../../../src/contract/publication.ts';
import type { Problem } from '../../../src/contract/values.ts';
import type { Call } from '../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Choice } from '../../components/choice.tsx';
import { Icon } from '../../components/icon.tsx';
import { Picker } from '../../components/picker.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Stage } from '../../components/stage.tsx';
import { SentCard } from './sent-card.tsx';

type What = 'ceremony' | 'keys' | 'staged';

interface PublishStageProps {
  view: PublicationView;
  send: Call<'publication.send'>;
  /** Why the last look stopped, or null. */
  lookProblem: Problem | null;
  onView: (view: PublicationView) => void;
  onLeave: () => void;
}

/** What is sent, who signs it off, and to where; what was sent, and what the host still has to do, beside it. */
export function PublishStage({ view, send, lookProblem, onView, onLeave }: PublishStageProps) {
  const [what, setWhat] = useState<What>(
    view.ready ? 'ceremony' : view.staged === null ? 'keys' : 'staged',
  );
  const [branch, setBranch] = useState(view.branch);
  const [author, setAuthor] = useState(view.author);
  const [picking, setPicking] = useState(false);
  const fields = useId();
  const blocked = whyNot(view, what, author);
  const problem = send.problem ?? lookProblem;

  async function sendTo(place: string | null) {
    setPicking(false);
    const changed = await send.run({ place, what, branch, author });
    if (changed !== null) onView(changed);
  }
  return (
    <Stage
      heading={headings[view.ready ? 'ceremony' : view.staged === null ? 'keys' : 'staged']}
      lead="It goes to a branch of a Git repository, signed off. What others have put there stays."
      actions={
        <ActionBar
          back={
            <Button kind="quiet" onPress={onLeave}>
              Leave
            </Button>
          }
          doubt={
            view.planned === null ? null : (
              <Button icon="open" waiting={blocked !== null} onPress={() => setPicking(true)}>
                Another repository…
              </Button>
            )
          }
          note={
            send.pending ? (send.progress?.doing ?? 'Working.') : (blocked ?? noteOf(view, what))
          }
          primary={
            <Button
              kind="primary"
              iconAfter="right"
              waiting={blocked !== null || send.pending}
              describedBy={ACTION_NOTE}
              onPress={() => {
                if (blocked !== null || send.pending) return;
                if (view.planned === null) setPicking(true);
                else void sendTo(null);
              }}
            >
              {labelOf(view, what)}
            </Button>
          }
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <div className="host-grid">
        <Card title="What is sent, and by whom">
          <fieldset className="ways">
            <legend className="vh">What is sent</legend>
            <Choice
              group={`${fields}-what`}
              checked={what === 'ceremony'}
              locked={!view.ready}
              onChoose={() => setWhat('ceremony')}
            >
              <span className="choice-main">
                <b>The published ceremony</b>
                <span>
                  {view.ready ? 'Plan, record, keys and repository, as one commit.' : view.reason}
                </span>
              </span>
            </Choice>
            <Choice
              group={`${fields}-what`}
              checked={what === 'keys'}
              locked={view.keys.length === 0}
              onChoose={() => setWhat('keys')}
            >
              <span className="choice-main">
                <b>The keys, a branch each</b>
                <span>
                  {view.keys.length === 0
                    ? 'No key has come in yet.'
                    : `${view.keys.join(', ')}. Attendees can review each one by itself.`}
                </span>
              </span>
            </Choice>
            {view.staged === null ? null : (
              <Choice
                group={`${fields}-what`}
                checked={what === 'staged'}
                onChoose={() => setWhat('staged')}
              >
                <span className="choice-main">
                  <b>The root that waits for signatures</b>
                  <span>
                    To branch {view.staged}, with the signatures that it has. Each keyholder answers
                    on a branch of their own.
                  </span>
                </span>
              </Choice>
            )}
          </fieldset>
          <div className="form-rows">
            {what === 'ceremony' ? (
              <div className="labelled">
                <label htmlFor={`${fields}-branch`}>Branch</label>
                <input
                  id={`${fields}-branch`}
                  className="field mono"
                  value={branch}
                  maxLength={100}
                  spellCheck={false}
                  onChange={(event) => setBranch(event.target.value)}
                />
              </div>
            ) : null}
            <div className="labelled">
              <label htmlFor={`${fields}-author`}>Name and address that sign it off</label>
              <input
                id={`${fields}-author`}
                className="field"
                value={author}
                maxLength={200}
                placeholder="Name <address@example.org>"
                aria-describedby={`${fields}-author-hint`}
                onChange={(event) => setAuthor(event.target.value)}
              />
              <p id={`${fields}-author-hint`} className="hint">
                In the form Name &lt;address&gt;. Both are published with the commit.
              </p>
            </div>
            {view.planned === null ? null : (
              <p className="hint">
                <Icon name="info" /> The plan sends it to{' '}
                <span className="mono">{view.planned}</span>
              </p>
            )}
          </div>
        </Card>
        <SentCard view={view} />
      </div>
      {picking ? (
        <Picker
          title="Choose the Git repository"
          lead="A bare repository, or a work tree without changes. Its branches are read first; no program of it is started."
          want="folder"
          toWrite
          verb="Send to"
          onPick={(place) => void sendTo(place)}
          onClose={() => setPicking(false)}
        />
      ) : null}
    </Stage>
  );
}

const headings: Readonly<Record<What, string>> = {
  ceremony: 'Send the published ceremony',
  keys: 'Send the keys for everybody to see',
  staged: 'Send the root to be signed, and the keys',
};

const things: Readonly<Record<What, string>> = {
  ceremony: 'the ceremony',
  keys: 'the keys',
  staged: 'the root',
};

function whyNot(view: PublicationView, what: What, author: string): string | null {
  if (what === 'ceremony' && !view.ready) return view.reason;
  if (what === 'keys' && view.keys.length === 0) return 'No key has come in yet.';
  return author.trim() === '' ? 'Say who signs it off.' : null;
}

function noteOf({ reason }: PublicationView, what: What): string {
  return what === 'ceremony' ? reason : 'No secret is in it.';
}

function labelOf({ planned }: PublicationView, what: What): string {
  return planned === null ? `Send ${things[what]} to…` : `Send ${things[what]}`;
}
