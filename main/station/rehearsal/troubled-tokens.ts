import type { HostFault } from '../../tokens/wire.ts';
import { faultError } from '../../tokens/error-map.ts';
import type { SignRequest } from '../../tokens/token.ts';
import type { PlayedTokens } from '../played-tokens.ts';

/**
 * The same tokens, and the one that is asked to sign next is in trouble. Where the token itself can be brought into
 * it, it answers itself; where it cannot, the station answers as the token would.
 */
export function troubledTokens(
  tokens: PlayedTokens,
  trouble: 'pulled-token' | 'locked-pin',
): PlayedTokens {
  return {
    list: () => tokens.list(),
    makeKey: (request) => tokens.makeKey(request),
    challenge: (request) => tokens.challenge(request),
    createColleague: (name) => tokens.createColleague(name),
    colleaguePin: (ref) => tokens.colleaguePin(ref),
    removePractice: (ref) => tokens.removePractice(ref),
    close: () => tokens.close(),
    async sign(request: SignRequest) {
      const { key } = request;
      const arranged =
        trouble === 'pulled-token' ? await tokens.pull?.(key) : await tokens.lockPin?.(key);
      if (arranged === true) return tokens.sign(request);
      throw faultError(asTokensAnswer[trouble], { kind: 'sign', serial: key.serial });
    },
  };
}

const asTokensAnswer: Readonly<Record<'pulled-token' | 'locked-pin', HostFault>> = {
  // CKR_DEVICE_REMOVED
  'pulled-token': { kind: 'cryptoki', code: 0x32, stage: 'sign', flags: null, elapsed: 0 },
  // CKR_PIN_LOCKED. SoftHSM counts no wrong PINs and never answers it.
  'locked-pin': { kind: 'cryptoki', code: 0xa4, stage: 'login', flags: null, elapsed: 0 },
};
