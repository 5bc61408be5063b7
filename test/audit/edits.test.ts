import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editsOf } from '../../src/audit/edits.ts';
import type { JsonObject, JsonValue } from '../../src/encoding/json.ts';
import { fromUtf8 } from '../../src/encoding/utf8.ts';
import { canonicalBytes } from '../../src/tuf/canonical.ts';
import { jsonText } from '../encoding/json-documents.ts';
import { signer } from '../tuf/signers.ts';

const [ana, ben] = [signer('ana'), signer('ben')];
const pem = '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----';

const edits = (signed: JsonObject) => editsOf(signed, canonicalBytes(signed));

/** The text that an edit of this name gives; null where there is no such edit. */
function edited(signed: JsonObject, name: string): string | null {
  const edit = edits(signed).find((one) => one.name === name);
  return edit === undefined ? null : fromUtf8(edit.bytes);
}

const canonical = (content: JsonObject): string => fromUtf8(canonicalBytes(content));

/** Another digit at the end, so that it is no longer what the key gives. */
function wrong(keyid: string): string {
  return `${keyid.slice(0, -1)}${keyid.endsWith('0') ? '1' : '0'}`;
}

const base: JsonObject = { _type: 'root', version: 1, delegations: 0, consistent_snapshot: true };
/** With every member that would be added where it is missing. */
const full = (more: JsonObject): JsonObject => ({ ...base, targets: { a: 1 }, ...more });

describe('what may have been signed in place of the content', () => {
  it.each<readonly [string, JsonObject, JsonObject]>([
    [
      'null-members-dropped',
      full({ note: null, roles: { root: { keyids: [null], x: null } } }),
      full({ roles: { root: { keyids: [null] } } }),
    ],
    [
      'empty-members-dropped',
      full({ a: '', b: [], c: {}, d: null, e: 0, f: false, roles: { x: [] } }),
      full({ e: 0, f: false, roles: {} }),
    ],
    [
      'unknown-members-dropped',
      full({ 'x-note': 1, keys: { 'x-key': { keytype: 'rsa', 'x-owner': 'a' } } }),
      full({ keys: { 'x-key': { keytype: 'rsa' } } }),
    ],
    [
      // What lies in a table has a name of its own, whatever it is.
      'unknown-members-dropped',
      full({ meta: { 'x.json': { version: 1, 'x-note': 1, hashes: { 'x-hash': 'a' } } } }),
      full({ meta: { 'x.json': { version: 1, hashes: { 'x-hash': 'a' } } } }),
    ],
    [
      'hash-algorithms-dropped',
      full({ keys: { a: { keyval: {}, keyid_hash_algorithms: ['sha256'] } } }),
      full({ keys: { a: { keyval: {} } } }),
    ],
    [
      'hash-algorithms-added',
      full({ keys: { a: { keyval: {} }, b: {} } }),
      full({ keys: { a: { keyval: {}, keyid_hash_algorithms: ['sha256', 'sha512'] }, b: {} } }),
    ],
    ['pem-line-end-dropped', full({ a: `${pem}\n\n`, b: 'text\n' }), full({ a: pem, b: 'text\n' })],
    ['pem-line-end-added', full({ a: pem, b: 'text' }), full({ a: `${pem}\n`, b: 'text' })],
    [
      'expiry-normalised',
      full({ expires: '2027-07-14T02:00:00.5+02:00' }),
      full({ expires: '2027-07-14T00:00:00Z' }),
    ],
    [
      'keyid-corrected',
      full({
        keys: { [wrong(ana.keyid)]: ana.object },
        roles: { root: { keyids: [wrong(ana.keyid)] } },
      }),
      full({ keys: { [ana.keyid]: ana.object }, roles: { root: { keyids: [ana.keyid] } } }),
    ],
    [
      'keyid-corrected',
      full({
        keys: { [ana.keyid]: ana.object },
        roles: { root: { keyids: [wrong(ana.keyid)] } },
      }),
      full({ keys: { [ana.keyid]: ana.object }, roles: { root: { keyids: [ana.keyid] } } }),
    ],
    [
      'keyids-computed',
      full({ keys: { old: ana.object }, roles: { root: { keyids: ['old', 'other'] } } }),
      full({
        keys: { [ana.keyid]: ana.object },
        roles: { root: { keyids: [ana.keyid, 'other'] } },
      }),
    ],
    [
      'null-member-added',
      { _type: 'root', targets: 1, consistent_snapshot: 1 },
      {
        _type: 'root',
        targets: 1,
        consistent_snapshot: 1,
        delegations: null,
      },
    ],
    ['empty-member-added', { ...base, version: 2 }, { ...base, version: 2, targets: {} }],
  ])('is it %s', (name, signed, content) => {
    expect(edited(signed, name)).toBe(canonical(content));
  });

  it('is not a keyid that two digits tell apart, or that is another key’s', () => {
    const far = `00${ana.keyid.slice(2)}`;
    const keys = {
      [far.startsWith(ana.keyid.slice(0, 1)) ? `ff${far.slice(2)}` : far]: ana.object,
    };
    expect(edited(full({ keys }), 'keyid-corrected')).toBeNull();
    const both = { [ana.keyid]: ana.object, [ben.keyid]: ben.object };
    expect(edited(full({ keys: both }), 'keyid-corrected')).toBeNull();
    // Two keys that are listed under names one digit apart are two keys.
    const near = { [ana.keyid]: ana.object, [wrong(ana.keyid)]: ben.object };
    expect(edited(full({ keys: near }), 'keyid-corrected')).toBeNull();
  });

  it('is not an expiry that no clock says', () => {
    for (const expires of ['soon', '2027-02-30T00:00:00Z', 7, null] as const)
      expect(edited(full({ expires }), 'expiry-normalised')).toBeNull();
  });

  it('is the same in the form of another program', () => {
    const signed = full({ z: '<a&b>\u2028', name: 'x' });
    expect(edited(signed, 'html-escaped')).toContain(String.raw`\u003ca\u0026b\u003e\u2028`);
    expect(edited(signed, 'order-of-the-file')).toBe(JSON.stringify(signed));
    expect(edited(signed, 'final-line-end')).toBe(`${canonical(signed)}\n`);
  });

  it('is two edits together, named as both', () => {
    const signed = full({ note: null, key: `${pem}\n` });
    const both = edits(signed).find(
      ({ name }) => name === 'null-members-dropped, pem-line-end-dropped',
    );
    expect(both?.words).toBe(
      'without the members that are null and with PEM texts that have no final line end',
    );
    expect(fromUtf8(both?.bytes ?? new Uint8Array())).toBe(canonical(full({ key: pem })));
  });
});

describe('the edits of any content', () => {
  const contents = jsonText
    .map((text): JsonValue => JSON.parse(text))
    .map((value): JsonObject => ({ _type: 'root', value, expires: '2027-07-14T00:00:00Z' }));

  it('are each another content than the one in the file, and no two are the same', () => {
    fc.assert(
      fc.property(contents, (signed) => {
        let own;
        try {
          own = canonicalBytes(signed);
        } catch {
          // What cannot be signed, such as a number with a fraction, has no signature to explain.
          return;
        }
        const all = [own, ...editsOf(signed, own).map(({ bytes }) => bytes)];
        expect(new Set(all.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(
          all.length,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('leave the content itself as it was', () => {
    const signed = full({ note: null, keys: { [wrong(ana.keyid)]: ana.object } });
    const before = structuredClone(signed);
    expect(edits(signed).length).toBeGreaterThan(10);
    expect(signed).toEqual(before);
  });
});
