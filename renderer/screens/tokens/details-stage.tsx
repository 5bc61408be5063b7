import type { ReactNode } from 'react';
import type { TokenDetails } from '../../../src/contract/token-care.ts';
import { ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FingerprintSheet } from '../../components/fingerprint-sheet.tsx';
import { Icon } from '../../components/icon.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Serial } from '../../components/serial.tsx';
import { Stage } from '../../components/stage.tsx';
import { TokenDrawing } from '../../components/token-drawing.tsx';
import type { CareWay } from '../../care-ways.ts';
import { FactList } from './fact-list.tsx';
import { KeyLine } from './key-line.tsx';
import { mainWay } from './main-way.ts';

interface DetailsStageProps {
  details: TokenDetails;
  back: ReactNode;
  /** Something was done just now: one sentence. */
  done?: string | null;
  onWay: (way: CareWay, key?: string) => void;
  onLook: () => void;
}

/** Everything that a token tells, and what may be done with it. Reading it writes nothing. */
export function DetailsStage({ details, back, done = null, onWay, onLook }: DetailsStageProps) {
  const { token, module, problem } = details;
  const main = mainWay(details);
  return (
    <Stage
      heading={`What this ${token.kind === 'yubikey' ? 'YubiKey' : 'token'} tells of itself`}
      lead={
        token.serial === null ? (
          token.model
        ) : (
          <>
            {token.model}, serial <Serial value={token.serial} />. Looking changes nothing.
          </>
        )
      }
      eyebrow={done === null ? undefined : { kind: 'ok', icon: 'check', text: done }}
      aside={<TokenDrawing model={token.model} practice={token.practice} />}
      actions={
        <ActionBar
          back={back}
          doubt={
            <Button kind="quiet" onPress={onLook}>
              Look again
            </Button>
          }
          note={main === null ? '' : main.note}
          primary={
            main === null ? null : (
              <Button kind="primary" iconAfter="right" onPress={() => onWay(main.way)}>
                {main.text}
              </Button>
            )
          }
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <div className="cols details-cols">
        <Card title="What it is">
          <FactList facts={details.device} />
        </Card>
        <div className="side">
          {details.secrets.length === 0 ? null : (
            <Card title="What guards it">
              <FactList facts={details.secrets} />
              <PinWays details={details} onWay={onWay} />
            </Card>
          )}
          <Card title="Keys on it">
            <Keys details={details} onWay={onWay} />
          </Card>
          {details.setUp === null || main?.way === 'set-up' ? null : (
            <SetUpCard setUp={details.setUp} onWay={onWay} />
          )}
        </div>
      </div>
      {module === null ? null : (
        <details className="more">
          <summary>{`Digest of ${module.name}, through which it is seen`}</summary>
          <FingerprintSheet digest={module.sha256} of={`the file of ${module.name}`} />
        </details>
      )}
    </Stage>
  );
}

function PinWays({
  details: { changePin, unblockPin },
  onWay,
}: Pick<DetailsStageProps, 'details' | 'onWay'>) {
  if (changePin === null) return null;
  const lock = changePin.lock ?? unblockPin?.lock ?? null;
  return (
    <>
      <div className="row">
        {changePin.lock === null ? (
          <Button small icon="lock" onPress={() => onWay('change-pin')}>
            Change the PIN
          </Button>
        ) : null}
        {unblockPin?.lock === null ? (
          <Button small icon="key" onPress={() => onWay('unblock')}>
            Set a new PIN by the PUK
          </Button>
        ) : null}
      </div>
      {lock === null ? null : <Locked why={lock} />}
    </>
  );
}

function Keys({ details, onWay }: Pick<DetailsStageProps, 'details' | 'onWay'>) {
  if (details.problem !== null && details.keys.length === 0)
    return <p className="hint">Not known: it could not be read.</p>;
  if (details.keys.length === 0) return <p className="hint">It shows no key.</p>;
  return (
    <ul className="key-lines">
      {details.keys.map(({ place, spkiSha256, sentence, removable }) => (
        <KeyLine
          key={place}
          place={place}
          spkiSha256={spkiSha256}
          sentence={sentence}
          practice={details.token.practice}
        >
          {removable && spkiSha256 !== null ? (
            <Button small onPress={() => onWay('remove-key', spkiSha256)}>
              Remove this practice key
            </Button>
          ) : null}
        </KeyLine>
      ))}
    </ul>
  );
}

function SetUpCard({
  setUp,
  onWay,
}: {
  setUp: NonNullable<TokenDetails['setUp']>;
  onWay: DetailsStageProps['onWay'];
}) {
  return (
    <Card title="Begin anew with it">
      <p>A set-up gives it a PIN, a PUK and a management key of its own.</p>
      {setUp.erases.length === 0 ? null : <p>What is on it now will be gone.</p>}
      {setUp.lock === null ? (
        <div className="row">
          <Button small icon="warning" onPress={() => onWay('set-up')}>
            Set it up anew…
          </Button>
        </div>
      ) : (
        <Locked why={setUp.lock} />
      )}
    </Card>
  );
}

function Locked({ why }: { why: string }) {
  return (
    <p className="note-line">
      <Icon name="lock" />
      {why}
    </p>
  );
}
