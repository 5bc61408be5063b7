import type { Claim } from '../attestation/policy.ts';
import type { Instant } from '../encoding/instant.ts';
import type { Plan } from '../ceremony/plan.ts';
import type { PublicKey } from '../keys/public-key.ts';
import { gatherEvidence } from './evidence.ts';
import { evidenceClaims } from './incoming-key/attested.ts';
import { type AuditFile, readInput } from './input.ts';

/** What came with the proof of a delegate's key. */
export interface DelegatesEvidence {
  /** The delegator's plan: its key policy is what the device is held against. */
  readonly plan: Plan;
  /** As the proof says it. */
  readonly serial: string;
  /** The key that made the proof. */
  readonly publicKey: PublicKey;
  /** Certificates and public key file, with paths down to `keys/<serial>/…`. */
  readonly files: readonly AuditFile[];
  readonly asOf: Instant;
}

/**
 * Judges the attestation of a delegate's key as that of an exported key is judged: the chain to the pinned vendor root,
 * the serial, the key, the policies. Where none came, the line is a note: who holds the key, the proof says. Never throws
 * for what the files hold.
 */
export function delegatesEvidence(question: DelegatesEvidence): readonly Claim[] {
  const { plan, serial, publicKey, files, asOf } = question;
  const { evidence } = gatherEvidence(files.map(readInput));
  const attested = evidence.filter(({ keyCert }) => keyCert !== null);
  const [one, another] = attested;
  if (one === undefined)
    return [
      {
        label: 'Attestation',
        value: 'None came with the answer',
        why: 'Only the other project says on which device the key is.',
        state: 'note',
      },
    ];
  if (another !== undefined)
    return [stop('More than one came', 'Nobody can say which is meant. Ask for one.')];
  const claims = evidenceClaims({ plan, asOf }, serial, one, publicKey);
  return one.keyCert?.publicKey.digest === publicKey.digest
    ? claims
    : [...claims, stop('It is about another key', 'The key that answered is not the one in it.')];
}

function stop(value: string, why: string): Claim {
  return { label: 'Attestation', value, why, state: 'stop' };
}
