import {
  cp,
  link,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { takeBundle, type TakeOptions } from '../../../main/ceremonies/bundle-taker.ts';
import { writeBundle } from '../../../main/ceremonies/bundle-writer.ts';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { exportKey } from '../../../main/ceremonies/key-files.ts';
import { addSignature, readStaged, stage } from '../../../main/ceremonies/staged-file.ts';
import { recordStaged } from '../../../main/ceremonies/staged-record.ts';
import { readCarriedRecords } from '../../../main/ceremonies/transcript-reader.ts';
import { nodeVerifier } from '../../../main/verification/node.ts';
import { stateOf } from '../../../src/ceremony/state.ts';
import { parseSerial } from '../../../src/ceremony/serial.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { isJsonObject, parseJson, type JsonObject } from '../../../src/encoding/json.ts';
import { manifestBytes, parseManifest, type Manifest } from '../../../src/transfer/manifest.ts';
import { metadataFile } from '../../../src/tuf/write.ts';
import { parseMetadata } from '../../../src/tuf/metadata.ts';
import { actOf, timeOf } from '../../ceremony/sample-acts.ts';
import { rejectionOf } from '../../ceremony/thrown.ts';
import { scratchFolder } from './scratch.ts';
import {
  at,
  begunCeremony,
  keyidOf,
  people,
  signatureBy,
  signedBy,
  unsignedRoot,
  type Person,
} from './signed-work.ts';

const byHost: TakeOptions = {
  participant: 'ines-duarte',
  at,
  verifier: nodeVerifier,
  onOtherBytes: 'refuse',
};
const byKeyholder: TakeOptions = { ...byHost, participant: 'priya-raman', onOtherBytes: 'stage' };
const serials = {
  'priya-raman': '24617802',
  'tom-okafor': '24617811',
  'ines-duarte': '24617799',
} as const;

/** The same ceremony on two machines, and a stick between them. */
async function twoMachines() {
  const top = await scratchFolder();
  const stick = join(top, 'stick');
  await mkdir(stick);
  const host = await begunCeremony(top, 'host');
  await stage(host, 'root.json', unsignedRoot(host.plan));
  await recordStaged(host, 'ines-duarte', at);
  const keyholder = await begunCeremony(top, 'keyholder');
  return {
    top,
    stick,
    host,
    keyholder,
    close: () => Promise.all([host.close(), keyholder.close()]),
  };
}

/** A keyholder's work up to the signature, as the handlers do it. */
async function work(folder: CeremonyFolder, person: Person): Promise<void> {
  const { key: publicKey } = people[person];
  const serial = parseSerial(serials[person], 'test');
  const spki = publicKey.digest;
  await folder.append(actOf('token.chosen', { serial }, person), at);
  await folder.append(actOf('key.made', { serial, spki }, person), at);
  const files = await exportKey(folder, {
    serial,
    publicKey,
    keyCertificate: null,
    deviceCertificate: null,
  });
  await folder.append(
    actOf('export.written', { serial, spki, files: files.map(({ fact }) => fact) }, person),
    at,
  );
  const staged = await readStaged(folder, 'root.json');
  if (staged === null) return;
  const signed = await addSignature(
    folder,
    'root.json',
    staged,
    keyidOf(person),
    signatureBy(person, staged),
  );
  const { signedSha256, sha256: fileSha256 } = signed;
  await folder.append(
    actOf(
      'signature.added',
      { serial, spki, signedSha256, fileSha256, keyid: keyidOf(person) },
      person,
    ),
    at,
  );
}

const signersOf = async (folder: CeremonyFolder) =>
  (await readStaged(folder, 'root.json'))?.signatures.map(({ keyid }) => keyid);

/** Every file of a folder by its digest, to see whether anything changed. */
async function snapshot(path: string): Promise<Record<string, string>> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      files.toSorted().map(async (file) => [file, sha256Hex(await readFile(file))]),
    ),
  );
}

async function editManifest(
  bundle: string,
  change: (manifest: Manifest) => Manifest,
): Promise<void> {
  const path = join(bundle, 'bundle.json');
  await writeFile(path, manifestBytes(change(parseManifest(await readFile(path), 'bundle.json'))));
}

