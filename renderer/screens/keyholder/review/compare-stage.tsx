import type { Review } from '../../../../src/contract/review.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { ReadAloud } from '../../../components/read-aloud.tsx';
import { agreesWhole, type RowCheck } from '../../../components/row-check.ts';
import { Stage } from '../../../components/stage.tsx';
import { useKeys } from '../../../keyboard.ts';
import { rowsInWords } from '../../rows-in-words.ts';

interface CompareProps {
  bytes: Review['bytes'];
  practice: boolean;
  check: RowCheck;
  onCheck: (check: RowCheck) => void;
  onBack: () => void;
  onDoubt: () => void;
}

/** The eight rows of the bytes to be signed, compared with a device that this machine does not control. */
export function CompareStage({ bytes, practice, check, onCheck, onBack, onDoubt }: CompareProps) {
  useKeys({ Escape: onBack });
  const agrees = agreesWhole(check);
  const differ = check.differs.size > 0;
  return (
    <Stage
      heading="Compare the bytes with a second device"
      lead="Read each row aloud. Somebody with another station, or an attendee’s page, answers whether it is the same there."
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onBack}>
              Back to the review
            </Button>
          }
          doubt={
            <Button kind="quiet" icon="flag" onPress={onDoubt}>
              This is not what I expected
            </Button>
          }
          note={noteOf(check, agrees)}
          primary={
            <Button
              kind="primary"
              icon="check"
              waiting={!agrees}
              describedBy={ACTION_NOTE}
              onPress={onBack}
            >
              All eight rows agree
            </Button>
          }
        />
      }
    >
      {differ ? (
        <p className="note-line note-stop" role="alert">
          <Icon name="stop" />
          {rowsInWords(check.differs)} {check.differs.size === 1 ? 'differs' : 'differ'}. The two
          devices hold different bytes. Do not sign. Nothing was signed, no PIN was asked.
        </p>
      ) : null}
      <ReadAloud
        digest={bytes.sha256}
        of="the bytes you will sign"
        practice={practice}
        check={check}
        onCheck={onCheck}
      />
    </Stage>
  );
}

function noteOf(check: RowCheck, agrees: boolean): string {
  if (agrees) return '';
  if (check.differs.size > 0) return 'A row differs.';
  return check.same.size === 0
    ? 'Space ticks the row that is lit.'
    : `${check.same.size} of 8 rows agree.`;
}
