import { describe, expect, it } from 'vitest';
import { requireSameAttested } from '../../../../main/station/yubikey/same-attested.ts';
import type { OpenCeremony } from '../../../../main/station/open-ceremony.ts';
import type { KeyRef } from '../../../../main/tokens/token.ts';
import type { AttestationCertificates, Yubikeys } from '../../../../main/tokens/yubikey/yubikey.ts';
import { readCertificate } from '../../../../src/attestation/certificate.ts';
import type { TranscriptRecord } from '../../../../src/ceremony/record.ts';
import { mintDevice } from '../../../attestation/minted.ts';
import { practiceIssuer } from '../../../attestation/hsm-files.ts';
import { keyId, tokenSerial } from '../../tokens/tokens-under-test.ts';

/** The serial of minted attestations. */
const serial = tokenSerial('305419896');
const own = mintDevice({ root: practiceIssuer() });
const another = mintDevice({ root: practiceIssuer() });
const spkiDigest = readCertificate(own.keyCert, 'own').publicKey.digest;
const key: KeyRef = {
  module: 'm-1' as KeyRef['module'],
  serial,
  id: keyId('02'),
  spkiDigest,
};

const accepted = (attested: boolean, participant = 'priya', plan = 'plan', spki = spkiDigest) =>
  ({
    kind: 'evidence.accepted',
    participant,
    plan,
    data: { serial, spki, attested },
  }) as unknown as TranscriptRecord;

/** Signs as Priya with a device that certifies this now, and says how often it was asked. */
async function asked(
  records: readonly TranscriptRecord[],
  shows: AttestationCertificates | null,
): Promise<{ times: number; error: unknown }> {
  let times = 0;
  const yubikeys = {
    attestation: async () => {
      times += 1;
      return shows;
    },
  } as unknown as Yubikeys;
  const plan = { mode: 'rehearsal', sha256: 'plan' } as OpenCeremony['plan'];
  const ceremony = { plan, records } as Pick<OpenCeremony, 'plan' | 'records' | 'folder'>;
  try {
    await requireSameAttested(ceremony, { participant: 'priya', key, tokens: { yubikeys } });
    return { times, error: null };
  } catch (error) {
    return { times, error };
  }
}

describe('before the PIN of a signature', () => {
  it('the YubiKey certifies its key again, and goes on where it is the same', async () => {
    expect(await asked([accepted(true)], own)).toEqual({ times: 1, error: null });
  });

  it('one that certifies another key, or none, stops it', async () => {
    const notDone = ['Nothing was signed.', 'No PIN was sent.'];
    expect((await asked([accepted(true)], another)).error).toMatchObject({
      code: 'attestation.mismatch',
      expected: `key ${spkiDigest.slice(0, 8)}`,
      notDone,
    });
    expect((await asked([accepted(true)], null)).error).toMatchObject({
      code: 'attestation.absent',
      notDone,
    });
  });

  it('nothing is asked where none was accepted for this key by this person in this plan', async () => {
    for (const records of [
      [],
      [accepted(false)],
      [accepted(true, 'bo')],
      [accepted(true, 'priya', 'another plan')],
      [accepted(true, 'priya', 'plan', readCertificate(another.keyCert, 'x').publicKey.digest)],
    ])
      expect(await asked(records, another)).toEqual({ times: 0, error: null });
  });

  it('what was accepted last counts', async () => {
    expect((await asked([accepted(true), accepted(false)], another)).error).toBeNull();
    expect((await asked([accepted(false), accepted(true)], another)).error).toMatchObject({
      code: 'attestation.mismatch',
    });
  });

  it('a token that the station plays is not asked', async () => {
    const plan = { mode: 'rehearsal', sha256: 'plan' } as OpenCeremony['plan'];
    const ceremony = { plan, records: [accepted(true)] } as unknown as OpenCeremony;
    await expect(
      requireSameAttested(ceremony, { participant: 'priya', key, tokens: {} }),
    ).resolves.toBeUndefined();
  });
});
