import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/encoding/json.ts';
import { jcs } from '../../src/encoding/jcs.ts';
import { canonicalBytes } from '../../src/tuf/canonical.ts';
import { publicKeyPem } from '../../src/keys/public-key.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { signer } from '../tuf/signers.ts';
import {
  ada,
  auditOf,
  ben,
  cleo,
  dora,
  type Files,
  file,
  online,
  root,
  rootPart,
  stranger,
} from './made-files.ts';

const part = rootPart({ version: 1 });
const by = (keyid: string, bytes: Uint8Array, who = ada): JsonObject => ({
  keyid,
  sig: who.sign(bytes),
});

async function told(files: Files, code: string) {
  const { findings } = await auditOf(files);
  return findings.filter((one) => one.code === code).map(({ data }) => data);
}

const wrong = (version: number) => {
  const signed = rootPart({ version });
  return file(signed, [ada, ben, by(cleo.keyid, canonicalBytes(signed), stranger)]);
};

describe('a signature that another key made', () => {
  it('names a key that no file knows, if several of its signatures fail', async () => {
    const files = { '1.root.json': wrong(1), '2.root.json': wrong(2) };
    const both = await told(files, 'signature.made-by-other-key');
    expect(both.map((data) => [data['recoveredSpkiSha256'], data['knownAs']])).toEqual([
      [stranger.publicKey.digest, []],
      [stranger.publicKey.digest, []],
    ]);
    expect(await told({ '1.root.json': wrong(1) }, 'signature.made-by-other-key')).toEqual([]);
  });

  it('is not made of one signature that is given twice', async () => {
    const signed = canonicalBytes(part);
    const twice = file(part, [
      ada,
      by(ben.keyid, signed, stranger),
      by(cleo.keyid, signed, stranger),
    ]);
    const once = JSON.parse(new TextDecoder().decode(twice));
    once.signatures[2].sig = once.signatures[1].sig;
    expect(
      await told({ '1.root.json': utf8(JSON.stringify(once)) }, 'signature.made-by-other-key'),
    ).toEqual([]);
  });

  it('names a key from a file of its own, by that file', async () => {
    const found = await told(
      { '1.root.json': wrong(1), 'somebody.pub': utf8(publicKeyPem(stranger.publicKey)) },
      'signature.made-by-other-key',
    );
    expect(found).toMatchObject([{ knownAs: ['somebody.pub'] }]);
  });

  it('names a key under a keyid that nobody has', async () => {
    const found = await told(
      { '1.root.json': file(part, [ada, ben, by('ff'.repeat(32), canonicalBytes(part), online)]) },
      'signature.made-by-other-key',
    );
    expect(found).toMatchObject([{ recoveredSpkiSha256: online.publicKey.digest }]);
  });

  it('of Ed25519 is found by trying', async () => {
    const [eve, mallory] = [
      signer('eve', { scheme: 'ed25519' }),
      signer('mallory', { scheme: 'ed25519' }),
    ];
    const signed = rootPart({ version: 1, keys: [ada, ben, eve, mallory] });
    const found = await told(
      { '1.root.json': file(signed, [ada, ben, by(eve.keyid, canonicalBytes(signed), mallory)]) },
      'signature.made-by-other-key',
    );
    expect(found).toMatchObject([{ recoveredSpkiSha256: mallory.publicKey.digest }]);
  });
});

const withMember = (members: JsonObject) => rootPart({ version: 1, members });

/** A root of which Ada signed other bytes than the file holds. */
const over = (content: JsonObject, bytes: Uint8Array): Files => ({
  '1.root.json': file(content, [ben, cleo, by(ada.keyid, bytes)]),
});

const pemWithout = (() => {
  const keys = part['keys'] as JsonObject;
  return withMember({
    keys: Object.fromEntries(
      Object.entries(keys).map(([keyid, object]) => {
        const { keyval, ...rest } = object as { keyval: { public: string } };
        return [keyid, { ...rest, keyval: { public: keyval.public.trimEnd() } }];
      }),
    ),
  });
})();

const offByOne = `${ada.keyid.startsWith('0') ? '1' : '0'}${ada.keyid.slice(1)}`;
const renamed = JSON.parse(JSON.stringify(part).replaceAll(ada.keyid, offByOne)) as JsonObject;

