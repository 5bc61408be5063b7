import { useState } from 'react';
import type { Problem } from '../../../src/contract/values.ts';
import { ACTION_NOTE, ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Picker } from '../../components/picker.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Stage } from '../../components/stage.tsx';
import { AskHow } from './ask-how.tsx';
import { ChosenPlaces } from './chosen-places.tsx';
import { type AuditQuestion, waitsFor, withoutPlace, withPlace } from './question.ts';
import { TrustedRoot } from './trusted-root.tsx';

interface ChooseFilesProps {
  question: AuditQuestion;
  problem: Problem | null;
  onQuestion: (question: AuditQuestion) => void;
  onCheck: () => void;
  onLeave: () => void;
}

type Wanted = 'folder' | 'file' | 'root';

const panels = {
  folder: {
    want: 'folder',
    title: 'Add a folder to check',
    lead: 'Everything below it is read. Files of another kind are named and left aside.',
    verb: 'Add',
  },
  file: {
    want: 'file',
    title: 'Add a file to check',
    lead: 'A root, other metadata, a certificate or a key.',
    verb: 'Add',
  },
  root: {
    want: 'file',
    title: 'Choose the root that you trust',
    lead: 'A file such as 1.root.json that you have from somebody else, not from these files.',
    verb: 'Trust',
  },
} as const;

/** What is to be audited, and how. The files are read, and never changed. */
export function ChooseFiles({ question, problem, onQuestion, onCheck, onLeave }: ChooseFilesProps) {
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const reason = waitsFor(question);
  const picked = (id: string, name: string) => {
    const kind = wanted === 'folder' ? 'folder' : 'file';
    const place = { id, name, kind } as const;
    onQuestion(
      wanted === 'root' ? { ...question, trustedRoot: place } : withPlace(question, place),
    );
    setWanted(null);
  };
  return (
    <Stage
      heading="Which files do you want to check?"
      lead="The station reads everything and replays it: each signature, each root, each piece of evidence. No network is used and nothing is changed."
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onLeave}>
              Back
            </Button>
          }
          note={reason === '' ? 'It can be cancelled at any time.' : reason}
          primary={
            <Button
              kind="primary"
              iconAfter="right"
              waiting={reason !== ''}
              describedBy={ACTION_NOTE}
              onPress={onCheck}
            >
              Check these files
            </Button>
          }
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <div className="ask-grid">
        <ChosenPlaces
          places={question.places}
          onFolder={() => setWanted('folder')}
          onFile={() => setWanted('file')}
          onRemove={(id) => onQuestion(withoutPlace(question, id))}
        />
        <div className="side">
          <AskHow question={question} onQuestion={onQuestion} />
          <TrustedRoot
            root={question.trustedRoot}
            onChoose={() => setWanted('root')}
            onRemove={() => onQuestion({ ...question, trustedRoot: null })}
          />
        </div>
      </div>
      {wanted === null ? null : (
        <Picker {...panels[wanted]} onPick={picked} onClose={() => setWanted(null)} />
      )}
    </Stage>
  );
}
