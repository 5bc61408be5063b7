import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../src/attestation/certificate.ts';
import { judgePivAttestation, type PivAttestation } from '../../src/attestation/piv-attestation.ts';
import { attestationClaims, type KeyPolicy } from '../../src/attestation/policy.ts';
import { practiceRoot, practiceRootCertificate } from '../../src/attestation/practice-root.ts';
import { vendorCertificates } from '../../src/attestation/vendor-certificates.ts';
import { anchors } from '../../src/attestation/vendor-roots.ts';
import { isIssuedBy } from '../../src/attestation/issued-by.ts';
import { toBase64 } from '../../src/encoding/base64.ts';
import { decodePem } from '../../src/encoding/pem.ts';
import { practiceRootKey, practiceRootName } from '../simulators/virtual-yubikey/practice-root.ts';
import { basicConstraints, claim, type Device, ecKeys, goodClaims, mintDevice } from './minted.ts';

const assets = path.join(import.meta.dirname, '../../assets/practice-root');
const pem = readFileSync(path.join(assets, 'practice-root.pem'), 'utf8');
const privateKey = practiceRootKey();
const root = { privateKey, publicKey: createPublicKey(privateKey) };
const policy: KeyPolicy = { pin: 'always', touch: 'always', attestation: 'required' };

function judged({ keyCert, deviceCert }: Device): PivAttestation {
  return judgePivAttestation(
    readCertificate(keyCert, 'key'),
    readCertificate(deviceCert, 'device'),
    'minted',
  );
}

describe('the practice root', () => {
  it('is the one in assets, byte by byte, and the simulator has its key', () => {
    expect(practiceRoot.base64).toBe(toBase64(decodePem(pem, 'CERTIFICATE')));
    const certificate = practiceRootCertificate();
    expect(certificate.subjectName).toBe(practiceRoot.name);
    expect(practiceRootName).toBe(practiceRoot.name);
    expect(readFileSync(path.join(assets, 'README.md'), 'utf8')).toContain(certificate.sha256);
    expect(Buffer.from(certificate.publicKey.spki)).toEqual(
      root.publicKey.export({ type: 'spki', format: 'der' }),
    );
    expect(createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })).type).toBe(
      'private',
    );
  });

  it('is among no pinned certificates, by bytes, by name or by key', () => {
    expect(vendorCertificates.map(({ base64 }) => base64)).not.toContain(practiceRoot.base64);
    expect(vendorCertificates.map(({ name }) => name)).not.toContain(practiceRoot.name);
    const { digest } = practiceRootCertificate().publicKey;
    const pinned = anchors().flatMap(({ path: certificates }) => certificates);
    expect(pinned.map(({ publicKey }) => publicKey.digest)).not.toContain(digest);
    for (const { publicKey } of pinned) {
      expect(isIssuedBy(practiceRootCertificate(), publicKey)).toBe(false);
    }
  });
});

describe('a chain that ends in the practice root', () => {
  it('is practice and never valid', () => {
    expect(judged(mintDevice({ root })).chain).toEqual({
      valid: false,
      practice: true,
      rule: 'practice-root',
      reason: 'it ends in the Keyholder Station Practice Root, so a virtual YubiKey made it',
    });
  });

  it.each([
    ['a key that another device made', { keyIssuer: ecKeys() }, 'key-issuer'],
    ['a device that is no authority', { deviceExtensions: [] }, 'device-authority'],
    [
      'a device over authorities',
      { deviceExtensions: [basicConstraints(true, 1)] },
      'device-authority',
    ],
    [
      'a key that is an authority',
      { keyExtensions: [...goodClaims, basicConstraints(true, 0)] },
      'key-authority',
    ],
  ])('is broken like any other with %s', (_, options, rule) => {
    expect(judged(mintDevice({ root, ...options })).chain).toMatchObject({
      valid: false,
      practice: false,
      rule,
    });
  });

  it('is not practice because of a name: the signature decides', () => {
    const forged = mintDevice({ root: ecKeys() });
    expect(judged(forged).chain).toMatchObject({ practice: false, rule: 'device-issuer' });
  });

  it('is a note on the card in a rehearsal, and stops a ceremony that counts', () => {
    const attestation = judged(mintDevice({ root }));
    const [inRehearsal] = attestationClaims(attestation, policy, { rehearsal: true });
    const [inCeremony] = attestationClaims(attestation, policy, { rehearsal: false });
    const [notSaid] = attestationClaims(attestation, policy);
    expect(inRehearsal).toMatchObject({
      value: 'Made on a virtual YubiKey, slot 9c',
      state: 'note',
    });
    expect(inCeremony).toMatchObject({ value: inRehearsal?.value, state: 'stop' });
    expect(notSaid).toEqual(inCeremony);
  });

  it('lets the other lines be judged as always', () => {
    const keyExtensions = [...goodClaims.slice(0, 2), claim(8, 3, 1)];
    const claims = attestationClaims(judged(mintDevice({ root, keyExtensions })), policy, {
      rehearsal: true,
    });
    expect(claims.find(({ label }) => label === 'Touch')).toMatchObject({ state: 'stop' });
  });
});
