import type { TokenDetails } from '../../../src/contract/token-care.ts';
import type { CareWay } from '../../care-ways.ts';

/** What a person most likely came for, as the one primary action; null where nothing has to be done. */
export interface MainWay {
  readonly way: CareWay;
  readonly text: string;
  readonly note: string;
}

/** A locked PIN is unblocked; a YubiKey as from the factory is set up. Never an erasure. */
export function mainWay({ setUp, changePin, unblockPin }: TokenDetails): MainWay | null {
  if (unblockPin?.lock === null && changePin !== null && changePin.lock !== null) {
    return { way: 'unblock', text: 'Unblock the PIN', note: 'You need its PUK.' };
  }
  if (setUp !== null && setUp.lock === null && setUp.erases.length === 0) {
    return {
      way: 'set-up',
      text: 'Set this YubiKey up',
      note: 'It is as it came from the factory. Nothing will be lost.',
    };
  }
  return null;
}
