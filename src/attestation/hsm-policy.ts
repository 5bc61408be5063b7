import { equalBytes } from '../encoding/bytes.ts';
import { advisoriesFor } from './advisories.ts';
import type { Claim, Expected, KeyPolicy } from './policy.ts';
import { isSameSerial } from './same-serial.ts';
import type { YubiHsmAttestation } from './yubihsm-attestation.ts';

/**
 * Holds a YubiHSM's attestation against the plan, one line a question, in the order in which a person should read them.
 * What the device does not certify (PIN, touch, series) is said to be so.
 */
export function hsmAttestationClaims(
  attestation: YubiHsmAttestation,
  policy: KeyPolicy,
  expected: Expected = {},
): Claim[] {
  return [
    origin(attestation, expected.rehearsal ?? false),
    stays(attestation),
    ...device(attestation, expected.serial ?? null),
    object(attestation),
    firmware(attestation, policy),
    {
      label: 'PIN and touch',
      value: `The plan asks for PIN ${policy.pin}, touch ${policy.touch}`,
      why: 'A YubiHSM has no touch, and does not tell when it asks for its password.',
      state: 'unknown',
    },
    ...series(policy),
    ...sameKey(attestation, expected.spki ?? null),
  ];
}

function origin({ chain, origin: from }: YubiHsmAttestation, rehearsal: boolean): Claim {
  if (!chain.valid && !chain.practice) {
    return {
      label: 'Key',
      value: 'Not shown to be made on a device',
      why: `The evidence does not hold: ${chain.reason}.`,
      state: 'stop',
    };
  }
  if (from === 'imported') {
    return {
      label: 'Key',
      value: 'Brought in from outside',
      why: 'The device says that it did not make it, so there may be copies.',
      state: 'stop',
    };
  }
  if (chain.valid) {
    return {
      label: 'Key',
      value: 'Made on the device',
      why: 'The device says so, and its maker vouches for the device.',
      state: 'ok',
    };
  }
  return {
    label: 'Key',
    value: 'Made for practice',
    why: rehearsal
      ? 'The chain ends in the practice root, which vouches for nothing.'
      : 'For practice only. In a ceremony that counts, use a token of the plan.',
    state: rehearsal ? 'note' : 'stop',
  };
}

function stays({ exportable }: YubiHsmAttestation): Claim {
  return exportable
    ? {
        label: 'Stays',
        value: 'It may leave under a wrap key',
        why: 'Whoever has that key may have a copy.',
        state: 'stop',
      }
    : {
        label: 'Stays',
        value: 'On the device',
        why: 'No wrap key can take it out.',
        state: 'ok',
      };
}

function device(attestation: YubiHsmAttestation, serial: string | null): Claim[] {
  if (serial === null) return [];
  const same = isSameSerial(attestation, serial);
  return [
    {
      label: 'Device',
      value: `Serial ${attestation.serial}`,
      why: same ? 'Same as on the token.' : `The token says ${serial}.`,
      state: same ? 'ok' : 'stop',
    },
  ];
}

function object({ objectId, label, domains }: YubiHsmAttestation): Claim {
  const shared = domains.length > 1;
  return {
    label: 'Object',
    value: `0x${objectId.toString(16).padStart(4, '0')}${label === '' ? '' : `, ${label}`}`,
    why:
      domains.length === 0
        ? 'No domain may use it.'
        : `${shared ? 'Domains' : 'Domain'} ${domains.join(', ')} may use it.`,
    state: 'ok',
  };
}

/** A plan's oldest firmware is a number of YubiKeys: a YubiHSM counts anew, so the line is a note and no verdict. */
function firmware({ firmware: found, publicKey }: YubiHsmAttestation, policy: KeyPolicy): Claim {
  const why = advisoriesFor('yubihsm2', found, publicKey.type).map(
    ({ id, consequence }) => `Advisory ${id}: ${consequence}.`,
  );
  const minimum = policy.minimumFirmware ?? null;
  if (minimum !== null) why.push(`The plan’s ${minimum} is about YubiKeys, not about this device.`);
  return {
    label: 'Firmware',
    value: found.text,
    why: why.join(' '),
    state: why.length === 0 ? 'ok' : 'note',
  };
}

function series({ fips }: KeyPolicy): Claim[] {
  if (fips !== true) return [];
  return [
    {
      label: 'Series',
      value: 'This attestation does not tell',
      why: 'The plan asks for a device of a FIPS series.',
      state: 'stop',
    },
  ];
}

function sameKey({ publicKey }: YubiHsmAttestation, spki: Uint8Array | null): Claim[] {
  if (spki === null) return [];
  const same = equalBytes(spki, publicKey.spki);
  return [
    {
      label: 'Public key',
      value: same ? 'Same on token and in certificate' : 'Not the same on token and in certificate',
      why: same ? 'Compared byte by byte.' : 'The evidence is about another key.',
      state: same ? 'ok' : 'stop',
    },
  ];
}
