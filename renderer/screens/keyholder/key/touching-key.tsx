import type { Phase } from '../../../../src/contract/keyholder.ts';
import type { TokenView } from '../../../../src/contract/tokens.ts';
import { TokenName } from '../../../components/token-name.tsx';
import { SignLayout } from '../sign/sign-layout.tsx';
import { TouchRing } from '../sign/touch-ring.tsx';
import { KeyPhases } from './key-phases.tsx';

interface TouchingKeyProps {
  token: TokenView;
  secondsLeft: number;
  phases: readonly Phase[];
}

/** The new key proves that it works: the token waits for a finger, as it will for every signature. */
export function TouchingKey({ token, secondsLeft, phases }: TouchingKeyProps) {
  return (
    <SignLayout
      ring={
        <TouchRing
          model={token.model}
          practice={token.practice}
          state={{ kind: 'waiting', secondsLeft }}
          never={false}
          onPress={null}
        />
      }
      eyebrow={{ kind: 'ink', icon: 'touch', text: 'Waiting for your finger' }}
      heading={touchHeading}
      lead={
        <>
          Rest a finger on the gold disc of <TokenName token={token} />. It is blinking.
        </>
      }
    >
      <KeyPhases phases={phases} live={false} />
    </SignLayout>
  );
}

export const touchHeading = 'Touch your YubiKey now';
