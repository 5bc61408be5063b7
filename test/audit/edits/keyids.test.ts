import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computed, correction, differsByOne } from '../../../src/audit/edits/keyids.ts';
import type { JsonObject } from '../../../src/encoding/json.ts';
import { signer } from '../../tuf/signers.ts';

const [ana, ben] = [signer('ana'), signer('ben')];

/** The same text with another digit at this place. */
function slip(keyid: string, place = keyid.length - 1): string {
  return `${keyid.slice(0, place)}${keyid[place] === '0' ? '1' : '0'}${keyid.slice(place + 1)}`;
}

const listed = (keys: JsonObject): JsonObject => ({ _type: 'root', keys });

describe('a keyid with one wrong digit', () => {
  it('is put right wherever the digit is, as a name and as a text', () => {
    fc.assert(
      fc.property(fc.nat(63), (place) => {
        const typo = slip(ana.keyid, place);
        expect(correction(listed({ [typo]: ana.object }))(typo)).toBe(ana.keyid);
        // The list is right, and a role names the key wrong.
        expect(correction(listed({ [ana.keyid]: ana.object }))(typo)).toBe(ana.keyid);
      }),
    );
  });

  it('is put right in the keys of a delegation too', () => {
    const typo = slip(ana.keyid);
    const signed = { _type: 'targets', delegations: { keys: { [typo]: ana.object }, roles: [] } };
    expect(correction(signed)(typo)).toBe(ana.keyid);
  });

  it('is no text of another kind, and no keyid of a key that is listed', () => {
    const change = correction(listed({ [ana.keyid]: ana.object, [ben.keyid]: ben.object }));
    for (const text of ['', 'root', ana.keyid, ben.keyid, slip(ana.keyid).toUpperCase()])
      expect(change(text)).toBe(text);
    expect(change(slip(slip(ana.keyid, 3), 4))).toBe(slip(slip(ana.keyid, 3), 4));
  });

  it('says nothing where the lists of keys are no lists', () => {
    for (const keys of [null, 7, [], 'keys', { a: null, b: [] }]) {
      const signed = { _type: 'root', keys, delegations: keys };
      expect(correction(signed)(slip(ana.keyid))).toBe(slip(ana.keyid));
      expect(computed(signed)('a')).toBe('a');
    }
  });
});

describe('keyids as the keys give them', () => {
  it('take the place of any name in the list, and of nothing else', () => {
    const change = computed(listed({ first: ana.object, [ben.keyid]: ben.object }));
    expect(change('first')).toBe(ana.keyid);
    expect(change(ben.keyid)).toBe(ben.keyid);
    expect(change('second')).toBe('second');
  });
});

describe('two texts that differ in one place', () => {
  it.each([
    ['abc', 'abd', true],
    ['abc', 'xbc', true],
    ['abc', 'abc', false],
    ['abc', 'xbd', false],
    ['abc', 'ab', false],
    ['', '', false],
    ['a', 'b', true],
  ])('%s and %s: %s', (left, right, differ) => {
    expect(differsByOne(left, right)).toBe(differ);
    expect(differsByOne(right, left)).toBe(differ);
  });

  it('are found wherever the place is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 70 }), fc.nat(), (text, at) => {
        expect(differsByOne(text, slip(text, at % text.length))).toBe(true);
        expect(differsByOne(text, text)).toBe(false);
        expect(differsByOne(text, `${text}0`)).toBe(false);
      }),
    );
  });
});
