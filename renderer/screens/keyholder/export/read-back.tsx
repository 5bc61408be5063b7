import type { ReactNode } from 'react';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { ReadAloud } from '../../../components/read-aloud.tsx';
import { agreesWhole, type RowCheck } from '../../../components/row-check.ts';
import { Stage } from '../../../components/stage.tsx';
import { useKeys } from '../../../keyboard.ts';
import { rowsInWords } from '../../rows-in-words.ts';

interface ReadBackProps {
  digest: string;
  practice: boolean;
  busy: boolean;
  problem: ReactNode;
  check: RowCheck;
  onCheck: (check: RowCheck) => void;
  onBack: () => void;
  onConfirmed: () => void;
}

/** Read-aloud mode: the keyholder reads a row, the listeners say what they have, Space confirms it. */
export function ReadBack({
  digest,
  practice,
  busy,
  problem,
  check,
  onCheck,
  onBack,
  onConfirmed,
}: ReadBackProps) {
  useKeys({ 'Alt+ArrowLeft': onBack, Escape: onBack });
  const whole = agreesWhole(check);
  return (
    <Stage
      heading="Read your fingerprint aloud, a row at a time"
      lead="Say the letter and the four words. When the others have the same, press Space."
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onBack}>
              Back to the files
            </Button>
          }
          note={noteFor(check)}
          primary={
            <Button
              kind="primary"
              iconAfter="right"
              waiting={!whole || busy}
              describedBy={ACTION_NOTE}
              onPress={onConfirmed}
            >
              All eight rows agree
            </Button>
          }
        />
      }
    >
      {problem}
      <ReadAloud
        digest={digest}
        of="your public key"
        practice={practice}
        check={check}
        onCheck={onCheck}
      />
    </Stage>
  );
}

function noteFor(check: RowCheck): string {
  if (check.differs.size > 0) {
    const one = check.differs.size === 1;
    return `${rowsInWords(check.differs)} ${one ? 'differs. Read it again; if it still differs' : 'differ. Read them again; if they still differ'}, tell the host.`;
  }
  return check.same.size === 8 ? '' : `${check.same.size} of 8 rows confirmed.`;
}
