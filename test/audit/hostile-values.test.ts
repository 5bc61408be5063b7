import { describe, expect, it } from 'vitest';
import { installNativeDigests } from '../../main/verification/native-digests.ts';
import { nodeVerifier } from '../../main/verification/node.ts';
import { modelsOpinions } from '../../main/opinion/models.ts';
import { sha256Hex } from '../../src/encoding/digest.ts';
import type { JsonObject } from '../../src/encoding/json.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { audit } from '../../src/audit/audit.ts';
import {
  asOf,
  auditOf,
  file,
  type Files,
  inputs,
  online,
  repository,
  role,
  stranger,
} from './made-files.ts';

installNativeDigests();

const million = 1_000_000;
const targets = (members: JsonObject): Uint8Array => file(role('targets', 1, members), [online]);
const raw = (signed: string): Uint8Array =>
  utf8(
    `{"signatures":[],"signed":{"_type":"targets","expires":"2027-01-01T00:00:00Z","spec_version":"1.0.31","targets":{},"version":1,${signed}}}`,
  );

async function errorsOf(files: Files): Promise<string[]> {
  const { findings } = await auditOf(files, { verifier: nodeVerifier });
  const errors = findings.filter(({ severity }) => severity === 'error');
  return [...new Set(errors.map(({ code, subject }) => `${code} ${subject}`))];
}

/** In the place of targets that are as they should be: what was signed is judged, and nothing else is. */
const withTargets = (bytes: Uint8Array): Files => repository({ 'targets.json': bytes });

describe('values that are right, and hard to read', () => {
  it.each<[string, JsonObject]>([
    ['a text of 10 MB', { 'x-long': 'x'.repeat(10 * million) }],
    ['4 MB of what is escaped', { 'x-long': '"\\'.repeat(million) }],
    ['10 MB of lines', { 'x-long': 'x\n'.repeat(3 * million) }],
    ['a member name of 10 MB', { ['x'.repeat(10 * million)]: 1 }],
    ['half a million lists', { 'x-bomb': Array.from({ length: 500_000 }, () => []) }],
    ['names in the wrong order', { 'x-bomb': backwards(100_000) }],
    ['a text of zero bytes', { 'x-nul': '\0'.repeat(1000) }],
    ['names outside of the basic plane', { '\u{10000}': 1, '\uffff': 2, '\u{10ffff}': 3 }],
    ['the largest number', { 'x-number': Number.MAX_SAFE_INTEGER }],
    ['names of prototypes', JSON.parse('{"__proto__":{"version":7},"constructor":1,"toJSON":2}')],
    ['58 levels', { 'x-deep': nested(58) }],
  ])('%s: the signature still counts', async (_, members) => {
    expect(await errorsOf(withTargets(targets(members)))).toEqual([]);
  });

  it('a target with a path that leaves its folder is a name like any other', async () => {
    const secret = utf8('root:x:0:0');
    const listed = { length: secret.length, hashes: { sha256: sha256Hex(secret) } };
    const names = ['../../etc/passwd', '/etc/passwd', '..', 'a/../../b', 'C:\\x', '__proto__'];
    const bytes = targets({ targets: Object.fromEntries(names.map((name) => [name, listed])) });
    const findings = await errorsOf({ ...withTargets(bytes), 'targets/other.txt': secret });
    expect(findings).toEqual(['target.missing targets.json']);
    // A file that lies there by accident is not taken for it.
    const beside = { ...withTargets(bytes), 'targets/x': secret, 'etc/passwd': utf8('other') };
    expect(await errorsOf(beside)).toEqual(['target.missing targets.json']);
  });
});

