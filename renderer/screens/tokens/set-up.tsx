import { useState } from 'react';
import type { TokenDetails } from '../../../src/contract/token-care.ts';
import { useCall } from '../../calls.ts';
import { Button } from '../../components/button.tsx';
import { SetUpConfirm } from './set-up-confirm.tsx';
import { SetUpDone } from './set-up-done.tsx';
import { SetUpSecrets } from './set-up-secrets.tsx';
import { SettingUp } from './setting-up.tsx';

interface SetUpProps {
  /** As they were when the set-up began: what the person agreed to lose. */
  details: TokenDetails;
  setUp: NonNullable<TokenDetails['setUp']>;
  /** Back to the details; null where nothing was done. */
  onEnd: (after: TokenDetails | null) => void;
  /** Looks at the token again, after a stop. */
  onLook: () => void;
}

/** The guided path of a set-up: what will be gone and the number typed, PIN and PUK, the work, what was read back. */
export function SetUp({ details, setUp, onEnd, onLook }: SetUpProps) {
  const act = useCall('tokens.setUp');
  const [typed, setTyped] = useState<string | null>(null);
  const [after, setAfter] = useState<TokenDetails | null>(null);
  const { id } = details.token;
  const send = async (secrets: {
    pin: string;
    pinRepeat: string;
    puk: string;
    pukRepeat: string;
  }): Promise<void> => {
    const { losesKey } = setUp;
    const done = await act.run({ token: id, serial: typed ?? '', losesKey, ...secrets });
    if (done === null) onLook();
    else setAfter(done);
  };
  if (after !== null) return <SetUpDone details={after} onGoOn={() => onEnd(after)} />;
  if (act.pending) return <SettingUp details={details} reports={act.reports} />;
  if (typed === null) {
    return (
      <SetUpConfirm
        details={details}
        setUp={setUp}
        back={
          <Button kind="quiet" icon="left" onPress={() => onEnd(null)}>
            Back
          </Button>
        }
        onConfirm={setTyped}
      />
    );
  }
  return (
    <SetUpSecrets
      details={details}
      setUp={setUp}
      problem={act.problem}
      back={
        <Button kind="quiet" icon="left" onPress={() => setTyped(null)}>
          Back
        </Button>
      }
      onSend={(secrets) => void send(secrets)}
    />
  );
}
