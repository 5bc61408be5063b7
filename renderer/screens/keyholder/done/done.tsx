import { useState } from 'react';
import type { BundleWritten, Done } from '../../../../src/contract/keyholder.ts';
import { useCall, useEvent, useLook } from '../../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Picker } from '../../../components/picker.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { EyebrowLine, Stage, StageHeading } from '../../../components/stage.tsx';
import { Weave } from '../../../components/weave.tsx';
import { RecordStage } from '../../record/record-stage.tsx';
import type { StepProps } from '../../step-props.ts';
import { LookingStage } from '../../looking-stage.tsx';
import { BundleNote } from './bundle-note.tsx';
import { MadeCard } from './made-card.tsx';
import { NextCard } from './next-card.tsx';

/** Step 7: what exists now, where it lies, and what is still missing. */
export function DoneStep({ ceremony, onBack, onLeave }: StepProps) {
  const look = useLook('done.look', null);
  useEvent('ceremony.changed', look.again);
  if (look.value === null || look.problem !== null)
    return (
      <LookingStage
        heading="Looking at what was made"
        problem={look.problem}
        onBack={onBack}
        onLook={look.again}
      />
    );
  return <DoneStage done={look.value} practice={ceremony.mode === 'rehearsal'} onLeave={onLeave} />;
}

interface DoneStageProps {
  done: Done;
  practice: boolean;
  onLeave: () => void;
}

function DoneStage({ done, practice, onLeave }: DoneStageProps) {
  const [part, setPart] = useState<'done' | 'record' | 'picking'>('done');
  const [written, setWritten] = useState<BundleWritten | null>(null);
  const carry = useCall('bundle.write');
  async function carryTo(place: string) {
    setPart('done');
    const bundle = await carry.run({ place });
    if (bundle !== null) setWritten(bundle);
  }
  if (part === 'record') return <RecordStage onBack={() => setPart('done')} />;
  return (
    <Stage
      heading={done.headline}
      head={
        <div className="done-head">
          <Weave digest={done.sha256} of="the bytes you signed" practice={practice} />
          <div>
            <EyebrowLine
              kind="ok"
              icon="check"
              text={`Signed, verified ${done.verified.length === 1 ? 'once' : 'twice'}, written`}
            />
            <StageHeading>{done.headline}</StageHeading>
            <p className="lead">{done.lead}</p>
          </div>
        </div>
      }
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="script" onPress={() => setPart('record')}>
              See the record
            </Button>
          }
          doubt={
            <Button kind="quiet" onPress={onLeave}>
              Leave
            </Button>
          }
          note={carry.pending ? 'Writing, reading back and comparing.' : ''}
          primary={
            <Button
              kind="primary"
              iconAfter="right"
              waiting={carry.pending}
              describedBy={ACTION_NOTE}
              onPress={() => setPart('picking')}
            >
              Put the bundle on a stick
            </Button>
          }
        />
      }
    >
      {carry.problem === null ? null : <ProblemPanel problem={carry.problem} />}
      {written === null ? null : <BundleNote bundle={written} />}
      <div className="cols cols-even">
        <MadeCard done={done} />
        <NextCard done={done} />
      </div>
      {part === 'picking' ? (
        <Picker
          title="Put the bundle on a stick"
          lead="Choose the stick, or any folder. The bundle is written, read back and compared. It holds no secret."
          want="folder"
          toWrite
          verb="Write to"
          onPick={(place) => void carryTo(place)}
          onClose={() => setPart('done')}
        />
      ) : null}
    </Stage>
  );
}