describe('values that two readers could take for different things', () => {
  it.each<[string, string, Uint8Array]>([
    ['a number beyond 2^53', 'json.unsafe-number', raw('"x":9007199254740993')],
    ['a number of 10,000 digits', 'json.unsafe-number', raw(`"x":${'9'.repeat(10_000)}`)],
    ['a fraction', 'json.unsafe-number', raw('"x":1.5')],
    ['a member twice', 'json.duplicate-member', raw('"x":1,"x":2')],
    ['a prototype twice', 'json.duplicate-member', raw('"__proto__":1,"__proto__":2')],
    ['half a character', 'json.malformed', raw(String.raw`"x":"\ud800"`)],
    ['a raw zero byte', 'json.malformed', raw('"x":"\0"')],
    ['65 levels', 'json.too-deep', raw(`"x":${'['.repeat(65)}${']'.repeat(65)}`)],
    ['a million levels', 'json.too-deep', raw(`"x":${'['.repeat(million)}`)],
    ['more values than anybody lists', 'json.too-large', raw(`"x":[${'[],'.repeat(1_000_001)}0]`)],
    ['bytes that are no UTF-8', 'json.malformed', broken(0xff)],
    ['an over-long zero', 'json.malformed', broken(0xc0, 0x80)],
    ['half a character in bytes', 'json.malformed', broken(0xed, 0xa0, 0x80)],
    ['more than 16 MiB', 'json.too-large', raw(`"x":"${'x'.repeat(17 * million)}"`)],
  ])('%s: %s', async (_, code, bytes) => {
    const errors = await errorsOf(withTargets(bytes));
    expect(errors.filter((error) => error.startsWith('json.'))).toEqual([`${code} targets.json`]);
  });
});

describe('keys, signatures and certificates of any size', () => {
  it.each<[string, JsonObject]>([
    ['a keyid of 10 MB', { keyid: 'a'.repeat(10 * million), sig: '00' }],
    ['a signature of 10 MB', { keyid: online.keyid, sig: '00'.repeat(5 * million) }],
  ])('%s is refused', async (_, entry) => {
    const bytes = file(role('targets', 1), [entry]);
    // What cannot be read is not there for the snapshot, either: a client stops for both.
    expect(await errorsOf(withTargets(bytes))).toEqual([
      'metadata.malformed targets.json',
      'role.missing snapshot.json',
    ]);
  });

  it('10 MB of PEM, of base64 and of DER are files like others', async () => {
    const line = `${'A'.repeat(64)}\n`;
    const files = {
      'a.pem': utf8(
        `-----BEGIN CERTIFICATE-----\n${line.repeat(160_000)}-----END CERTIFICATE-----\n`,
      ),
      'b.pem': utf8('-----BEGIN CERTIFICATE-----\n'.repeat(35_000)),
      'c.der': new Uint8Array(10 * million).fill(0x30),
      'd.der': Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff),
    };
    expect(await errorsOf({ ...repository(), ...files })).toEqual([]);
  });
});

describe('names that the second implementation takes for something else', () => {
  it('never make it accept what this station refuses', async () => {
    const members: JsonObject = JSON.parse('{"__proto__":{"version":7},"toJSON":2,"\u{10000}":1}');
    const files = withTargets(file(role('targets', 1, members), [stranger]));
    const { findings } = await audit(inputs(files), {
      asOf,
      verifier: nodeVerifier,
      opinion: {
        name: 'models',
        thresholds: async (questions) => modelsOpinions(questions),
        client: null,
      },
    });
    const codes = findings.map(({ code }) => code);
    expect(codes).toContain('role.threshold-not-met');
    expect(codes).not.toContain('opinion.disagrees');
  });
});

function backwards(count: number): JsonObject {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`n${count - index}`, index]),
  );
}

function nested(levels: number): JsonObject {
  let value: JsonObject = {};
  for (let level = 1; level < levels; level += 1) value = { a: value };
  return value;
}

function broken(...bytes: readonly number[]): Uint8Array {
  const text = raw('"x":"?"');
  const at = text.lastIndexOf(0x3f);
  return Uint8Array.from([...text.subarray(0, at), ...bytes, ...text.subarray(at + 1)]);
}
