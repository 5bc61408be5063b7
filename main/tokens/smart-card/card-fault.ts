/**
 * Why the smart card service or a card did not do what it was asked. Never holds what was sent. With `no-service`,
 * `other-service` and `in-use` nothing reached a card; `lost` is the service that went away after something may have.
 */
export type CardFaultKind =
  'no-service' | 'other-service' | 'lost' | 'no-answer' | 'removed' | 'in-use' | 'failed';

/** Raised below the level of PIV commands; becomes a TokenError before anybody sees it. */
export class CardFault extends Error {
  readonly kind: CardFaultKind;
  constructor(kind: CardFaultKind) {
    super(kind);
    this.kind = kind;
  }
}

/** SCARD_* of PC/SC, as the service answers them, in the few kinds that a person can act on. */
export function cardFault(code: number): CardFault {
  switch (code) {
    case 0x8010000b: // SHARING_VIOLATION
      return new CardFault('in-use');
    case 0x80100009: // UNKNOWN_READER
    case 0x8010000c: // NO_SMARTCARD
    case 0x80100017: // READER_UNAVAILABLE
    case 0x80100066: // UNRESPONSIVE_CARD
    case 0x80100067: // UNPOWERED_CARD
    case 0x80100068: // RESET_CARD
    case 0x80100069: // REMOVED_CARD
    case 0x80100016: // NOT_TRANSACTED
    case 0x8010002f: // COMM_ERROR
      return new CardFault('removed');
    case 0x8010001d: // NO_SERVICE
      return new CardFault('other-service');
    default:
      return new CardFault('failed');
  }
}
