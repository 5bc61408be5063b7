import { useState } from 'react';
import type { Answers, DelegationsView, Proposal } from '../../../../src/contract/delegations.ts';
import type { Call } from '../../../calls.ts';
import { clearAll, isBusy, problemIn } from '../../../calls-together.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Picker } from '../../../components/picker.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { Stage } from '../../../components/stage.tsx';
import { DifferenceCard } from './difference-card.tsx';
import { PossessionCard } from './possession-card.tsx';
import { TermsCard } from './terms-card.tsx';
import { type Changing, missingIn, type Terms, termsOf, wishOf } from './terms.ts';

export interface ChangeCalls {
  readonly challenge: Call<'delegations.challenge'>;
  readonly carry: Call<'delegations.carry'>;
  readonly answers: Call<'delegations.answers'>;
  readonly propose: Call<'delegations.propose'>;
  readonly stage: Call<'delegations.stage'>;
}

interface ChangeStageProps {
  view: DelegationsView;
  changing: Changing;
  practice: boolean;
  calls: ChangeCalls;
  onView: (view: DelegationsView) => void;
  /** The change is staged. */
  onDone: (view: DelegationsView) => void;
  onBack: () => void;
}

/** Left the keys that come in and what they may sign for; right what that changes. Staged only after it was shown. */
export function ChangeStage(props: ChangeStageProps) {
  const { view, changing, practice, calls } = props;
  const { change } = changing;
  const [terms, setTerms] = useState<Terms>(() => termsOf(changing));
  const [picking, setPicking] = useState<'carry' | 'answers' | null>(null);
  const [carried, setCarried] = useState<string | null>(null);
  const [taken, setTaken] = useState<{ place: string; answers: Answers } | null>(null);
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const busy = isBusy(calls);
  const problem = problemIn(calls);
  const role = terms.name.trim();
  const place = taken !== null && taken.answers.problem === null ? taken.place : null;
  const missing = missingIn(changing, terms, place);
  const challenge = view.challenges.find((one) => one.role === role) ?? null;
  const comes = change === 'add' || change === 'redelegate';

  /** Whatever is typed or taken in makes the difference that was shown one of before. */
  function begin() {
    clearAll(calls);
    setProposal(null);
  }
  async function makeChallenge() {
    begin();
    setCarried(null);
    setTaken(null);
    const changed = await calls.challenge.run({ role });
    if (changed !== null) props.onView(changed);
  }
  async function carry(to: string) {
    setPicking(null);
    const done = await calls.carry.run({ role, place: to });
    if (done !== null) setCarried(`${done.file}. ${done.sentence}`);
  }
  async function readAnswers(from: string) {
    setPicking(null);
    begin();
    setTaken(null);
    const answers = await calls.answers.run({ role, place: from });
    if (answers !== null) setTaken({ place: from, answers });
  }
  async function goOn() {
    const wish = wishOf(changing, terms, place);
    if (busy || missing !== null || wish === null) return;
    clearAll(calls);
    if (proposal === null) {
      setProposal(await calls.propose.run(wish));
      return;
    }
    const { signedSha256 } = proposal;
    const staged = await calls.stage.run({ wish, signedSha256 });
    if (staged === null) setProposal(null);
    else props.onDone(staged);
  }
  return (
    <Stage
      heading={headingOf(changing)}
      lead={leads[change]}
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={props.onBack}>
              Back to the delegations
            </Button>
          }
          note={
            busy
              ? 'Working.'
              : (missing ?? (proposal === null ? 'Nothing is staged yet.' : proposal.steps[0]))
          }
          primary={
            <Button
              kind="primary"
              iconAfter="right"
              waiting={busy || missing !== null}
              describedBy={ACTION_NOTE}
              onPress={() => void goOn()}
            >
              {proposal === null ? 'Show what changes' : 'Stage the change'}
            </Button>
          }
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <div className="host-grid">
        <div className="assembly">
          {comes ? (
            <PossessionCard
              named={change === 'add'}
              name={terms.name}
              challenge={challenge}
              answers={taken?.answers ?? null}
              carried={carried}
              practice={practice}
              busy={busy}
              onName={(name) => {
                begin();
                setTaken(null);
                setTerms({ ...terms, name });
              }}
              onChallenge={() => void makeChallenge()}
              onCarry={() => setPicking('carry')}
              onAnswers={() => setPicking('answers')}
            />
          ) : null}
          <TermsCard
            change={change}
            terms={terms}
            onTerms={(next) => {
              begin();
              setTerms(next);
            }}
          />
        </div>
        <div className="side">
          <DifferenceCard proposal={proposal} practice={practice} />
        </div>
      </div>
      {picking === 'carry' ? (
        <Picker
          title="Copy the challenge to a folder"
          lead="A stick, or any folder. The file goes to the other project as it is. It holds no secret."
          want="folder"
          toWrite
          verb="Write to"
          onPick={(to) => void carry(to)}
          onClose={() => setPicking(null)}
        />
      ) : null}
      {picking === 'answers' ? (
        <Picker
          title="Take in the answers"
          lead="The folder that the other project sent. Every answer is held against the challenge; nothing in it is changed."
          want="folder"
          verb="Read"
          onPick={(from) => void readAnswers(from)}
          onClose={() => setPicking(null)}
        />
      ) : null}
    </Stage>
  );
}

function headingOf({ change, role }: Changing): string {
  if (change === 'add') return 'Delegate to another project';
  if (change === 'redelegate') return `Hand ${role.name} over to other keys`;
  return change === 'adjust' ? `Change the terms of ${role.name}` : `Revoke ${role.name}`;
}

const leads = {
  add: 'Their keys answer a challenge first. A key that nobody proved is not taken.',
  redelegate:
    'The new keys answer a challenge first. From then on what the former keys sign is refused.',
  adjust:
    'The keys stay. Only what they may sign for, or how many of them have to, becomes another.',
  revoke: 'Nobody signs for its paths any more, unless another role may.',
} as const;
