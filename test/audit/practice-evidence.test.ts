import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { auditView } from '../../src/audit/view.ts';
import { certificatePem, ecKeys, mintDevice } from '../attestation/minted.ts';
import { practiceRootKey } from '../simulators/virtual-yubikey/practice-root.ts';
import type { Signer } from '../tuf/signers.ts';
import { ada, auditOf, type Files, root } from './made-files.ts';
import { marked, rehearsed } from './cases/rehearsals.ts';

const privateKey = practiceRootKey();
const practiceRoot = { privateKey, publicKey: createPublicKey(privateKey) };

/** What a virtual YubiKey would say of this signer's key. */
function evidenceOf({ publicKey }: Signer, issuer = practiceRoot): Files {
  const key = createPublicKey({ key: Buffer.from(publicKey.spki), format: 'der', type: 'spki' });
  const device = mintDevice({
    root: issuer,
    keys: { publicKey: key, privateKey: ecKeys().privateKey },
  });
  return {
    'keys/305419896/305419896_key_cert.pem': certificatePem(device.keyCert),
    'keys/305419896/305419896_device_cert.pem': certificatePem(device.deviceCert),
  };
}

const plan = rehearsed(1);
const rehearsal = { 'ceremony.yaml': plan, '1.root.json': marked(plan) };

describe('practice evidence in an audit', () => {
  it('is in order for a key that is marked for practice, and is shown as practice', async () => {
    const report = await auditOf({ ...rehearsal, ...evidenceOf(ada) });
    expect(report.verdict).toBe('pass');
    expect(report.attestations).toMatchObject([{ serial: '305419896', chain: 'practice' }]);
    const key = report.keys.find(({ spkiSha256 }) => spkiSha256 === ada.publicKey.digest);
    expect(key).toMatchObject({ attestation: 'practice' });
    const view = auditView(report, { filesRead: 3, secondOpinion: false });
    expect(view.footer).toContain('1 of 3 keys has practice evidence, which proves nothing.');
    expect(view.strands.map(({ detail }) => detail)).toContain('A virtual YubiKey, for practice');
  });

  it.each([
    ['a root that counts', { '1.root.json': root({ version: 1 }) }],
    [
      'a root that counts beside the rehearsal',
      { ...rehearsal, 'real/1.root.json': root({ version: 1, expires: '2027-02-01T00:00:00Z' }) },
    ],
    ['no root at all', {}],
  ])('fails for a key of %s', async (_, files) => {
    const report = await auditOf({ ...files, ...evidenceOf(ada) });
    expect(report.verdict).toBe('fail');
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        code: 'attestation.chain-invalid',
        data: { rule: 'practice-root', spkiSha256: ada.publicKey.digest },
      }),
    );
    const keys = report.keys.filter(({ spkiSha256 }) => spkiSha256 === ada.publicKey.digest);
    expect(keys.map(({ attestation }) => attestation)).not.toContain('verified');
  });

  it('is broken in a rehearsal, too, if the chain is', async () => {
    const report = await auditOf({ ...rehearsal, ...evidenceOf(ada, ecKeys()) });
    expect(report.findings).toContainEqual(
      expect.objectContaining({ code: 'attestation.chain-invalid' }),
    );
    expect(report.attestations).toMatchObject([{ chain: 'invalid' }]);
  });
});
