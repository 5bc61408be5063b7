import { cp, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { takeBundle } from '../../../main/ceremonies/bundle-taker.ts';
import { writeBundle } from '../../../main/ceremonies/bundle-writer.ts';
import { addSignature, readStaged, stage } from '../../../main/ceremonies/staged-file.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { isJsonObject, parseJson, type JsonObject } from '../../../src/encoding/json.ts';
import { metadataFile } from '../../../src/tuf/write.ts';
import { parseMetadata } from '../../../src/tuf/metadata.ts';
import { rejectionOf } from '../../ceremony/thrown.ts';
import {
  at,
  begunCeremony,
  keyidOf,
  people,
  signatureBy,
  signedBy,
  unsignedRoot,
} from './signed-work.ts';
import {
  byHost,
  byKeyholder,
  twoMachines,
  work,
  signersOf,
  snapshot,
  editManifest,
  forge,
  written,
  type Written,
  pubkey,
} from './bundle-machines.ts';

describe('a bundle that is not taken', () => {
  test.each<[string, (w: Written) => Promise<unknown>, string]>([
    ['has no manifest', ({ bundle }) => rm(join(bundle, 'bundle.json')), 'bundle.malformed'],
    [
      'has a manifest that is cut off',
      ({ bundle }) => truncate(join(bundle, 'bundle.json'), 100),
      'bundle.malformed',
    ],
    [
      'has a manifest that is a link',
      async ({ bundle, top }) => {
        await rename(join(bundle, 'bundle.json'), join(top, 'elsewhere'));
        await symlink(join(top, 'elsewhere'), join(bundle, 'bundle.json'));
      },
      'folder.not-a-file',
    ],
    ['lacks a file', ({ bundle }) => rm(join(bundle, 'staged/root.json')), 'bundle.files'],
    [
      'has a file that is cut off',
      ({ bundle }) => truncate(join(bundle, 'staged/root.json'), 100),
      'bundle.files',
    ],
    [
      'has a file that is longer',
      async ({ bundle }) => writeFile(join(bundle, 'ceremony.yaml'), 'x'.repeat(9000)),
      'folder.too-large',
    ],
    [
      'has a file with one other byte',
      async ({ bundle }) => {
        const bytes = await readFile(join(bundle, pubkey));
        bytes[40]! ^= 1;
        await writeFile(join(bundle, pubkey), bytes);
      },
      'bundle.files',
    ],
    [
      'has a file that is a link',
      async ({ bundle, top }) => {
        await rename(join(bundle, pubkey), join(top, 'elsewhere'));
        await symlink(join(top, 'elsewhere'), join(bundle, pubkey));
      },
      'folder.not-a-file',
    ],
    [
      'has a folder that is a link',
      async ({ bundle, top }) => {
        await rename(join(bundle, 'keys'), join(top, 'elsewhere'));
        await symlink(join(top, 'elsewhere'), join(bundle, 'keys'));
      },
      'folder.not-a-file',
    ],
    [
      'belongs to another plan',
      ({ bundle }) =>
        editManifest(bundle, (manifest) => ({ ...manifest, plan: sha256Hex(Buffer.from('x')) })),
      'bundle.other-plan',
    ],
    [
      'has another plan in it',
      ({ bundle }) => forge(bundle, 'ceremony.yaml', Buffer.from('title: x')),
      'bundle.other-plan',
    ],
    [
      'has another key under the same name',
      async ({ bundle, host }) => {
        await work(host, 'priya-raman');
        await forge(bundle, pubkey, Buffer.from('-----BEGIN PUBLIC KEY-----'));
      },
      'bundle.other-key',
    ],
    [
      'has another root of the same version',
      ({ bundle, host }) =>
        forge(
          bundle,
          'staged/root.json',
          signedBy(unsignedRoot(host.plan, { expires: '2028-01-01T00:00:00Z' }), 'priya-raman'),
        ),
      'bundle.other-bytes',
    ],
    [
      'has metadata with a member twice',
      async ({ bundle }) => {
        const text = await readFile(join(bundle, 'staged/root.json'), 'utf8');
        await forge(
          bundle,
          'staged/root.json',
          Buffer.from(text.replace('"version": 16', '"version": 16, "version": 16')),
        );
      },
      'json.duplicate-member',
    ],
    [
      'has a certificate for metadata',
      ({ bundle }) => forge(bundle, 'staged/root.json', Buffer.from('-----BEGIN CERTIFICATE-----')),
      'json.malformed',
    ],
    [
      'has a record with a line missing',
      async ({ bundle }) => {
        const lines = (await readFile(join(bundle, 'transcript.jsonl'), 'utf8')).split('\n');
        await forge(bundle, 'transcript.jsonl', Buffer.from(lines.toSpliced(1, 1).join('\n')));
      },
      'transcript.broken-chain',
    ],
    [
      'has a record that is cut off',
      async ({ bundle }) =>
        forge(
          bundle,
          'transcript.jsonl',
          (await readFile(join(bundle, 'transcript.jsonl'))).subarray(0, -10),
        ),
      'transcript.torn',
    ],
    [
      'is one of two',
      ({ bundle, stick }) => cp(bundle, join(stick, 'tom-okafor-16.ceremony'), { recursive: true }),
      'bundle.choose',
    ],
    ['is not there', ({ bundle }) => rm(bundle, { recursive: true }), 'bundle.malformed'],
  ])('because it %s changes nothing', async (_, damage, code) => {
    const all = await written();
    await damage(all);
    const before = await snapshot(all.host.path);
    const error = await rejectionOf(takeBundle(all.host, all.stick, byHost));
    expect(error).toMatchObject({ code });
    expect(await snapshot(all.host.path)).toStrictEqual(before);
    await all.close();
  });

  test.each([
    '../../outside',
    'staged/../../outside.json',
    'bin/run.sh',
    'transcript.jsonl/x',
    'keys/1/2_pubkey.pem',
    'repository/root.json',
    '/etc/passwd',
  ])('because it names %j changes nothing', async (path) => {
    const all = await written();
    const manifest = parseJson(await readFile(join(all.bundle, 'bundle.json')), 'bundle.json');
    const files =
      isJsonObject(manifest) && Array.isArray(manifest['files']) ? manifest['files'] : [];
    const odd: JsonObject = { path, bytes: 1, sha256: sha256Hex(Buffer.from('x')) };
    await writeFile(
      join(all.bundle, 'bundle.json'),
      JSON.stringify({ ...(manifest as JsonObject), files: [...files, odd] }),
    );
    const before = await snapshot(all.top);
    expect(await rejectionOf(takeBundle(all.host, all.stick, byHost))).toMatchObject({
      code: expect.stringMatching(/^bundle\.(files|malformed)$/),
    });
    expect(await snapshot(all.top)).toStrictEqual(before);
    await all.close();
  });
});

describe('signatures in a bundle', () => {
  test('that do not verify stay outside, the others come in', async () => {
    const { top, stick, host, keyholder, close } = await twoMachines();
    const unsigned = unsignedRoot(host.plan);
    const metadata = parseMetadata(signedBy(unsigned, 'priya-raman', 'tom-okafor'), 'root.json');
    const [priya, tom] = metadata.signatures.map(({ keyid, sig }) => ({ keyid, sig }));
    const swapped = { keyid: tom!.keyid, sig: priya!.sig };
    const unknown = { keyid: 'f'.repeat(64), sig: priya!.sig };
    const file = metadataFile(metadata.signed, [
      swapped,
      priya!,
      unknown,
      { keyid: keyidOf('ines-duarte'), sig: '00' },
    ]);
    await stage(keyholder, 'root.json', file);
    await writeBundle(keyholder, stick, 'priya-raman', at);

    // Into a folder in which the root is staged already.
    const madeBy = people['priya-raman'].key.digest;
    const refused = [
      { keyid: tom!.keyid, kind: 'other-key', madeBy },
      { keyid: unknown.keyid, kind: 'other-key', madeBy },
      { keyid: keyidOf('ines-duarte'), kind: 'unknown', madeBy: null },
    ];
    expect(await takeBundle(host, stick, byHost)).toMatchObject({
      refused,
      signatures: [{ keyid: keyidOf('priya-raman') }],
    });
    expect(await signersOf(host)).toStrictEqual([keyidOf('priya-raman')]);

    // And into one in which nothing is staged: Tom's place must stay free for Tom.
    const empty = await begunCeremony(top, 'empty');
    expect(await takeBundle(empty, stick, byKeyholder)).toMatchObject({ refused });
    expect(await signersOf(empty)).toStrictEqual([keyidOf('priya-raman')]);
    await empty.close();
    await close();
  });

  test('do not take the place of one that is here', async () => {
    const { stick, host, keyholder, close } = await twoMachines();
    const staged = await readStaged(host, 'root.json');
    const ours = signatureBy('priya-raman', staged!);
    await addSignature(host, 'root.json', staged!, keyidOf('priya-raman'), ours);
    // ECDSA by OpenSSL is another signature each time.
    await stage(keyholder, 'root.json', signedBy(unsignedRoot(host.plan), 'priya-raman'));
    await writeBundle(keyholder, stick, 'priya-raman', at);
    expect(await takeBundle(host, stick, byHost)).toMatchObject({
      added: [],
      signatures: [],
      refused: [],
    });
    expect((await readStaged(host, 'root.json'))?.signatures[0]?.sig).toBe(
      Buffer.from(ours).toString('hex'),
    );
    await close();
  });
});

describe('a bundle from before the host staged anew', () => {
  test('is refused with both digests, and nothing of it is taken', async () => {
    const { top, stick, host, keyholder, close } = await twoMachines();
    await stage(keyholder, 'root.json', signedBy(unsignedRoot(host.plan), 'priya-raman'));
    await writeBundle(keyholder, stick, 'priya-raman', at);
    await stage(host, 'root.json', unsignedRoot(host.plan, { expires: '2027-12-01T00:00:00Z' }));
    const before = await snapshot(top);
    expect(await rejectionOf(takeBundle(host, stick, byHost))).toMatchObject({
      code: 'bundle.older-stage',
      hint: expect.stringContaining('staged now'),
    });
    expect(await snapshot(top)).toStrictEqual(before);
    await close();
  });

  test('names a signature over the older bytes that stands in the newer file', async () => {
    const { stick, host, keyholder, close } = await twoMachines();
    const older = parseMetadata(signedBy(unsignedRoot(host.plan), 'priya-raman'), 'root.json');
    const newer = unsignedRoot(host.plan, { expires: '2027-12-01T00:00:00Z' });
    await stage(host, 'root.json', newer);
    const [{ keyid, sig } = { keyid: '', sig: '' }] = older.signatures;
    const { signed } = parseMetadata(newer, 'root.json');
    await stage(keyholder, 'root.json', metadataFile(signed, [{ keyid, sig }]));
    await writeBundle(keyholder, stick, 'priya-raman', at);
    expect(await takeBundle(host, stick, byHost)).toMatchObject({
      signatures: [],
      refused: [{ keyid, kind: 'older-stage', madeBy: people['priya-raman'].key.digest }],
    });
    expect(await signersOf(host)).toStrictEqual([]);
    await close();
  });
});
