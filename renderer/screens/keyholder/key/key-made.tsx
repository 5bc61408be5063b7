import type { ReactNode } from 'react';
import type { KeyView } from '../../../../src/contract/keyholder.ts';
import type { TokenView } from '../../../../src/contract/tokens.ts';
import { sheetOf } from '../../../../src/encoding/fingerprint.ts';
import { ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { ClaimList } from '../../../components/claim-list.tsx';
import { useFullSheet } from '../../../components/full-sheet.tsx';
import { Serial } from '../../../components/serial.tsx';
import { Stage } from '../../../components/stage.tsx';
import { Weave } from '../../../components/weave.tsx';
import { minuteInWords } from '../../../words.ts';

interface KeyMadeProps {
  made: KeyView;
  token: TokenView | null;
  practice: boolean;
  back: ReactNode;
  onGoOn: () => void;
}

/** The key is there: what the token says of it, read back, and its fingerprint in short. */
export function KeyMade({ made, token, practice, back, onGoOn }: KeyMadeProps) {
  const sheet = useFullSheet(made.spkiSha256, 'your public key', practice);
  const rowA = sheetOf(made.spkiSha256)[0];
  return (
    <Stage
      heading="Your key is on the token"
      lead={
        token === null || token.serial === null ? (
          'It was read back from the token after it was made.'
        ) : (
          <>
            It was read back from <Serial value={token.serial} /> after it was made.
          </>
        )
      }
      actions={
        <ActionBar
          back={back}
          primary={
            <Button kind="primary" iconAfter="right" onPress={onGoOn}>
              Go on to evidence
            </Button>
          }
        />
      }
    >
      <div className="cols">
        <Card title="What the token says of it" className="claims-card">
          <ClaimList claims={made.claims} />
        </Card>
        <Card title="Your public key">
          <p className="hint">{`${made.algorithm}, made ${minuteInWords(made.madeAt)}`}</p>
          <div className="bytes-row">
            <Weave digest={made.spkiSha256} of="your public key" practice={practice} />
            <div>
              <p className="words-stack">
                {rowA?.words.map((word) => (
                  <span key={word}>{word}</span>
                ))}
              </p>
              <p className="hint">Row A of eight</p>
            </div>
          </div>
          <Button kind="link" onPress={sheet.open}>
            Show all 32 words and 64 digits
          </Button>
        </Card>
      </div>
      {sheet.panel}
    </Stage>
  );
}
