import { useState } from 'react';
import type { Problem } from '../../../src/contract/values.ts';
import { ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Picker } from '../../components/picker.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Stage } from '../../components/stage.tsx';

interface ChooseFilesProps {
  problem: Problem | null;
  onPick: (place: string) => void;
  onLeave: () => void;
}

const kinds = [
  {
    icon: 'script',
    title: 'A ceremony folder',
    detail: 'with keys, evidence, repository and record',
  },
  {
    icon: 'open',
    title: 'A TUF repository',
    detail: 'its metadata, and the targets if they are there',
  },
  { icon: 'audit', title: 'Root files only', detail: 'for example 1.root.json to 9.root.json' },
] as const;

/** Which files are to be audited. They are read, and never changed. */
export function ChooseFiles({ problem, onPick, onLeave }: ChooseFilesProps) {
  const [picking, setPicking] = useState(false);
  return (
    <Stage
      heading="Which files do you want to check?"
      lead="The station reads everything in a folder and replays it: each signature, each root, each piece of evidence. No network is used and nothing is changed."
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onLeave}>
              Back
            </Button>
          }
          primary={
            <Button kind="primary" icon="open" onPress={() => setPicking(true)}>
              Choose a folder
            </Button>
          }
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <section className="card pad can-read">
        <h2>What the station can read</h2>
        <ul className="files">
          {kinds.map((kind) => (
            <li key={kind.title}>
              <Icon name={kind.icon} />
              <span>
                <b>{kind.title}</b>
                <span>{kind.detail}</span>
              </span>
            </li>
          ))}
        </ul>
      </section>
      {picking ? (
        <Picker
          title="Choose the files to check"
          lead="Go into the folder. Everything below it is read, files of another kind are named and left out."
          want="folder"
          verb="Check"
          onPick={(place) => {
            setPicking(false);
            onPick(place);
          }}
          onClose={() => setPicking(false)}
        />
      ) : null}
    </Stage>
  );
}
