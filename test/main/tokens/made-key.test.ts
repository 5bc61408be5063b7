import { generateKeyPairSync } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeKey } from '../../../main/tokens/made-key.ts';
import { practiceModule } from '../../../main/tokens/module-registry.ts';
import { TokenError } from '../../../main/tokens/token-error.ts';
import type { KeyAttributes } from '../../../main/tokens/token.ts';
import { publicKeyFromSpki } from '../../../src/keys/public-key.ts';
import { outcomeOf, thrown } from '../../encoding/thrown.ts';
import { keyId, tokenSerial } from './tokens-under-test.ts';

const id = keyId('9c');
const ref = { module: practiceModule, serial: tokenSerial('24617802') };

const { publicKey } = generateKeyPairSync('ed25519');
const spki = publicKey.export({ type: 'spki', format: 'der' });

const good: KeyAttributes = {
  sensitive: true,
  alwaysSensitive: true,
  extractable: false,
  neverExtractable: true,
  local: true,
  sign: true,
  decrypt: false,
  alwaysAuthenticate: true,
};

function make(attributes: Partial<KeyAttributes> = {}, der = spki.toString('hex')) {
  return madeKey(ref, id, 'ed25519', { spki: der, attributes: { ...good, ...attributes } });
}

describe('a key that was made', () => {
  it('is known by its digest from then on', () => {
    const made = make();
    expect(made.key).toEqual({ ...ref, id, spkiDigest: publicKeyFromSpki(spki, 'key').digest });
    expect(made.attributes).toEqual(good);
    expect(Buffer.from(made.spki)).toEqual(spki);
  });

  it.each<Partial<KeyAttributes>>([
    { local: false },
    { local: null },
    { alwaysSensitive: null, neverExtractable: null },
    { decrypt: null, alwaysAuthenticate: null, sign: null },
  ])('may come from a token that does not tell everything (%j)', (attributes) => {
    expect(make(attributes).attributes).toMatchObject(attributes);
  });

  it.each<[Partial<KeyAttributes>, string]>([
    [{ sensitive: false }, 'not sensitive'],
    [{ sensitive: null }, 'not sensitive'],
    [{ extractable: true }, 'extractable'],
    [{ extractable: null }, 'extractable'],
    [{ alwaysSensitive: false }, 'not always sensitive'],
    [{ neverExtractable: false }, 'not never extractable'],
    [{ sign: false }, 'may not sign'],
    [{ sensitive: false, extractable: true }, 'not sensitive, extractable'],
  ])('that could leave the token is not taken (%j)', (attributes, found) => {
    const error = thrown(TokenError, () => make(attributes));
    expect(error).toMatchObject({ code: 'key.attributes', found, place: '24617802' });
    expect(error.notDone).toEqual(['The key was not taken into the ceremony']);
  });

  it('of another kind is not taken', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    const der = other.export({ type: 'spki', format: 'der' }).toString('hex');
    const error = thrown(TokenError, () => make({}, der));
    expect(error).toMatchObject({ code: 'key.mismatch', expected: 'ed25519', found: 'ecdsa-p256' });
  });

  it('that is none is not taken, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const outcome = outcomeOf(TokenError, () => make({}, Buffer.from(bytes).toString('hex')));
        expect(outcome).toMatchObject({ error: { code: 'key.unreadable' } });
      }),
    );
  });
});
