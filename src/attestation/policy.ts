import { equalBytes } from '../encoding/bytes.ts';
import { type Advisory, advisoriesFor } from './advisories.ts';
import { isBefore, parseFirmware } from './firmware.ts';
import type { PivAttestation } from './piv-attestation.ts';
import type { PinPolicy, TouchPolicy } from './piv-claims.ts';

/** What the plan asks of every key, in the words of ceremony.yaml. */
export interface KeyPolicy {
  readonly pin: PinPolicy;
  readonly touch: TouchPolicy;
  readonly attestation: 'required' | 'if-available';
  /** The oldest firmware that the plan accepts, for example "5.4". */
  readonly minimumFirmware?: string | null | undefined;
  /** Only devices of a FIPS series. */
  readonly fips?: boolean | undefined;
}

/** What is known from elsewhere and must be the same in the attestation. */
export interface Expected {
  /** The token's serial; null where nobody names one. */
  readonly serial?: string | null;
  /** Who names that serial: the plan, also if this is left out, or the token itself, where the plan names none. */
  readonly serialFrom?: 'plan' | 'token';
  /** The public key as read from the token, SPKI DER. */
  readonly spki?: Uint8Array | null;
  /** True in a rehearsal, where a chain may end in the practice root; false if it is left out. */
  readonly rehearsal?: boolean;
}

/** A line of evidence: `ok` as planned, `note` take note, `stop` against the plan, `unknown` the token does not tell. */
export interface Claim {
  readonly label: string;
  readonly value: string;
  readonly why: string;
  readonly state: 'ok' | 'note' | 'stop' | 'unknown';
}

const pinWords: Readonly<Record<PinPolicy, string>> = {
  never: 'Never asked',
  once: 'Asked once a session',
  always: 'Asked every time',
  'match-once': 'PIN or fingerprint, once a session',
  'match-always': 'PIN or fingerprint, every time',
};
const touchWords: Readonly<Record<TouchPolicy, string>> = {
  never: 'Not needed',
  always: 'Needed every time',
  cached: 'Needed, then not for 15 seconds',
};
const pinRank: Readonly<Record<PinPolicy, number>> = {
  never: 0,
  'match-once': 1,
  once: 1,
  'match-always': 2,
  always: 2,
};
const touchRank: Readonly<Record<TouchPolicy, number>> = { never: 0, cached: 1, always: 2 };

/**
 * Holds an attestation against the plan, one line a question, in the order in which a person should read them.
 * `attestation` is null where the token gives none: one line says so.
 */
export function attestationClaims(
  attestation: PivAttestation | null,
  policy: KeyPolicy,
  expected: Expected = {},
): Claim[] {
  if (attestation === null) return [absent(policy)];
  return [
    origin(attestation, expected.rehearsal ?? false),
    ...device(attestation, expected.serial ?? null, expected.serialFrom ?? 'plan'),
    setting(
      'PIN',
      pinWords[attestation.pinPolicy],
      pinRank[attestation.pinPolicy] >= pinRank[policy.pin],
      pinWords[policy.pin],
    ),
    setting(
      'Touch',
      touchWords[attestation.touchPolicy],
      touchRank[attestation.touchPolicy] >= touchRank[policy.touch],
      touchWords[policy.touch],
    ),
    firmware(attestation, policy),
    ...series(attestation, policy),
    ...sameKey(attestation, expected.spki ?? null),
  ];
}

function absent(policy: KeyPolicy): Claim {
  const needed = policy.attestation === 'required';
  return {
    label: 'Attestation',
    value: 'None',
    why: needed
      ? 'The plan asks for one. This token cannot show that the key was made on it.'
      : 'This token cannot give one. The plan accepts that.',
    state: needed ? 'stop' : 'note',
  };
}

function origin({ chain, slot }: PivAttestation, rehearsal: boolean): Claim {
  const where = slot === null ? '' : `, slot ${slot}`;
  if (chain.valid) {
    return {
      label: 'Key',
      value: `Made on the device${where}`,
      why: 'It cannot leave the device.',
      state: 'ok',
    };
  }
  if (chain.practice) {
    return {
      label: 'Key',
      value: `Made on a virtual YubiKey${where}`,
      why: rehearsal
        ? 'For practice only. The chain ends in the practice root, which vouches for nothing.'
        : 'For practice only. In a ceremony that counts, use a token of the plan.',
      state: rehearsal ? 'note' : 'stop',
    };
  }
  return {
    label: 'Key',
    value: 'Not shown to be made on a device',
    why: `The evidence does not hold: ${chain.reason}.`,
    state: 'stop',
  };
}

const namesSerial = { plan: 'The plan names', token: 'The token tells' } as const;
const sameSerial = { plan: 'Same as in the plan.', token: 'Same as the token tells.' } as const;

function device(
  attestation: PivAttestation,
  serial: string | null,
  from: 'plan' | 'token',
): Claim[] {
  if (serial === null) return [];
  const { serial: found } = attestation;
  if (found === null) {
    return [
      {
        label: 'Device',
        value: 'Number not stated',
        why: `${namesSerial[from]} ${serial}. The device does not tell its number.`,
        state: 'unknown',
      },
    ];
  }
  const same = found === serial;
  return [
    {
      label: 'Device',
      value: `Serial ${found}`,
      why: same ? sameSerial[from] : `${namesSerial[from]} ${serial}.`,
      state: same ? 'ok' : 'stop',
    },
  ];
}

function setting(label: string, value: string, enough: boolean, planned: string): Claim {
  const why = enough ? '' : `The plan says: ${lower(planned)}.`;
  return { label, value, why, state: enough ? 'ok' : 'stop' };
}

function firmware(attestation: PivAttestation, policy: KeyPolicy): Claim {
  const { firmware: found, publicKey, vendor } = attestation;
  const minimum = policy.minimumFirmware ?? null;
  const oldest = minimum === null ? null : parseFirmware(minimum);
  const warnings = advisoriesFor(vendor, found, publicKey.type, attestation.formFactor).map(
    sentence,
  );
  if (oldest !== null && isBefore(found, oldest)) {
    const why = [`The plan asks for ${minimum} or later.`, ...warnings].join(' ');
    return { label: 'Firmware', value: found.text, why, state: 'stop' };
  }
  const accepted = minimum === null ? 'The plan accepts any.' : `The plan accepts ${minimum}.`;
  return {
    label: 'Firmware',
    value: found.text,
    why: warnings.length === 0 ? '' : [...warnings, accepted].join(' '),
    state: warnings.length === 0 ? 'ok' : 'note',
  };
}

function series({ fips }: PivAttestation, policy: KeyPolicy): Claim[] {
  if (policy.fips !== true) return [];
  return [
    {
      label: 'Series',
      value: fips ? 'FIPS' : 'Not a FIPS series',
      why: fips ? '' : 'The plan asks for a device of a FIPS series.',
      state: fips ? 'ok' : 'stop',
    },
  ];
}

function sameKey(attestation: PivAttestation, spki: Uint8Array | null): Claim[] {
  if (spki === null) return [];
  const same = equalBytes(spki, attestation.publicKey.spki);
  return [
    {
      label: 'Public key',
      value: same ? 'Same on token and in certificate' : 'Not the same on token and in certificate',
      why: same ? 'Compared byte by byte.' : 'The evidence is about another key.',
      state: same ? 'ok' : 'stop',
    },
  ];
}

function sentence({ id, consequence }: Advisory): string {
  return `Advisory ${id}: ${consequence}.`;
}

function lower(words: string): string {
  return words.startsWith('PIN') ? words : words.charAt(0).toLowerCase() + words.slice(1);
}
