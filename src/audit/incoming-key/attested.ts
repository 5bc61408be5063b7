import { holderOfSerial } from '../../ceremony/roster.ts';
import { attestationClaims, type Claim } from '../../attestation/policy.ts';
import type { PublicKey, SpkiDigest } from '../../keys/public-key.ts';
import { evidenceFindings } from '../evidence-findings.ts';
import type { Evidence } from '../evidence.ts';
import type { IncomingQuestion } from './question.ts';

/** The attestation by the policy of the plan, and what an auditor would find in the files as they lie. */
export function evidenceClaims(
  { plan, asOf }: Pick<IncomingQuestion, 'plan' | 'asOf'>,
  serial: string,
  evidence: Evidence,
  publicKey: PublicKey,
): Claim[] {
  const rehearsal = plan.mode === 'rehearsal';
  const { attestation, keyCert, problem } = evidence;
  if (keyCert === null) return attestationClaims(null, plan.keys);
  const marks = {
    practice: new Set(rehearsal ? [publicKey.digest] : []),
    production: new Set<SpkiDigest>(),
  };
  const piv = attestation?.vendor === 'yubikey-piv' ? attestation : null;
  const byPolicy =
    piv === null
      ? []
      : attestationClaims(piv, plan.keys, {
          serial,
          serialFrom: rehearsal && holderOfSerial(plan, serial) === null ? 'token' : 'plan',
          spki: publicKey.spki,
          rehearsal,
        });
  const said = new Set(byPolicy.filter(({ state }) => state === 'stop').map(({ label }) => label));
  const found = evidenceFindings([evidence], marks, asOf).flatMap((one): Claim[] => {
    const covered = coveredBy[one.code];
    if (piv !== null && covered !== undefined && (covered === '' || said.has(covered))) return [];
    return [
      {
        label: 'Attestation',
        value: `${one.message[0]?.toUpperCase() ?? ''}${one.message.slice(1)}`,
        why: one.hint,
        state: one.severity === 'error' ? 'stop' : 'note',
      },
    ];
  });
  return [...byPolicy, ...mode(rehearsal, evidence), ...otherVendor(evidence, problem), ...found];
}

/** What the lines by the plan's policy say already, in better words; `''` where they always do. */
const coveredBy: Readonly<Partial<Record<string, string>>> = {
  'attestation.chain-invalid': 'Key',
  'attestation.serial-mismatch': 'Device',
  'attestation.touch-never': '',
  'attestation.pin-not-always': '',
  'attestation.firmware-advisory': '',
};

function mode(rehearsal: boolean, { attestation }: Evidence): Claim[] {
  if (!rehearsal || attestation?.chain.valid !== true) return [];
  return [
    {
      label: 'Practice',
      value: 'This token counts',
      why: 'The vendor vouches for it, so signatures by its key could be taken for real. Use a practice token.',
      state: 'stop',
    },
  ];
}

/** A certificate of another vendor, or none that can be judged. */
function otherVendor({ attestation }: Evidence, problem: string | null): Claim[] {
  if (attestation?.vendor === 'yubikey-piv') return [];
  if (attestation === null)
    return [
      {
        label: 'Attestation',
        value: 'It cannot be judged',
        why: `${problem ?? 'No device certificate is there'}. Have the key and its evidence exported again.`,
        state: 'stop',
      },
    ];
  return attestation.chain.valid
    ? [
        {
          label: 'Key',
          value: 'Made in the HSM',
          why: 'The vendor vouches for the device, and the device for the key.',
          state: 'ok',
        },
      ]
    : [];
}