describe('a signature over other bytes', () => {
  it.each<[string, Files]>([
    ['null-members-dropped', over(withMember({ 'x-note': null }), canonicalBytes(part))],
    ['empty-members-dropped', over(withMember({ 'x-note': {} }), canonicalBytes(part))],
    ['unknown-members-dropped', over(withMember({ 'x-note': 7 }), canonicalBytes(part))],
    ['null-member-added', over(part, canonicalBytes(withMember({ delegations: null })))],
    ['pem-line-end-added', over(pemWithout, canonicalBytes(part))],
    ['pem-line-end-dropped', over(part, canonicalBytes(pemWithout))],
    ['rfc-8785', over(part, jcs(part))],
    ['final-line-end', over(part, utf8(`${new TextDecoder().decode(canonicalBytes(part))}\n`))],
    [
      'expiry-normalised',
      over(
        withMember({ expires: '2027-01-01T01:00:00.5+01:00' }),
        canonicalBytes(withMember({ expires: '2027-01-01T00:00:00Z' })),
      ),
    ],
  ])('is explained: %s', async (edit, files) => {
    expect(await told(files, 'signature.explained')).toMatchObject([{ edit, keyid: ada.keyid }]);
  });

  it('is explained by one digit of a keyid that was changed after it was made', async () => {
    const files = { '1.root.json': file(renamed, [ben, cleo, by(offByOne, canonicalBytes(part))]) };
    expect(await told(files, 'signature.explained')).toMatchObject([{ edit: 'keyid-corrected' }]);
  });

  it('is explained where the digit is that of its own keyid', async () => {
    const files = { '1.root.json': file(part, [ben, cleo, by(offByOne, canonicalBytes(part))]) };
    expect(await told(files, 'signature.explained')).toMatchObject([
      { edit: 'signature-keyid-digit' },
    ]);
    // It was the right token: nobody is to look for another one.
    expect(await told(files, 'signature.made-by-other-key')).toEqual([]);
  });

  it('that nothing explains stays invalid and no more', async () => {
    const files = over(part, canonicalBytes(rootPart({ version: 7 })));
    expect(await told(files, 'signature.explained')).toEqual([]);
    expect(await told(files, 'signature.invalid')).toHaveLength(1);
  });

  it('counts for nothing, explained or not', async () => {
    const content = withMember({ 'x-note': null });
    const { roots, verdict } = await auditOf({
      '1.root.json': file(content, [by(ada.keyid, canonicalBytes(part)), ben]),
    });
    expect([verdict, roots[0]?.validBySelf]).toEqual(['fail', 1]);
  });
});

const theirs = (version: number, keys = [stranger, dora]) => root({ version, keys }, keys);

describe('roots of several repositories', () => {
  it('given together are histories of their own', async () => {
    const { verdict, findings } = await auditOf({
      'a/1.root.json': root({ version: 1 }),
      'a/2.root.json': root({ version: 2 }),
      'b/1.root.json': theirs(1),
      'b/2.root.json': theirs(2),
      'b/3.root.json': theirs(3),
    });
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(verdict).toBe('pass');
  });

  it('in the place of a real one stand in the history of the real one', async () => {
    const { findings } = await auditOf({
      'a/1.root.json': root({ version: 1 }),
      'a/2.root.json': theirs(2),
    });
    expect(findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(
      ['root.threshold-not-met'],
    );
  });

  it('that hand over to other people whole are one history wherever they lie', async () => {
    const { roots } = await auditOf({
      'x/first.json': root({ version: 1 }),
      'y/second.json': root({ version: 2, keys: [stranger, dora] }, [ada, ben, stranger, dora]),
    });
    expect(roots.map(({ validByPrevious }) => validByPrevious)).toEqual([null, 2]);
  });

  it('that fork do not make forks of what follows on one branch alone', async () => {
    const { findings } = await auditOf({
      'a/1.root.json': root({ version: 1 }),
      'b/1.root.json': theirs(1),
      'a/2.root.json': root({ version: 2 }),
      'b/2.root.json': theirs(2),
      'stray.json': root({ version: 2, keys: [stranger, ada] }, [stranger, ada]),
    });
    expect(findings.filter(({ code }) => code === 'root.fork')).toEqual([]);
  });
});
