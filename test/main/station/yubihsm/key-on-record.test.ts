import { describe, expect, it } from 'vitest';
import { presentKey } from '../../../../main/station/record-signer.ts';
import { withKeyOnRecord } from '../../../../main/station/yubihsm/key-on-record.ts';
import type { PresentToken } from '../../../../main/tokens/token.ts';
import type { TranscriptRecord } from '../../../../src/ceremony/record.ts';
import { toHex } from '../../../../src/encoding/hex.ts';
import { freshKey } from '../../../ceremony/people.ts';
import { presentToken } from '../present-token.ts';

const publicKey = freshKey();
const serial = '07550140';
const hsm: PresentToken = presentToken({
  manufacturer: 'Yubico (www.yubico.com)',
  model: 'YubiHSM',
  serial: serial as never,
  ref: { module: 'm-1', serial } as never,
});
const made = (of: object = {}, kind = 'key.made') =>
  ({ kind, data: { serial, spki: publicKey.digest, id: '1f24', ...of } }) as TranscriptRecord;
const recorded = {
  id: '1f24',
  label: '',
  spki: toHex(publicKey.spki),
  spkiDigest: publicKey.digest,
  type: publicKey.type,
};

describe('the exported key of a token that shows none before its PIN', () => {
  it.each(['key.made', 'key.adopted'])('is under the id of the record %s', (kind) => {
    expect(withKeyOnRecord(hsm, publicKey, [made({}, kind)]).keys).toEqual([recorded]);
  });

  it.each<[string, readonly TranscriptRecord[]]>([
    ['no record', []],
    ['the record of another key', [made({ spki: freshKey().digest })]],
    ['the record of another token', [made({ serial: '07550141' })]],
    ['another kind of record', [made({}, 'export.written')]],
    ['an id that is none', [made({ id: 'x' })]],
  ])('is looked for by its public half, after the PIN, where there is %s', (_what, records) => {
    expect(withKeyOnRecord(hsm, publicKey, records).keys).toEqual([{ ...recorded, id: null }]);
  });

  it('is not made up for another token, nor for one that shows some', () => {
    const other = presentToken({ manufacturer: 'SoftHSM project', model: 'SoftHSM v2' });
    expect(withKeyOnRecord(other, publicKey, [made()])).toBe(other);
    const showing = { ...hsm, keys: [{ ...recorded, id: '01' as never }] };
    expect(withKeyOnRecord(showing, publicKey, [made()])).toBe(showing);
  });

  it('can sign the record and roles where it was made, and elsewhere', () => {
    const held = { serial, publicKey };
    expect(presentKey({ tokens: [hsm] }, held, [made()])).toMatchObject({
      id: '1f24',
      spkiDigest: publicKey.digest,
      ref: { serial },
      token: { keys: [recorded] },
    });
    expect(presentKey({ tokens: [hsm] }, held, [])).toMatchObject({
      id: null,
      spkiDigest: publicKey.digest,
    });
    expect(presentKey({ tokens: [] }, held, [made()])).toBeNull();
  });
});
