import { useState } from 'react';
import type { CeremonyView } from '../../../src/contract/ceremony.ts';
import type { PlanFile } from '../../../src/contract/plan.ts';
import type { NetworkState } from '../../../src/contract/station.ts';
import { ACTION_NOTE, ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Picker } from '../../components/picker.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Stage } from '../../components/stage.tsx';
import { StationWindow } from '../../components/station-window.tsx';
import { ChangedMeanwhile } from './changed-meanwhile.tsx';
import { textAt, useEditing } from './editing.ts';
import { nextStep } from './next-step.ts';
import { PlanForms } from './plan-forms.tsx';
import { PlanText } from './plan-text.tsx';
import { RehearseCast } from './rehearse-cast.tsx';
import { useSavedPlan } from './saved-plan.ts';
import { UnsavedCard } from './unsaved-card.tsx';

interface PlanEditorProps {
  network: NetworkState | null;
  /** The text that it begins with. */
  start: string;
  /** What lies on the disk; null for a plan that is of no folder yet. */
  file: PlanFile | null;
  /** What to know before one begins, a sentence each. */
  notes: readonly string[];
  /** Another text lies on the disk, and the editor is to begin with that. */
  onFile: (file: PlanFile) => void;
  /** The ceremony of the plan is open. */
  onOpened: (ceremony: CeremonyView) => void;
  onLeave: () => void;
}

/** A plan as forms beside its file: both show the same text, and either changes it. */
export function PlanEditor({
  network,
  start,
  file,
  notes,
  onFile,
  onOpened,
  onLeave,
}: PlanEditorProps) {
  const plan = useSavedPlan(file);
  const { file: saved, theirs, busy, problem } = plan;
  const [picking, setPicking] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [casting, setCasting] = useState(false);
  const editing = useEditing(start, (saved?.fixed ?? null) !== null);
  const { text, draft } = editing;
  const clean = saved !== null && saved.text === text;
  const whole = clean && draft.plan !== null;
  const next = nextStep(draft.problems.length, saved !== null, clean);
  const goOn = (): void => {
    if (saved === null) setPicking(true);
    else if (!clean) void plan.write(saved, text, false);
    else if (draft.plan !== null) void plan.open(draft.plan.mode, onOpened);
  };
  const mode = textAt(editing, ['mode']);
  return (
    <StationWindow
      title={textAt(editing, ['title']) || 'A plan'}
      mode={mode === 'real' || mode === 'rehearsal' ? mode : null}
      who="Host"
      network={network}
      look="host"
    >
      {casting && saved !== null && draft.plan !== null ? (
        <RehearseCast
          plan={draft.plan}
          place={saved.place}
          onOpened={onOpened}
          onBack={() => setCasting(false)}
        />
      ) : (
        <Stage
          heading="Plan the ceremony"
          lead={
            saved === null
              ? 'Nothing is saved yet. The forms and the file show the same plan; change it in either.'
              : (saved.fixed ??
                `In ${saved.folder.join(' › ')}. The forms and the file show the same plan; change it in either.`)
          }
          actions={
            <ActionBar
              back={
                <Button
                  kind="quiet"
                  icon="left"
                  onPress={() => (clean || text === start ? onLeave() : setLeaving(true))}
                >
                  Back
                </Button>
              }
              doubt={
                <>
                  <Button
                    kind="quiet"
                    waiting={editing.undo === null}
                    onPress={() => editing.undo?.()}
                  >
                    Undo
                  </Button>
                  <Button icon="file" waiting={!whole || busy} onPress={() => void plan.print()}>
                    Print the script
                  </Button>
                  <Button
                    icon="mask"
                    waiting={!whole || busy}
                    onPress={() => {
                      plan.clear();
                      setCasting(true);
                    }}
                  >
                    Rehearse it
                  </Button>
                </>
              }
              note={busy ? 'Working.' : next.note}
              primary={
                <Button
                  kind="primary"
                  iconAfter="right"
                  waiting={next.waiting || busy || theirs !== null}
                  describedBy={ACTION_NOTE}
                  onPress={goOn}
                >
                  {next.label}
                </Button>
              }
            />
          }
        >
          {problem === null ? null : <ProblemPanel problem={problem} />}
          {theirs === null ? null : (
            <ChangedMeanwhile
              theirs={theirs}
              onTheirs={() => onFile(theirs)}
              onMine={() => void plan.write(theirs, text, true)}
            />
          )}
          {leaving ? <UnsavedCard onStay={() => setLeaving(false)} onLeave={onLeave} /> : null}
          {notes.map((note) => (
            <p className="note-line" key={note}>
              <Icon name="info" />
              <span>{note}</span>
            </p>
          ))}
          {plan.printed === null ? null : (
            <output className="note-line note-ok">
              <Icon name="check" />
              <span>{plan.printed}</span>
            </output>
          )}
          <div className="plan-grid">
            <PlanForms editing={editing} />
            <PlanText editing={editing} />
          </div>
          {picking ? (
            <Picker
              title="Save the plan"
              lead="Choose where. The station makes a folder there, named after the title, with the plan in it."
              want="folder"
              toWrite
              verb="Save in"
              onPick={(place) => {
                setPicking(false);
                void plan.make(place, textAt(editing, ['title']), text);
              }}
              onClose={() => setPicking(false)}
            />
          ) : null}
        </Stage>
      )}
    </StationWindow>
  );
}
