import { useState } from 'react';
import type { TokenDetails } from '../../../src/contract/token-care.ts';
import { type Call, useCall } from '../../calls.ts';
import { Back } from './back.tsx';
import { SetUpConfirm } from './set-up-confirm.tsx';
import { SetUpDone } from './set-up-done.tsx';
import { SetUpSecrets } from './set-up-secrets.tsx';
import { SetUpStopped } from './set-up-stopped.tsx';
import { SettingUp } from './setting-up.tsx';

interface SetUpProps {
  /** As they were when the set-up began: what the person agreed to lose. */
  details: TokenDetails;
  setUp: NonNullable<TokenDetails['setUp']>;
  /** Back to the details; null where nothing was done. */
  onEnd: (after: TokenDetails | null) => void;
  /** Back to the details, which are read again: the token may not be what it was. */
  onStopped: () => void;
}

/** The guided path of a set-up: what will be gone and the number typed, PIN and PUK, the work, what was read back. */
export function SetUp({ details, setUp, onEnd, onStopped }: SetUpProps) {
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
    if (done !== null) setAfter(done);
  };
  if (after !== null) return <SetUpDone details={after} onGoOn={() => onEnd(after)} />;
  if (act.pending) return <SettingUp details={details} reports={act.reports} />;
  if (act.problem !== null && hasToBeSeenAgain(act)) {
    return <SetUpStopped details={details} problem={act.problem} onLook={onStopped} />;
  }
  if (typed === null) {
    return (
      <SetUpConfirm
        details={details}
        setUp={setUp}
        back={<Back onLeave={() => onEnd(null)} />}
        onConfirm={setTyped}
      />
    );
  }
  return (
    <SetUpSecrets
      details={details}
      setUp={setUp}
      problem={act.problem}
      back={<Back onLeave={() => setTyped(null)} />}
      onSend={(secrets) => void send(secrets)}
    />
  );
}

/**
 * A PIN or PUK that was refused before anything was sent is chosen again on the same page. After any other stop the token
 * may not be what the first page said, and is looked at again.
 */
function hasToBeSeenAgain({
  problem,
  reports,
}: Pick<Call<'tokens.setUp'>, 'problem' | 'reports'>): boolean {
  return problem !== null && (reports.length > 0 || !problem.code.startsWith('pin.'));
}
