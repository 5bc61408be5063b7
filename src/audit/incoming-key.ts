import type { Claim } from '../attestation/policy.ts';
import type { PublicKey } from '../keys/public-key.ts';
import { gatherEvidence } from './evidence.ts';
import { evidenceClaims } from './incoming-key/attested.ts';
import { holderOf, type KeyHolder, ownerClaim } from './incoming-key/holder.ts';
import { kindClaim, sharedClaims } from './incoming-key/own-key.ts';
import type { IncomingQuestion } from './incoming-key/question.ts';
import { type InputFile, readInput } from './input.ts';

/** An exported key as it comes in, checked as an auditor would, each line held against the plan. */
export interface IncomingKey {
  readonly name: string;
  readonly serial: string;
  /** Whose key it is by the plan, a participant's or an online key's; null where nobody's. */
  readonly holder: KeyHolder | null;
  /** null where no public key can be read. */
  readonly publicKey: PublicKey | null;
  readonly claims: readonly Claim[];
  /** `stop`: against the plan, it stays outside. */
  readonly state: 'ok' | 'note' | 'stop';
}

/**
 * Judges the files of one exported key: whose it is, its kind, its attestation up to the pinned root, the serial and the
 * policies of the plan, and whether somebody else has the same key. Never throws for what the files hold.
 */
export function judgeIncomingKey(question: IncomingQuestion): IncomingKey {
  const { plan, name, files } = question;
  const serial = name.replace(/-[0-9a-f]{8}$/, '');
  const read = files.map(readInput);
  const { evidence } = gatherEvidence(read);
  const [one] = evidence;
  const publicKey = one?.publicKey?.key ?? null;
  const holder = holderOf(question, serial);
  const claims: Claim[] = [ownerClaim(question, serial, holder)];
  if (publicKey === null || one === undefined) claims.push(unreadable(read));
  else {
    const judged = [
      kindClaim(plan, holder, publicKey),
      ...evidenceClaims(question, serial, one, publicKey),
    ];
    // What the plan asks of new keys, a key from before need not have.
    claims.push(...(holder?.former === true ? judged.map(asNote) : judged));
    claims.push(...sharedClaims(question, holder, publicKey));
  }
  return { name, serial, holder, publicKey, claims, state: worst(claims) };
}

function asNote(claim: Claim): Claim {
  return claim.state === 'stop' ? { ...claim, state: 'note' } : claim;
}

function worst(claims: readonly Claim[]): IncomingKey['state'] {
  if (claims.some(({ state }) => state === 'stop')) return 'stop';
  return claims.some(({ state }) => state === 'note') ? 'note' : 'ok';
}

function unreadable(files: readonly InputFile[]): Claim {
  const unread = files.flatMap(({ reading }) => (reading.kind === 'unread' ? [reading.error] : []));
  return {
    label: 'Public key',
    value: 'None that can be read',
    why: unread[0]?.hint ?? 'The file is not there. Have the key exported again.',
    state: 'stop',
  };
}
