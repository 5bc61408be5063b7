import type { ReactNode } from 'react';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { Stage } from '../../../components/stage.tsx';

interface NotWrittenProps {
  loaded: boolean;
  busy: boolean;
  problem: ReactNode;
  back: ReactNode;
  onWrite: () => void;
}

const acts = [
  ['Your public key becomes a file', 'With it goes what the device certifies, if it can.'],
  ['Nothing is overwritten', 'A file that is there and differs stops this step.'],
  ['Each file is read back from disk', 'And compared byte by byte with what was written.'],
] as const;

/** Before anything is written: what will be, and that no secret is in it. */
export function NotWritten({ loaded, busy, problem, back, onWrite }: NotWrittenProps) {
  return (
    <Stage
      heading="Write your public key to the ceremony folder"
      lead="The host and the auditors need it. After this you read its fingerprint aloud, and others compare."
      actions={
        <ActionBar
          back={back}
          note="No secret is in these files. The token is not asked."
          primary={
            <Button
              kind="primary"
              iconAfter="right"
              waiting={!loaded || busy}
              describedBy={ACTION_NOTE}
              onPress={onWrite}
            >
              Write the files
            </Button>
          }
        />
      }
    >
      {problem}
      <Card title="What will happen" className="will-do">
        <ol className="todo">
          {acts.map(([title, detail]) => (
            <li key={title}>
              <b>{title}</b>
              <span>{detail}</span>
            </li>
          ))}
        </ol>
      </Card>
    </Stage>
  );
}
