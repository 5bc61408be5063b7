import { ownToken } from '../keyholder/token/token-list.ts';
import { useEvent, useLook } from '../../calls.ts';
import { LookingStage } from '../looking-stage.tsx';
import type { CareWay } from '../../care-ways.ts';
import { TokenCare } from './token-care.tsx';

interface PlannedTokenCareProps {
  first: CareWay;
  /** The opaque name of one token; null: the one that this person works with, once it is plugged in. */
  token: string | null;
  onBack: () => void;
}

/** One token in a ceremony: the one that was chosen in the list, or the one of the person who sits here. */
export function PlannedTokenCare({ first, token, onBack }: PlannedTokenCareProps) {
  if (token !== null) return <TokenCare token={token} first={first} onBack={onBack} />;
  return <OwnTokenCare first={first} onBack={onBack} />;
}

function OwnTokenCare({ first, onBack }: Omit<PlannedTokenCareProps, 'token'>) {
  const look = useLook('tokens.list', null);
  useEvent('tokens.changed', look.set);
  const token = look.value === null ? null : ownToken(look.value);
  if (token !== null) return <TokenCare token={token.id} first={first} onBack={onBack} />;
  return (
    <LookingStage
      heading={look.value === null ? 'Looking at your token' : 'Plug in your token'}
      problem={look.problem}
      onBack={onBack}
      onLook={look.again}
    />
  );
}
