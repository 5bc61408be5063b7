import { useState } from 'react';
import type { CeremonyView } from '../../../src/contract/ceremony.ts';
import type { PlanFile } from '../../../src/contract/plan.ts';
import type { NetworkState } from '../../../src/contract/station.ts';
import { useCall } from '../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Picker } from '../../components/picker.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Stage } from '../../components/stage.tsx';
import { StationWindow } from '../../components/station-window.tsx';
import { countWord, sentence } from '../../words.ts';
import { ChangedMeanwhile } from './changed-meanwhile.tsx';
import { textAt, useEditing, type Editing } from './editing.ts';
import { PlanForms } from './plan-forms.tsx';
import { PlanText } from './plan-text.tsx';
import { RehearseCast } from './rehearse-cast.tsx';

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
  const [saved, setSaved] = useState(file);
  const [theirs, setTheirs] = useState<PlanFile | null>(null);
  const [picking, setPicking] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [casting, setCasting] = useState(false);
  const [printed, setPrinted] = useState<string | null>(null);
  const create = useCall('plan.create');
  const save = useCall('plan.save');
  const print = useCall('plan.print');
  const open = useCall('ceremony.open');
  const editing = useEditing(start, (saved?.fixed ?? null) !== null);
  const { text, draft } = editing;
  const clean = saved !== null && saved.text === text;
  const calls = [create, save, print, open];
  const busy = calls.some(({ pending }) => pending);
  const clear = (): void => {
    for (const call of calls) call.clear();
    setPrinted(null);
  };
  const write = async (over: PlanFile, setAside: boolean): Promise<void> => {
    clear();
    const answer = await save.run({ place: over.place, text, sha256: over.sha256, setAside });
    if (answer === null) return;
    setTheirs(answer.saved ? null : answer.file);
    if (answer.saved) setSaved(answer.file);
  };
  const make = async (place: string): Promise<void> => {
    setPicking(false);
    clear();
    const made = await create.run({ place, name: textAt(editing, ['title']), text });
    if (made !== null) setSaved(made);
  };
  const printIt = async (): Promise<void> => {
    if (saved === null) return;
    clear();
    const done = await print.run({ place: saved.place });
    setPrinted(done?.sentence ?? null);
  };
  const openIt = async (place: string, mode: 'real' | 'rehearsal'): Promise<void> => {
    clear();
    const ceremony = await open.run({ place, role: 'host', mode });
    if (ceremony !== null) onOpened(ceremony);
  };
  const next = primaryOf(editing, saved, clean);
  const goOn = (): void => {
    if (saved === null) setPicking(true);
    else if (!clean) void write(saved, false);
    else if (draft.plan !== null) void openIt(saved.place, draft.plan.mode);
  };
  const problem = calls.find((call) => call.problem !== null)?.problem ?? null;
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
                  <Button
                    icon="file"
                    waiting={!clean || draft.plan === null || busy}
                    onPress={() => {
                      clear();
                      void printIt();
                    }}
                  >
                    Print the script
                  </Button>
                  <Button
                    icon="mask"
                    waiting={!clean || draft.plan === null || busy}
                    onPress={() => {
                      clear();
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
              onMine={() => void write(theirs, true)}
            />
          )}
          {leaving ? (
            <section className="card problem" role="alert">
              <h2>Your changes are not saved</h2>
              <p className="problem-hint">
                If you leave now they are gone. The file stays as it is.
              </p>
              <div className="row">
                <Button onPress={() => setLeaving(false)}>Stay here</Button>
                <Button onPress={onLeave}>Leave without saving</Button>
              </div>
            </section>
          ) : null}
          {notes.map((note) => (
            <p className="note-line" key={note}>
              <Icon name="info" />
              <span>{note}</span>
            </p>
          ))}
          {printed === null ? null : (
            <output className="note-line note-ok">
              <Icon name="check" />
              <span>{printed}</span>
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
              onPick={(place) => void make(place)}
              onClose={() => setPicking(false)}
            />
          ) : null}
        </Stage>
      )}
    </StationWindow>
  );
}

/** What the one primary action is now, and what it waits for. */
function primaryOf({ draft }: Editing, saved: PlanFile | null, clean: boolean) {
  const wrong = draft.problems.length;
  const left =
    wrong === 0
      ? ''
      : `${countWord(wrong)} ${wrong === 1 ? 'thing is' : 'things are'} left to correct.`;
  if (saved === null) return { label: 'Save the plan…', waiting: false, note: sentence(left) };
  if (!clean) return { label: 'Save the plan', waiting: false, note: sentence(left) };
  return {
    label: 'Open the ceremony',
    waiting: wrong > 0,
    note: wrong > 0 ? sentence(left) : 'Once it is opened its plan stays as it is.',
  };
}
