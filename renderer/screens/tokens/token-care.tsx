import { useState } from 'react';
import type { TokenDetails } from '../../../src/contract/token-care.ts';
import { useCall, useEvent, useLook } from '../../calls.ts';
import { LookingStage } from '../looking-stage.tsx';
import { CareContext, type CareWay } from '../../care-ways.ts';
import { Back } from './back.tsx';
import { DetailsStage } from './details-stage.tsx';
import { NewPinStage } from './new-pin-stage.tsx';
import { RemoveKey } from './remove-key.tsx';
import { SetUp } from './set-up.tsx';

interface TokenCareProps {
  /** The opaque name of the token. */
  token: string;
  /** Where one begins. */
  first: CareWay;
  /** Out of it, to where one came from. */
  onBack: () => void;
}

/** One token: what it tells, and what is done with it. What was read when an act began stays until it has ended. */
export function TokenCare({ token, first, onBack }: TokenCareProps) {
  const look = useLook('tokens.details', token);
  const [way, setWay] = useState<CareWay>(first);
  const [key, setKey] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [begun, setBegun] = useState<TokenDetails | null>(null);
  // What came or went is looked at, but never under a set-up: its first page says what will be gone.
  useEvent('tokens.changed', () => {
    if (way !== 'set-up') look.again();
  });
  const details = begun ?? look.value;
  const go = (next: CareWay, which: string | null = null): void => {
    setDone(null);
    setKey(which);
    setBegun(next === 'set-up' ? look.value : null);
    setWay(next);
  };
  const ended = (after: TokenDetails | null, sentence: string | null): void => {
    setBegun(null);
    if (after !== null) look.set(after);
    else look.again();
    setDone(sentence);
    setWay('details');
  };
  const leave = (): void => {
    if (first !== 'details') onBack();
    // What was seen before an act that stopped may not be so any more.
    else ended(null, null);
  };
  if (details === null) {
    return (
      <LookingStage
        heading="Looking at the token"
        problem={look.problem}
        onBack={onBack}
        onLook={look.again}
      />
    );
  }
  switch (way) {
    case 'set-up':
      if (details.setUp !== null && details.setUp.lock === null) {
        return (
          <SetUp
            details={details}
            setUp={details.setUp}
            onEnd={(after) => (after === null ? leave() : ended(after, 'Set up'))}
            onStopped={() => ended(null, null)}
          />
        );
      }
      break;
    case 'change-pin':
    case 'unblock':
      // A token of another kind has no PUK: its details say who helps.
      if ((way === 'unblock' ? details.unblockPin : details.changePin) !== null) {
        return (
          <CareContext value={(next) => go(next)}>
            <NewPin
              key={way}
              details={details}
              by={way === 'unblock' ? 'PUK' : 'PIN'}
              onLeave={leave}
              onUnblock={() => go('unblock')}
              onDone={(after) => ended(after, 'The PIN was changed')}
              onLook={look.again}
            />
          </CareContext>
        );
      }
      break;
    case 'remove-key':
      if (key !== null) {
        return (
          <Removal
            details={details}
            spkiSha256={key}
            onLeave={leave}
            onDone={(after) => ended(after, 'The practice key was removed')}
            onLook={look.again}
          />
        );
      }
      break;
    case 'details':
      break;
  }
  return (
    <DetailsStage
      details={look.problem === null ? details : { ...details, problem: look.problem }}
      back={<Back onLeave={onBack} />}
      done={done}
      onWay={go}
      onLook={look.again}
    />
  );
}

interface ActProps {
  details: TokenDetails;
  /** Out of the act, before it is begun or after it has ended. */
  onLeave: () => void;
  onDone: (after: TokenDetails) => void;
  /** Looks again after a stop: the tries left have changed. */
  onLook: () => void;
}

function NewPin({
  by,
  onUnblock,
  onDone,
  onLook,
  onLeave,
  ...rest
}: ActProps & { by: 'PIN' | 'PUK'; onUnblock: () => void }) {
  const change = useCall('tokens.changePin');
  const unblock = useCall('tokens.unblockPin');
  const token = rest.details.token.id;
  const send = async (secret: string, next: string, repeat: string): Promise<void> => {
    const after =
      by === 'PIN'
        ? await change.run({ token, pin: secret, next, repeat })
        : await unblock.run({ token, puk: secret, next, repeat });
    if (after === null) onLook();
    else onDone(after);
  };
  const offer = by === 'PIN' && rest.details.unblockPin?.lock === null;
  const busy = change.pending || unblock.pending;
  return (
    <NewPinStage
      {...rest}
      by={by}
      busy={busy}
      back={<Back onLeave={onLeave} busy={busy} />}
      problem={change.problem ?? unblock.problem}
      onUnblock={offer && !busy ? onUnblock : null}
      onSend={(secret, next, repeat) => void send(secret, next, repeat)}
    />
  );
}

function Removal({
  spkiSha256,
  onDone,
  onLook,
  onLeave,
  ...rest
}: ActProps & { spkiSha256: string }) {
  const remove = useCall('tokens.removeKey');
  const send = async (serial: string, pin: string): Promise<void> => {
    const token = rest.details.token.id;
    const after = await remove.run({ token, serial, spkiSha256, pin });
    if (after === null) onLook();
    else onDone(after);
  };
  return (
    <RemoveKey
      {...rest}
      back={<Back onLeave={onLeave} busy={remove.pending} />}
      spkiSha256={spkiSha256}
      busy={remove.pending}
      problem={remove.problem}
      onSend={(serial, pin) => void send(serial, pin)}
    />
  );
}
