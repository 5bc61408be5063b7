import { useState } from 'react';
import { useEvent, useCall, useLook } from '../../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { useFullSheet } from '../../../components/full-sheet.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { Stage } from '../../../components/stage.tsx';
import { useStopped } from '../../../stopped.ts';
import type { StepProps } from '../../step-props.ts';
import { BringFiles } from './bring-files.tsx';
import { EvidenceCard } from './evidence-card.tsx';

/** Step 3: what the device itself certifies of the key, line by line; or that it can certify nothing. */
export function EvidenceStep({ ceremony, onBack, onGo, onStopped }: StepProps) {
  const look = useLook('evidence.look', null);
  useEvent('tokens.changed', look.again);
  const accept = useCall('evidence.accept');
  const bring = useCall('evidence.bring');
  const [choosing, setChoosing] = useState(false);
  const evidence = look.value;
  const practice = ceremony.mode === 'rehearsal';
  const problem = look.problem ?? bring.problem ?? accept.problem;
  useStopped(problem, onStopped);
  const sheet = useFullSheet(evidence?.spkiSha256 ?? null, 'your public key', practice);
  const against = evidence?.claims.some((claim) => claim.state === 'stop') === true;
  const passed = ceremony.steps.some((one) => one.step === 'evidence' && one.state === 'done');
  // What was accepted without an attestation is accepted anew once there is one.
  const done = passed && evidence?.accepted === true;
  const goOn = async (): Promise<void> => {
    // Looking again at what was accepted is no second acceptance.
    if (done || (await accept.did(null))) onGo('export');
  };
  const bringFiles = async (files: { key: string; device: string }): Promise<void> => {
    setChoosing(false);
    if (await bring.did(files)) look.again();
  };
  return (
    <Stage
      heading={evidence?.heading ?? 'Evidence for your key'}
      lead={evidence?.lead ?? ''}
      eyebrow={
        against ? { kind: 'err', icon: 'stop', text: 'Stopped: against the plan' } : undefined
      }
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onBack}>
              Back
            </Button>
          }
          doubt={
            evidence?.mayBring === true ? (
              <Button
                kind="quiet"
                icon="file"
                waiting={bring.pending}
                onPress={() => {
                  bring.clear();
                  setChoosing(true);
                }}
              >
                Attestation from files…
              </Button>
            ) : null
          }
          note={against ? 'A line is against the plan. Tell the host.' : ''}
          primary={
            <Button
              kind="primary"
              iconAfter="right"
              waiting={evidence === null || against || accept.pending}
              describedBy={ACTION_NOTE}
              onPress={() => void goOn()}
            >
              Go on to export
            </Button>
          }
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      {evidence === null ? null : <EvidenceCard evidence={evidence} practice={practice} />}
      {sheet.panel}
      {choosing ? (
        <BringFiles
          onBring={(files) => void bringFiles(files)}
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </Stage>
  );
}