/** Puts other bytes into a bundle and makes its manifest agree with them, as an attacker would. */
async function forge(bundle: string, path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(join(bundle, path, '..'), { recursive: true });
  await writeFile(join(bundle, path), bytes);
  await editManifest(bundle, (manifest) => {
    const fact = {
      path,
      bytes: bytes.length,
      sha256: sha256Hex(bytes),
    } as Manifest['files'][number];
    return { ...manifest, files: [...manifest.files.filter((file) => file.path !== path), fact] };
  });
}

describe('carrying work by folder', () => {
  test('no bundle is written into the ceremony that it is a copy of, by whatever way', async () => {
    const { top, host, close } = await twoMachines();
    await symlink(host.path, join(top, 'way-in'));
    await mkdir(join(host.path, '..looks-outside'));
    const before = [await readdir(host.path), host.records.length];
    for (const place of [
      host.path,
      join(host.path, 'staged'),
      join(host.path, '..looks-outside'),
      join(top, 'way-in'),
    ]) {
      await expect(writeBundle(host, place, null, at)).rejects.toMatchObject({
        code: 'folder.inside',
        notDone: ['Nothing was written.'],
      });
    }
    expect([await readdir(host.path), host.records.length]).toStrictEqual(before);
    await expect(writeBundle(host, join(top, 'none'), null, at)).rejects.toMatchObject({
      code: 'folder.missing',
    });
    const beside = `${host.path}-copy`;
    await mkdir(beside);
    expect((await writeBundle(host, beside, null, at)).name).toBe('ceremony-16.ceremony');
    await close();
  });

  test('the host’s root goes out, three people’s work comes back, and all signatures stand together', async () => {
    const { top, stick, host, close } = await twoMachines();
    const out = await writeBundle(host, stick, null, at);
    expect(out.name).toBe('ceremony-16.ceremony');
    for (const person of ['priya-raman', 'tom-okafor'] as const) {
      const theirs = await begunCeremony(top, person);
      const taken = await takeBundle(theirs, stick, { ...byKeyholder, participant: person });
      expect(taken).toMatchObject({ from: null, signatures: [], refused: [] });
      expect(stateOf(theirs.plan, theirs.records, person).staged?.data.version).toBe(16);
      await work(theirs, person);
      const back = join(top, `${person}-stick`);
      await mkdir(back);
      const written = await writeBundle(theirs, back, person, at);
      expect(written.name).toBe(`${person}-16.ceremony`);
      expect(stateOf(theirs.plan, theirs.records, person).step).not.toBe('done');
      expect(stateOf(theirs.plan, theirs.records, person).carried?.number).toBe(
        written.record.number,
      );
      await takeBundle(host, back, byHost);
      await theirs.close();
    }
    expect(await signersOf(host)).toStrictEqual([keyidOf('priya-raman'), keyidOf('tom-okafor')]);
    expect((await readdir(join(host.path, 'keys'))).toSorted()).toStrictEqual([
      '24617802',
      '24617811',
    ]);
    const carried = await readCarriedRecords(host.path, host.plan.sha256);
    expect(carried.map(({ file }) => file.replace(/-[0-9a-f]{16}\.jsonl$/, ''))).toStrictEqual([
      'records/priya-raman',
      'records/tom-okafor',
    ]);
    expect(host.records.filter(({ kind }) => kind === 'bundle.taken')).toMatchObject([
      {
        data: {
          from: 'priya-raman',
          signatures: [{ file: 'staged/root.json', keyid: keyidOf('priya-raman') }],
        },
      },
      { data: { from: 'tom-okafor', signatures: [{ keyid: keyidOf('tom-okafor') }] } },
    ]);
    await close();
  });

  test('a bundle holds the plan, the record, one person’s keys and what is staged, and no secret of the machine', async () => {
    const { top, stick, keyholder, close } = await twoMachines();
    await work(keyholder, 'priya-raman');
    await work(keyholder, 'tom-okafor');
    await stage(keyholder, 'root.json', unsignedRoot(keyholder.plan));
    const { files, bytes } = await writeBundle(keyholder, stick, 'priya-raman', at);
    expect(files.map(({ path }) => path)).toStrictEqual([
      'ceremony.yaml',
      'transcript.jsonl',
      'keys/24617802/24617802_pubkey.pem',
      'staged/root.json',
    ]);
    const all = await Promise.all(Object.keys(await snapshot(stick)).map((path) => readFile(path)));
    expect(all.reduce((sum, file) => sum + file.length, 0)).toBe(bytes);
    expect(Buffer.concat(all).toString()).not.toContain(top);
    await close();
  });

  test('the host’s bundle holds the keys of everybody', async () => {
    const { stick, host, close } = await twoMachines();
    await work(host, 'priya-raman');
    await work(host, 'tom-okafor');
    await writeFile(join(host.path, 'keys/24617802/notes.txt'), 'stays here');
    const { files } = await writeBundle(host, stick, null, at);
    expect(files.map(({ path }) => path).filter((path) => path.startsWith('keys/'))).toStrictEqual([
      'keys/24617802/24617802_pubkey.pem',
      'keys/24617811/24617811_pubkey.pem',
    ]);
    await close();
  });

  test('an earlier bundle on the stick stays, and the new one gets a number', async () => {
    const { stick, keyholder, close } = await twoMachines();
    await writeBundle(keyholder, stick, 'priya-raman', at);
    const before = await snapshot(stick);
    expect((await writeBundle(keyholder, stick, 'priya-raman', at)).name).toBe(
      'priya-raman-16-2.ceremony',
    );
    expect(await snapshot(stick)).toMatchObject(before);
    await close();
  });

  test('taking the same bundle again changes nothing but the record', async () => {
    const { stick, host, keyholder, close } = await twoMachines();
    await stage(keyholder, 'root.json', unsignedRoot(keyholder.plan));
    await work(keyholder, 'priya-raman');
    await writeBundle(keyholder, stick, 'priya-raman', at);
    await takeBundle(host, stick, byHost);
    const { 'transcript.jsonl': _, ...before } = await relative(host.path);
    const again = await takeBundle(host, stick, byHost);
    expect(again).toMatchObject({ added: [], signatures: [] });
    const { 'transcript.jsonl': __, ...after } = await relative(host.path);
    expect(after).toStrictEqual(before);
    await close();
  });

  test('a keyholder takes a corrected root; the former is kept and has to be reviewed no more', async () => {
    const { top, stick, host, keyholder, close } = await twoMachines();
    await writeBundle(host, stick, null, at);
    await takeBundle(keyholder, stick, byKeyholder);
    await work(keyholder, 'priya-raman');
    await stage(host, 'root.json', unsignedRoot(host.plan, { expires: '2027-12-01T00:00:00Z' }));
    await recordStaged(host, 'ines-duarte', at);
    const second = join(top, 'second');
    await mkdir(second);
    await writeBundle(host, second, null, at);
    await takeBundle(keyholder, second, byKeyholder);
    expect(await signersOf(keyholder)).toStrictEqual([]);
    expect(stateOf(keyholder.plan, keyholder.records, 'priya-raman').signature).toBeNull();
    expect(await readdir(join(keyholder.path, 'replaced/staged'))).toHaveLength(1);
    await close();
  });
});

