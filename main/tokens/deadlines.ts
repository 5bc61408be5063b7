import type { Asked } from './wire.ts';

/** How long each operation may take before its process is ended, in milliseconds. */
export interface Deadlines {
  readonly load: number;
  readonly look: number;
  readonly read: number;
  /** A YubiKey waits 15 seconds for a touch. */
  readonly sign: number;
  readonly makeKey: number;
  readonly makeRsaKey: number;
  readonly setPin: number;
  readonly makeToken: number;
}

export const usualDeadlines: Deadlines = {
  load: 15_000,
  look: 10_000,
  read: 10_000,
  sign: 30_000,
  makeKey: 60_000,
  makeRsaKey: 120_000,
  setPin: 15_000,
  makeToken: 15_000,
};

/** The deadline of one request. */
export function deadlineOf(asked: Asked, deadlines: Deadlines): number {
  switch (asked.op) {
    case 'load':
      return deadlines.load;
    case 'look':
      return deadlines.look;
    case 'read-key':
    case 'keys-behind-pin':
      return deadlines.read;
    case 'sign':
      return deadlines.sign;
    case 'remove-key':
      return deadlines.read;
    case 'make-key':
      return asked.scheme === 'rsassa-pss-sha256' ? deadlines.makeRsaKey : deadlines.makeKey;
    case 'init-pin':
    case 'change-pin':
      return deadlines.setPin;
    case 'init-token':
      return deadlines.makeToken;
  }
}
