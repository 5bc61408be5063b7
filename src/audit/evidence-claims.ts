import type { EvidenceClaim } from './evidence-view.ts';
import type { AttestationEntry } from './report.ts';
import { ranges } from './words.ts';

/** What a YubiKey says of a key, line by line. */
export function pivClaims(shown: AttestationEntry): readonly EvidenceClaim[] {
  const { pinPolicy, touchPolicy, formFactor, fips } = shown;
  return [
    deviceClaim(shown, 'YubiKey', [formFactor, fips ? 'FIPS series' : null]),
    policyClaim('PIN', pinPolicy, pinPolicy === 'always' || pinPolicy === 'match-always', [
      'Asked at every signature.',
      'After one PIN, or none, further signatures are made without asking.',
    ]),
    policyClaim('Touch', touchPolicy, touchPolicy !== 'never', [
      'Nothing is signed without a finger on the device.',
      'A program on the computer could sign while the device is plugged in.',
    ]),
  ];
}

/** What a YubiHSM 2 says of a key. It has no touch, and asks for its PIN once a session: it says nothing of either. */
export function hsmClaims(shown: AttestationEntry): readonly EvidenceClaim[] {
  const { hsm } = shown;
  const device = deviceClaim(shown, 'YubiHSM 2', []);
  if (hsm === null) return [device];
  const { origin, exportable, domains, objectId, label } = hsm;
  return [
    device,
    {
      label: 'Made',
      value: origin === 'generated' ? 'On the device' : 'Brought in from outside',
      why: origin === 'generated' ? 'It was never outside of it.' : 'There may be copies.',
      state: origin === 'generated' ? 'ok' : 'stop',
    },
    {
      label: 'Stays',
      value: exportable ? 'It may leave under a wrap key' : 'On the device',
      why: exportable ? 'There may be copies.' : 'No wrap key can take it out.',
      state: exportable ? 'stop' : 'ok',
    },
    {
      label: 'Object',
      value: `0x${objectId.toString(16).padStart(4, '0')}${label === '' ? '' : `, ${label}`}`,
      why:
        domains.length === 0
          ? 'No domain may use it.'
          : `${domains.length === 1 ? 'Domain' : 'Domains'} ${ranges(domains)} may use it.`,
      state: 'ok',
    },
    {
      label: 'PIN and touch',
      value: 'A YubiHSM does not tell',
      why: 'Whoever has its password and reaches it can sign.',
      state: 'unknown',
    },
  ];
}

function deviceClaim(
  { serial }: AttestationEntry,
  model: string,
  more: readonly (string | null)[],
): EvidenceClaim {
  const details = more.filter((one) => one !== null);
  return serial === null
    ? { label: 'Device', value: 'The device does not tell its number', why: '', state: 'unknown' }
    : {
        label: 'Device',
        value: `${model} ${serial}`,
        why: details.length === 0 ? '' : `${details.join(', ')}.`,
        state: 'ok',
      };
}

function policyClaim(
  label: string,
  policy: string | null,
  good: boolean,
  [when, otherwise]: readonly [string, string],
): EvidenceClaim {
  if (policy === null)
    return { label, value: 'The device does not tell', why: '', state: 'unknown' };
  return { label, value: policy, why: good ? when : otherwise, state: good ? 'ok' : 'note' };
}
