import { EncodingError } from '../../encoding/encoding-error.ts';
import { fromUtf8, utf8 } from '../../encoding/utf8.ts';
import type { SpkiDigest } from '../../keys/public-key.ts';
import { Line } from '../plan-values.ts';
import { isSerial, type Serial } from '../serial.ts';
import { isSpkiDigest } from '../../keys/spki-digest.ts';
import { challengeOf, challengeText, type DelegationChallenge } from './challenge.ts';

/** What one key signs: the challenge, and who answers it with which key. */
export interface ProofText {
  readonly challenge: DelegationChallenge;
  /** The holder as their own plan names them. Nobody else vouches for it. */
  readonly holder: string;
  readonly serial: Serial;
  /**
   * The digest of the answering key. Without it one could work out, for a signature of any numbers, a key that it
   * verifies under (ECDSA key recovery) and that nobody has.
   */
  readonly key: SpkiDigest;
}

/** Most bytes that a key signs for a delegation. */
export const longestProofText = 2048;

const form =
  /^([\s\S]{1,512}\n)holder ([^\n]{1,240})\nserial ([A-Za-z0-9-]{1,64})\nkey ([0-9a-f]{64})\n$/;

/** The bytes that are signed: the challenge as it is, then three lines. */
export function proofBytes({ challenge, holder, serial, key }: ProofText): Uint8Array<ArrayBuffer> {
  return utf8(`${challengeText(challenge)}holder ${holder}\nserial ${serial}\nkey ${key}\n`);
}

/** The answer that these bytes are, or null: only what `proofBytes` writes is one. */
export function proofTextOf(bytes: Uint8Array): ProofText | null {
  if (bytes.length > longestProofText) return null;
  const [, before, holder, serial, key] = form.exec(textOf(bytes)) ?? [];
  const challenge = challengeOf(before ?? '');
  if (challenge === null || holder === undefined || key === undefined) return null;
  if (!Line.safeParse(holder).success || !isSpkiDigest(key)) return null;
  if (serial === undefined || !isSerial(serial)) return null;
  return { challenge, holder, serial, key };
}

function textOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch (error) {
    if (error instanceof EncodingError) return '';
    throw error;
  }
}
