import { describe, expect, it } from 'vitest';
import { folderOf, isBelow, nameOf } from '../../src/audit/file-path.ts';
import { readInput } from '../../src/audit/input.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { encodePem } from '../../src/encoding/pem.ts';
import { publicKeyPem } from '../../src/keys/public-key.ts';
import { certificatePem, mintDevice } from '../attestation/minted.ts';
import { ada, file, role, root } from './made-files.ts';

const { keyCert, deviceCert } = mintDevice();
const targets = file(role('targets', 1), []);

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function kindOf(path: string, bytes: Uint8Array): string {
  const { reading } = readInput({ path, bytes });
  return reading.kind === 'unread'
    ? `unread as ${reading.as}: ${reading.error.code}`
    : reading.kind;
}

describe('what a file is', () => {
  it.each<[string, Uint8Array, string]>([
    ['1.root.json', root({ version: 1 }), 'root'],
    ['a/b/anything.json', root({ version: 1 }), 'root'],
    ['without-ending', root({ version: 1 }), 'root'],
    ['targets.json', targets, 'metadata'],
    ['targets/delegated.json', targets, 'metadata'],
    ['x.json', file(role('mirrors', 1), []), 'metadata'],
    ['x_key_cert.pem', certificatePem(keyCert), 'evidence'],
    ['x.der', deviceCert, 'evidence'],
    ['no-ending', keyCert, 'evidence'],
    [
      'bundle.txt',
      utf8(`chain:\n${text(certificatePem(keyCert))}\nand\n${text(certificatePem(deviceCert))}`),
      'evidence',
    ],
    ['anything', certificatePem(deviceCert), 'evidence'],
    ['x_pubkey.pem', utf8(publicKeyPem(ada.publicKey)), 'evidence'],
    ['rekor.pub', utf8(publicKeyPem(ada.publicKey)), 'evidence'],
    ['ceremony.yaml', utf8('title: x'), 'plan'],
    ['transcript.jsonl', utf8(''), 'transcript'],
    ['report/report.html', utf8('<html>'), 'report'],
    ['x.json', utf8('{"format":"station-audit/1"}'), 'report'],
    ['report/1.root.json', root({ version: 1 }), 'root'],
    ['checkpoints/1-a.dsse.json', utf8('{'), 'checkpoint'],
    ['link.json', utf8('{"signed": {"_type": "link", "name": "x"}, "signatures": []}'), 'other'],
    ['README.md', utf8('# hello'), 'other'],
    ['empty', new Uint8Array(), 'other'],
    ['blank', utf8(' \n\t'), 'other'],
  ])('%s', (path, bytes, kind) => {
    expect(kindOf(path, bytes)).toBe(kind);
  });

  it.each<[string, Uint8Array, string]>([
    // By its name it is metadata, whatever is left of it.
    ['root.json', new Uint8Array(), 'json.malformed'],
    ['12.root.json', utf8('{"sig'), 'json.malformed'],
    ['a/timestamp.json', utf8('not json'), 'json.malformed'],
    // Clients ask for the role of that name, and nobody says whose keys may sign another one.
    ['2.root.json', file(role('Root', 2), [ada]), 'tuf.wrong-type'],
    ['root.json', targets, 'tuf.wrong-type'],
    ['a/3.targets.json', root({ version: 3 }), 'tuf.wrong-type'],
    ['snapshot.json', utf8('{"hello": 1}'), 'tuf.not-metadata'],
    ['targets.json', utf8('\ufeff{}'), 'json.malformed'],
    // By its content.
    ['x.json', utf8('{"signatures": ['), 'json.malformed'],
    ['x.json', utf8('{"signed": {}, "signatures": []}'), 'tuf.member'],
    ['x.json', utf8('{"signed": {"a": 1, "a": 2}}'), 'json.duplicate-member'],
    ['x.json', utf8('{"signed": {"a": 1.5}}'), 'json.unsafe-number'],
    ['x', utf8('{"signed": tru'), 'json.malformed'],
    ['1.root.json', file(role('root', 1), []), 'tuf.member'],
  ])('%s that cannot be read is metadata all the same', (path, bytes, code) => {
    expect(kindOf(path, bytes)).toBe(`unread as metadata: ${code}`);
  });

  it.each<[string, Uint8Array]>([
    ['x_key_cert.pem', utf8('')],
    ['x_key_cert.pem', utf8('hello')],
    ['x_key_cert.pem', keyCert.slice(0, -1)],
    ['x_device_cert.pem', utf8(encodePem('CERTIFICATE', Uint8Array.of(0x30, 0)))],
    ['x_pubkey.pem', utf8(encodePem('PUBLIC KEY', Uint8Array.of(0x30, 0)))],
    ['x_pubkey.pem', utf8('hello')],
  ])('%s that cannot be read is evidence all the same', (path, bytes) => {
    expect(kindOf(path, bytes)).toMatch(/^unread as evidence: /);
  });

  it.each<[string, Uint8Array]>([
    ['package.json', utf8('{"name": "x"}')],
    ['tsconfig.json', utf8('{ // comment\n}')],
    ['list.json', utf8('[1.5]')],
    ['targets/trusted.json', utf8('{"signed": 1.5}')],
    ['some.crt', utf8('hello')],
    ['other.pem', utf8(encodePem('CERTIFICATE', Uint8Array.of(1, 2, 3)))],
  ])('%s says nothing of itself and is left aside', (path, bytes) => {
    expect(kindOf(path, bytes)).toBe('other');
  });

  it('has the digest of its bytes', () => {
    expect(readInput({ path: 'x', bytes: utf8('hello\n') }).sha256).toBe(
      '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
    );
  });
});

describe('paths', () => {
  it.each([
    ['a/b/c.json', 'c.json', 'a/b'],
    ['c.json', 'c.json', ''],
    ['/c.json', 'c.json', ''],
  ])('%s has the name %s in %j', (path, name, folder) => {
    expect([nameOf(path), folderOf(path)]).toEqual([name, folder]);
  });

  it('lie below a folder by its whole name', () => {
    expect(isBelow('a/staged/b/c.json', 'staged')).toBe(true);
    expect(isBelow('a/unstaged/c.json', 'staged')).toBe(false);
    expect(isBelow('a/staged', 'staged')).toBe(false);
  });
});
