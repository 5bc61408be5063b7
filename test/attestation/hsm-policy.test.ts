import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../src/attestation/certificate.ts';
import { hsmAttestationClaims } from '../../src/attestation/hsm-policy.ts';
import type { Expected, KeyPolicy } from '../../src/attestation/policy.ts';
import { judgeYubiHsmAttestation } from '../../src/attestation/yubihsm-attestation.ts';
import { type HsmKey, mintHsm, practiceIssuer } from './hsm-files.ts';

const policy: KeyPolicy = { pin: 'always', touch: 'always', attestation: 'required' };

/** Judged as if this device's root were pinned, or by what the program pins. */
function judged(key: Partial<HsmKey> = {}, pinned = true) {
  const device = mintHsm({ serial: 7_550_140, ...key });
  return judgeYubiHsmAttestation(
    readCertificate(device.keyCert, 'key'),
    readCertificate(device.deviceCert, 'device'),
    'minted',
    pinned ? [{ ...device.anchor, vendor: 'yubihsm2' }] : undefined,
  );
}

const lines = (
  attestation = judged(),
  asked: Partial<KeyPolicy> = {},
  expected: Expected = { serial: '07550140', spki: attestation.publicKey.spki },
) =>
  hsmAttestationClaims(attestation, { ...policy, ...asked }, expected).map(
    ({ label, value, state }) => `${label}: ${value} (${state})`,
  );

const why = (high: number, low: number) =>
  hsmAttestationClaims(judged({ domains: [high, low] }), policy).find(
    ({ label }) => label === 'Object',
  )?.why;

describe('the lines of a YubiHSM’s attestation', () => {
  it('are all in order for a key that it made and that cannot leave it', () => {
    expect(lines()).toEqual([
      'Key: Made on the device (ok)',
      'Stays: On the device (ok)',
      'Device: Serial 7550140 (ok)',
      'Object: 0x0024, root key (ok)',
      'Firmware: 2.4.1 (ok)',
      'PIN and touch: The plan asks for PIN always, touch always (unknown)',
      'Public key: Same on token and in certificate (ok)',
    ]);
  });

  it.each<[string, Partial<HsmKey>, string]>([
    ['was brought in', { origin: 2 }, 'Key: Brought in from outside (stop)'],
    ['came back under a wrap key', { origin: 0x11 }, 'Key: Brought in from outside (stop)'],
    ['may leave', { exportable: true }, 'Stays: It may leave under a wrap key (stop)'],
    ['is on another device', { serial: 7_550_141 }, 'Device: Serial 7550141 (stop)'],
    ['has old firmware', { firmware: [2, 3, 1] }, 'Firmware: 2.3.1 (note)'],
  ])('say so of a key that %s', (_what, key, line) => {
    expect(lines(judged(key))).toContain(line);
  });

  it('name the advisory of old firmware with what it means', () => {
    const claim = hsmAttestationClaims(judged({ firmware: [2, 3, 1] }), policy).find(
      ({ label }) => label === 'Firmware',
    );
    expect(claim?.why).toMatch(/^Advisory YSA-2024-03: .*copy the key\.$/);
  });

  it('stop where no pinned root stands above, and say by which rule', () => {
    const [key] = hsmAttestationClaims(judged({}, false), policy);
    expect(key).toMatchObject({ value: 'Not shown to be made on a device', state: 'stop' });
    expect(key?.why).toContain('no vendor root that the station pins');
  });

  it('are a note under the practice root in a rehearsal, and stop everywhere else', () => {
    const practice = judged({ root: practiceIssuer() }, false);
    expect(practice.chain).toMatchObject({ valid: false, practice: true });
    const first = (rehearsal?: boolean) =>
      hsmAttestationClaims(practice, policy, rehearsal === undefined ? {} : { rehearsal })[0];
    expect(first(true)).toMatchObject({ value: 'Made for practice', state: 'note' });
    expect(first(false)).toMatchObject({ state: 'stop' });
    expect(first()).toEqual(first(false));
  });

  it('of a broken practice chain are those of a broken one', () => {
    const broken = judged({ root: practiceIssuer(), keyIssuer: practiceIssuer() }, false);
    expect(hsmAttestationClaims(broken, policy, { rehearsal: true })[0]).toMatchObject({
      value: 'Not shown to be made on a device',
      state: 'stop',
    });
  });

  it('stop where the token shows another key', () => {
    const attestation = judged();
    const { spki } = judged().publicKey;
    expect(lines(attestation, {}, { spki })).toContain(
      'Public key: Not the same on token and in certificate (stop)',
    );
  });

  it('tell that the plan’s oldest firmware is about YubiKeys, and never hold it against a YubiHSM', () => {
    expect(lines(judged(), { minimumFirmware: '5.4.3' })).toContain('Firmware: 2.4.1 (note)');
  });

  it('stop where the plan asks for a FIPS series, which the attestation does not tell', () => {
    expect(lines(judged(), { fips: true })).toContain(
      'Series: This attestation does not tell (stop)',
    );
    expect(lines(judged(), { fips: false }).some((line) => line.startsWith('Series'))).toBe(false);
  });

  it('say who may use the object', () => {
    expect(why(0, 1)).toBe('Domain 1 may use it.');
    expect(why(0x80, 1)).toBe('Domains 1, 16 may use it.');
    expect(why(0, 0)).toBe('No domain may use it.');
  });
});
