import type { Plan } from '../../ceremony/plan.ts';
import type { Instant } from '../../encoding/instant.ts';
import type { SpkiDigest } from '../../keys/public-key.ts';
import type { AuditFile } from '../input.ts';

/** The key of somebody that is in the ceremony already. */
export interface OtherKey {
  /** The id in the plan, of a participant or an online key. */
  readonly participant: string;
  readonly name: string;
  readonly spki: SpkiDigest;
}

/** A key that comes in, and what it is held against. */
export interface IncomingQuestion {
  readonly plan: Plan;
  /** Whose key it is, as it says of itself; null where only the serial tells. */
  readonly from: string | null;
  /** The name of its folder below `keys/`: a serial, with `-` and eight digits for a further key of a token. */
  readonly name: string;
  /** Everything that lies in that folder, with paths from the ceremony folder down. */
  readonly files: readonly AuditFile[];
  readonly others: readonly OtherKey[];
  readonly asOf: Instant;
}
