import { describe, expect, it } from 'vitest';
import { acceptedNotes, evidenceCard, keyClaims } from '../../../main/station/evidence-card.ts';
import type { KeyRecord } from '../../../src/ceremony/state.ts';
import { nextLine, startOfChain } from '../../../src/ceremony/transcript.ts';
import type { Act } from '../../../src/ceremony/record.ts';
import { Evidence } from '../../../src/contract/keyholder.ts';
import { freshKey, plan } from '../../ceremony/people.ts';

const of = plan();
const strict = plan((fields) => ({ ...fields, keys: { ...fields.keys, attestation: 'required' } }));
const spki = freshKey().digest;

/** The record of a key, as a transcript holds it. */
function keyRecord(data: Partial<Extract<Act, { kind: 'key.made' }>['data']> = {}): KeyRecord {
  const made: Act = {
    kind: 'key.made',
    participant: 'amara',
    data: {
      serial: '24617802' as never,
      scheme: 'ecdsa-sha2-nistp256',
      spki,
      id: 'aabb',
      onDevice: true,
      extractable: false,
      neverExtractable: true,
      ...data,
    },
  };
  const { record } = nextLine(
    { ...startOfChain(of.sha256), lines: 1 },
    made,
    '2026-11-23T14:00:00Z',
  );
  if (record.kind !== 'key.made') throw new Error('another record');
  return record;
}
function adopted(): KeyRecord {
  const { data } = keyRecord();
  const act: Act = {
    kind: 'key.adopted',
    participant: 'amara',
    data: { serial: data.serial, scheme: data.scheme, spki, id: 'aabb', origin: 'cut-off' },
  };
  const { record } = nextLine(
    { ...startOfChain(of.sha256), lines: 1 },
    act,
    '2026-11-23T14:00:00Z',
  );
  if (record.kind !== 'key.adopted') throw new Error('another record');
  return record;
}
const states = (record: KeyRecord) =>
  keyClaims(record).map(({ label, state }) => `${label} ${state}`);

describe('what the token said of a key', () => {
  it('is four good lines for a key that was made on it and cannot leave it', () => {
    expect(states(keyRecord())).toEqual(['Kind of key ok', 'Made ok', 'Stays ok', 'Works ok']);
  });

  it.each([
    [{ onDevice: false }, 'Made stop'],
    [{ extractable: true }, 'Stays stop'],
    [{ neverExtractable: false }, 'Stays stop'],
    [{ onDevice: null }, 'Made unknown'],
    [{ extractable: null }, 'Stays unknown'],
    [{ extractable: null, neverExtractable: false }, 'Stays unknown'],
    [{ neverExtractable: null }, 'Stays ok'],
  ])('%j makes the line %s', (data, line) => {
    expect(states(keyRecord(data))).toContain(line);
  });

  it('takes note of a key that was taken up, and does not claim how it was made', () => {
    expect(states(adopted())).toEqual(['Kind of key ok', 'Made note', 'Works ok']);
  });

  it.each([
    ['ecdsa-sha2-nistp256', 'ECDSA on P-256'],
    ['ecdsa-sha2-nistp384', 'ECDSA on P-384'],
    ['ed25519', 'Ed25519'],
    ['rsassa-pss-sha256', 'RSA-PSS, 3072 bits'],
  ] as const)('calls %s %s', (scheme, words) => {
    expect(keyClaims(keyRecord({ scheme }))[0]?.value).toBe(words);
  });
});

describe('the card of a key without attestation', () => {
  const chosen = { model: 'Practice token', token: null };

  it('says plainly that nothing vouches for it, as a note', () => {
    const card = evidenceCard(of, keyRecord(), chosen);
    expect(card).toMatchObject({
      attested: false,
      tag: { state: 'note', text: 'No attestation' },
      spkiSha256: spki,
      chain: [],
    });
    expect(card.lead).toContain('this token cannot give one');
    expect(acceptedNotes(card)).toBe(1);
    expect(Evidence.safeParse(card).success).toBe(true);
  });

  it('never says that the PIN or touch policy was checked', () => {
    const line = evidenceCard(of, keyRecord(), chosen).claims.find(
      ({ label }) => label === 'PIN and touch',
    );
    expect(line).toMatchObject({ state: 'unknown' });
    expect(line?.value).toBe('The plan asks for PIN always, touch always');
  });

  it('stops where the plan requires an attestation, and cannot be accepted', () => {
    const card = evidenceCard(strict, keyRecord(), chosen);
    expect(card.tag).toEqual({ state: 'stop', text: 'Attestation required' });
    expect(() => acceptedNotes(card)).toThrowError(
      expect.objectContaining({ code: 'step.too-early', notDone: ['Nothing was exported.'] }),
    );
  });

  it('cannot be accepted where one line is against the plan, whatever the tag says', () => {
    const card = evidenceCard(of, keyRecord({ extractable: true }), chosen);
    expect(card.tag.state).toBe('note');
    expect(() => acceptedNotes(card)).toThrowError(
      expect.objectContaining({ code: 'step.too-early' }),
    );
  });

  it('names the way for a token that makes its attestation as files', () => {
    for (const asked of [of, strict]) {
      const card = evidenceCard(asked, keyRecord(), { ...chosen, mayBring: true });
      expect(card).toMatchObject({ mayBring: true, attested: false });
      expect(card.lead).toContain('A YubiHSM 2 makes one as files: bring them here.');
      expect(evidenceCard(asked, keyRecord(), chosen).lead).not.toContain('YubiHSM');
    }
  });

  it('counts two notes for a key that was taken up', () => {
    expect(acceptedNotes(evidenceCard(of, adopted(), chosen))).toBe(2);
  });
});
