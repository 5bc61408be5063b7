import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  judgedKey,
  readAttestedKey,
  requireAbout,
  requireVouchedDevice,
} from '../../../../main/station/yubikey/attested-key.ts';
import type { TokenRef } from '../../../../main/tokens/token.ts';
import type { AttestationCertificates, Yubikeys } from '../../../../main/tokens/yubikey/yubikey.ts';
import { decodePem } from '../../../../src/encoding/pem.ts';
import { goodClaims, mintDevice } from '../../../attestation/minted.ts';
import { practiceRootKey } from '../../../simulators/virtual-yubikey/practice-root.ts';
import { digest, tokenSerial } from '../../tokens/tokens-under-test.ts';

const folder = join(
  import.meta.dirname,
  '../../../fixtures/sigstore-root-signing/ceremony/2022-07-12/keys/15938765',
);
const certificate = (name: string): Uint8Array =>
  decodePem(readFileSync(join(folder, `15938765_${name}_cert.pem`), 'utf8'), 'CERTIFICATE');
/** What a real device of a Sigstore keyholder certified. */
const real = { keyCert: certificate('key'), deviceCert: certificate('device') };
const practicePrivate = practiceRootKey();
const practiceKeys = { privateKey: practicePrivate, publicKey: createPublicKey(practicePrivate) };
/** The serial of minted attestations. */
const minted = '305419896';
const practice = mintDevice({ root: practiceKeys });
const unknown = mintDevice();

const ref: TokenRef = { module: 'm-1' as TokenRef['module'], serial: tokenSerial(minted) };

/** A device that shows these certificates, and counts what it is asked. */
function deviceWith(shown: AttestationCertificates | null) {
  const asked: string[] = [];
  const yubikeys = {
    attestation: async () => {
      asked.push('attestation');
      return shown;
    },
    deviceCertificate: async () => {
      asked.push('device');
      return shown?.deviceCert ?? null;
    },
  } as unknown as Yubikeys;
  return { asked, yubikeys };
}

function refusal(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe('the interlock of a YubiKey', () => {
  const about = judgedKey(practice, 'minted');
  const named = {
    serial: minted,
    spki: about.attestation.publicKey.digest,
    mode: 'rehearsal',
  } as const;

  it('lets pass what is about this device, this slot and this key', () => {
    expect(requireAbout(about, named)).toBe(about);
  });

  it('knows a real device in a real ceremony, and not in a rehearsal', () => {
    const found = judgedKey(real, 'Sigstore');
    const of = { serial: '15938765', spki: found.attestation.publicKey.digest };
    expect(requireAbout(found, { ...of, mode: 'real' })).toBe(found);
    expect(refusal(() => requireAbout(found, { ...of, mode: 'rehearsal' }))).toMatchObject({
      code: 'attestation.not-vouched',
      expected: 'the practice root',
      found: 'Yubico PIV Root CA Serial 263751',
    });
  });

  it.each([
    ['no attestation', null, named, 'attestation.absent'],
    ['another serial', about, { ...named, serial: '24617802' }, 'attestation.mismatch'],
    ['another key', about, { ...named, spki: digest('another') }, 'attestation.mismatch'],
    [
      'a practice device in a real ceremony',
      about,
      { ...named, mode: 'real' as const },
      'attestation.not-vouched',
    ],
  ])('stops at %s, with both sides and before any PIN', (_, found, of, code) => {
    expect(refusal(() => requireAbout(found, of))).toMatchObject({
      code,
      expected: expect.stringMatching(/./),
      found: expect.stringMatching(/./),
      notDone: ['Nothing was signed.', 'No PIN was sent.'],
    });
  });

  it.each(['9a', '9d', '82'])('stops at the same key, device and root in slot %s', (slot) => {
    const subject = `YubiKey PIV Attestation ${slot}`;
    const found = judgedKey(mintDevice({ root: practiceKeys, subject }), 'minted');
    const of = { ...named, spki: found.attestation.publicKey.digest };
    expect(refusal(() => requireAbout(found, of))).toMatchObject({
      code: 'attestation.mismatch',
      expected: 'slot 9c',
      found: `slot ${slot}`,
      notDone: ['Nothing was signed.', 'No PIN was sent.'],
    });
  });

  it('stops at a chain that ends nowhere, in either mode', () => {
    const found = judgedKey(unknown, 'minted');
    const of = { ...named, spki: found.attestation.publicKey.digest };
    for (const mode of ['real', 'rehearsal'] as const) {
      expect(refusal(() => requireAbout(found, { ...of, mode }))).toMatchObject({
        code: 'attestation.not-vouched',
        found: 'no vendor root that the station pins has signed the device certificate',
      });
    }
  });

  it('takes a device that hides its number, and leaves that to the card', () => {
    const [firmware, , policies, form] = goodClaims;
    const claims = [firmware, policies, form].filter((one) => one !== undefined);
    const silent = judgedKey(mintDevice({ root: practiceKeys, keyExtensions: claims }), 'minted');
    const of = { ...named, spki: silent.attestation.publicKey.digest };
    expect(requireAbout(silent, of).attestation.serial).toBeNull();
  });
});

describe('who vouches for a device, before there is a key', () => {
  it.each([
    ['a real one', real, 'real'],
    ['a practice one', practice, 'rehearsal'],
  ] as const)('%s, where it belongs', async (_, shown, mode) => {
    const device = deviceWith(shown);
    await requireVouchedDevice(device, ref, mode);
    expect(device.asked).toEqual(['device']);
  });

  it.each([
    ['a real one in a rehearsal', real, 'rehearsal', 'Yubico PIV Root CA Serial 263751'],
    ['a practice one in a real ceremony', practice, 'real', 'the practice root'],
    [
      'one under a root of its own, in a rehearsal',
      unknown,
      'rehearsal',
      'a root that the station does not know',
    ],
    ['one under a root of its own', unknown, 'real', 'a root that the station does not know'],
    ['one that shows no certificate', null, 'real', 'it has no certificate of its own'],
  ] as const)('not %s', async (_, shown, mode, found) => {
    await expect(requireVouchedDevice(deviceWith(shown), ref, mode)).rejects.toMatchObject({
      code: 'attestation.not-vouched',
      place: minted,
      found,
    });
  });

  it('reads what the device certifies now, or that it certifies nothing', async () => {
    expect(await readAttestedKey(deviceWith(null), ref)).toBeNull();
    const found = await readAttestedKey(deviceWith(practice), ref);
    expect(found?.attestation).toMatchObject({ serial: minted, chain: { practice: true } });
  });
});
