/** What was under way when something went wrong, for the words of the error. */
export interface Act {
  readonly kind:
    'look' | 'read' | 'make-key' | 'sign' | 'set-pin' | 'set-up' | 'make-token' | 'remove-key';
  /** The token's serial, where one was named. */
  readonly serial: string | null;
}

/** What did not happen when the act stopped before the token did anything. */
export function notDoneOf(act: Act): readonly string[] {
  switch (act.kind) {
    case 'sign':
      return ['Nothing was signed'];
    case 'make-key':
      return ['No key was made'];
    case 'set-pin':
      return ['No PIN was set'];
    case 'set-up':
      return ['Nothing was changed on the YubiKey'];
    case 'make-token':
      return ['No practice token was made'];
    case 'remove-key':
      return ['No key was removed'];
    case 'look':
    case 'read':
      return [];
  }
}

/** What nobody can know when the act was cut off while the token was at it. */
export function unknownOf(act: Act): string {
  switch (act.kind) {
    case 'sign':
      return 'No signature came back. Whether the token made one is not known; it is nowhere kept.';
    case 'make-key':
      return 'A key may be on the token now. Look at it before you make another.';
    case 'set-pin':
      return 'Whether the PIN was set is not known. Look at the token again.';
    case 'set-up':
      return 'It may be half set up. Look at the token again, and set it up from the start.';
    case 'make-token':
      return 'A new practice token may be there now. Look at the list again.';
    case 'remove-key':
      return 'The key may be gone, or half of it. Look at the token again.';
    case 'look':
    case 'read':
      return 'Look again.';
  }
}