/** As `snapshot`, by path inside the folder. */
async function relative(path: string): Promise<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(await snapshot(path)).map(([file, digest]) => [
      file.slice(path.length + 1),
      digest,
    ]),
  );
}

/** A keyholder's bundle on the stick, and the host who is to take it. */
async function written() {
  const machines = await twoMachines();
  await stage(machines.keyholder, 'root.json', unsignedRoot(machines.keyholder.plan));
  await work(machines.keyholder, 'priya-raman');
  const { name } = await writeBundle(machines.keyholder, machines.stick, 'priya-raman', at);
  return { ...machines, bundle: join(machines.stick, name) };
}
type Written = Awaited<ReturnType<typeof written>>;
const pubkey = 'keys/24617802/24617802_pubkey.pem';

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

test('a taking that was cut off is finished by taking again', async () => {
  const { stick, host, keyholder, close } = await twoMachines();
  await writeBundle(host, stick, null, at);
  // As after a crash right after the file was written: staged, and in no record.
  await stage(keyholder, 'root.json', unsignedRoot(host.plan));
  await takeBundle(keyholder, stick, byKeyholder);
  expect(keyholder.records.map(({ kind }) => kind)).toStrictEqual([
    'ceremony.opened',
    'root.staged',
    'bundle.taken',
  ]);
  await close();
});

test('a bundle is not written where a record cannot follow', async () => {
  const { stick, keyholder, close } = await twoMachines();
  await link(join(keyholder.path, 'transcript.jsonl'), join(keyholder.path, '..', 'second-name'));
  expect(await rejectionOf(writeBundle(keyholder, stick, 'priya-raman', timeOf(1)))).toMatchObject({
    code: 'folder.not-a-file',
  });
  expect(keyholder.records).toHaveLength(1);
  await close();
});
