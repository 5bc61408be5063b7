import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exportKey, readExport, type KeyExport } from '../../../main/ceremonies/key-files.ts';
import { publish } from '../../../main/ceremonies/repository-writer.ts';
import { addSignature, readStaged, stage } from '../../../main/ceremonies/staged-file.ts';
import { recordStaged, stagedNames } from '../../../main/ceremonies/staged-record.ts';
import { recordFoundSignature } from '../../../main/ceremonies/unrecorded-signature.ts';
import { nodeVerifier } from '../../../main/verification/node.ts';
import { parseSerial } from '../../../src/ceremony/serial.ts';
import { folderPath } from '../../../src/ceremony/folder-path.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { decodePem } from '../../../src/encoding/pem.ts';
import { fromUtf8, utf8 } from '../../../src/encoding/utf8.ts';
import { nobleVerifier } from '../../../src/keys/noble.ts';
import { publicKeyFromPem } from '../../../src/keys/public-key.ts';
import { actOf, timeOf } from '../../ceremony/sample-acts.ts';
import { rejectionOf } from '../../ceremony/thrown.ts';
import { fixtureBytes } from './fixture-bytes.ts';
import { scratchFolder } from './scratch.ts';
import {
  at,
  begunCeremony,
  keyidOf,
  people,
  signatureBy,
  signedBy,
  unsignedRoot,
} from './signed-work.ts';

const keys = 'ceremony/2021-06-18/keys/13078778/13078778';
const pem = (suffix: string): string => fromUtf8(fixtureBytes(`${keys}_${suffix}.pem`));

/** A key of the ceremony of 2021, as a token would give it. */
function sigstoreKey(): KeyExport {
  return {
    serial: parseSerial('13078778', 'test'),
    publicKey: publicKeyFromPem(pem('pubkey'), 'test'),
    keyCertificate: decodePem(pem('key_cert'), 'CERTIFICATE'),
    deviceCertificate: decodePem(pem('device_cert'), 'CERTIFICATE'),
  };
}

const text = (folder: { path: string }, path: string) => readFile(join(folder.path, path), 'utf8');

describe('the files of a key', () => {
  test('lie where Sigstore’s ceremonies have them, with the same content', async () => {
    const folder = await begunCeremony(await scratchFolder());
    const exported = await exportKey(folder, sigstoreKey());
    expect(exported.map(({ fact, what }) => [fact.path, what])).toStrictEqual([
      ['keys/13078778/13078778_pubkey.pem', 'public-key'],
      ['keys/13078778/13078778_key_cert.pem', 'key-certificate'],
      ['keys/13078778/13078778_device_cert.pem', 'device-certificate'],
    ]);
    for (const { fact } of exported) {
      const bytes = await readFile(join(folder.path, fact.path));
      expect(fact).toMatchObject({ bytes: bytes.length, sha256: sha256Hex(bytes) });
    }
    expect((await text(folder, 'keys/13078778/13078778_pubkey.pem')).trim()).toBe(
      pem('pubkey').trim(),
    );
    expect((await text(folder, 'keys/13078778/13078778_key_cert.pem')).trim()).toBe(
      pem('key_cert').trim(),
    );
    await folder.close();
  });

  test('are written again without a change, and read back as they are', async () => {
    const folder = await begunCeremony(await scratchFolder());
    expect(await readExport(folder, sigstoreKey())).toBeNull();
    const first = await exportKey(folder, sigstoreKey());
    expect(await exportKey(folder, sigstoreKey())).toStrictEqual(first);
    expect(await readExport(folder, sigstoreKey())).toStrictEqual(first);
    await writeFile(join(folder.path, 'keys/13078778/13078778_key_cert.pem'), 'x');
    expect(await readExport(folder, sigstoreKey())).toBeNull();
    expect(await rejectionOf(exportKey(folder, sigstoreKey()))).toMatchObject({
      code: 'folder.exists',
      place: 'keys/13078778/13078778_key_cert.pem',
    });
    expect(await text(folder, 'keys/13078778/13078778_key_cert.pem')).toBe('x');
    await folder.close();
  });

  test('of a second key on one token get a folder of their own', async () => {
    const folder = await begunCeremony(await scratchFolder());
    await exportKey(folder, sigstoreKey());
    const second = {
      ...sigstoreKey(),
      publicKey: people['priya-raman'].key,
      keyCertificate: null,
      deviceCertificate: null,
    };
    const [file] = await exportKey(folder, second);
    const name = `13078778-${second.publicKey.digest.slice(0, 8)}`;
    expect(file?.fact.path).toBe(`keys/${name}/${name}_pubkey.pem`);
    expect(await readExport(folder, sigstoreKey())).toHaveLength(3);
    expect(await readExport(folder, second)).toHaveLength(1);
    await folder.close();
  });
});

describe('staged metadata', () => {
  test('is staged, signed by two, and every step is read back', async () => {
    const folder = await begunCeremony(await scratchFolder());
    let staged = await stage(folder, 'root.json', unsignedRoot(folder.plan));
    for (const person of ['priya-raman', 'tom-okafor'] as const)
      staged = await addSignature(
        folder,
        'root.json',
        staged,
        keyidOf(person),
        signatureBy(person, staged),
      );
    const found = await readStaged(folder, 'root.json');
    expect(found).toStrictEqual(staged);
    expect(found?.signatures.map(({ keyid }) => keyid)).toStrictEqual([
      keyidOf('priya-raman'),
      keyidOf('tom-okafor'),
    ]);
    await folder.close();
  });

  test('takes no second signature of a key, and none over a file that changed meanwhile', async () => {
    const folder = await begunCeremony(await scratchFolder());
    const first = await stage(folder, 'root.json', unsignedRoot(folder.plan));
    const signed = await addSignature(
      folder,
      'root.json',
      first,
      keyidOf('priya-raman'),
      signatureBy('priya-raman', first),
    );
    const again = addSignature(
      folder,
      'root.json',
      signed,
      keyidOf('priya-raman'),
      signatureBy('priya-raman', first),
    );
    expect(await rejectionOf(again)).toMatchObject({ code: 'tuf.signature-repeated' });
    const stale = addSignature(
      folder,
      'root.json',
      first,
      keyidOf('tom-okafor'),
      signatureBy('tom-okafor', first),
    );
    expect(await rejectionOf(stale)).toMatchObject({ code: 'folder.changed' });
    expect(await readStaged(folder, 'root.json')).toStrictEqual(signed);
    await folder.close();
  });

  test('staged again keeps its signatures; other metadata takes its place and it is kept', async () => {
    const folder = await begunCeremony(await scratchFolder());
    const signed = signedBy(unsignedRoot(folder.plan), 'priya-raman');
    await stage(folder, 'root.json', signed);
    expect((await stage(folder, 'root.json', unsignedRoot(folder.plan))).signatures).toHaveLength(
      1,
    );
    const corrected = unsignedRoot(folder.plan, { expires: '2027-12-01T00:00:00Z' });
    expect((await stage(folder, 'root.json', corrected)).signatures).toHaveLength(0);
    const [kept = ''] = await readdir(join(folder.path, 'replaced/staged'));
    expect(kept).toBe(`${sha256Hex(signed).slice(0, 16)}.root.json`);
    expect(
      Uint8Array.from(await readFile(join(folder.path, 'replaced/staged', kept))),
    ).toStrictEqual(signed);
    await folder.close();
  });

  test.each([
    ['truncated', (bytes: Uint8Array) => bytes.subarray(0, 300), 'json.malformed'],
    [
      'with a member twice',
      (bytes: Uint8Array) =>
        utf8(fromUtf8(bytes).replace('"version": 16', '"version": 16, "version": 17')),
      'json.duplicate-member',
    ],
    ['that is no metadata', () => utf8('{}'), 'tuf.not-metadata'],
  ])('%s is not staged', async (_, damage, code) => {
    const folder = await begunCeremony(await scratchFolder());
    const error = await rejectionOf(stage(folder, 'root.json', damage(unsignedRoot(folder.plan))));
    expect(error).toMatchObject({ code });
    expect(await readdir(folder.path)).not.toContain('staged');
    await folder.close();
  });

  test.each(['../root.json', 'a/b.json', '.root.json', ''])(
    'is not staged under the name %j',
    async (name) => {
      const folder = await begunCeremony(await scratchFolder());
      expect(await rejectionOf(stage(folder, name, unsignedRoot(folder.plan)))).toMatchObject({
        code: 'folder.name',
      });
      await folder.close();
    },
  );
});

/** A ceremony that was cut off after the signature was asked for. */
async function cutOff(written: boolean, person: 'priya-raman' | 'tom-okafor' = 'priya-raman') {
  const folder = await begunCeremony(await scratchFolder());
  const staged = await stage(folder, 'root.json', unsignedRoot(folder.plan));
  const { signedSha256 } = staged;
  const spki = people['priya-raman'].key.digest;
  await folder.append(
    actOf('signature.intended', { file: folderPath('staged', 'root.json'), spki, signedSha256 }),
    timeOf(1),
  );
  if (written)
    await addSignature(folder, 'root.json', staged, keyidOf(person), signatureBy(person, staged));
  return folder;
}

describe('catching up after a crash', () => {
  test('what is staged and in no record gets one, once', async () => {
    const folder = await begunCeremony(await scratchFolder());
    await stage(folder, 'root.json', unsignedRoot(folder.plan));
    await writeFile(join(folder.path, 'staged/notes.txt'), 'not metadata');
    expect(await stagedNames(folder)).toStrictEqual(['root.json']);
    await recordStaged(folder, 'ines-duarte', at);
    await recordStaged(folder, 'ines-duarte', at);
    expect(folder.records.slice(1)).toMatchObject([
      {
        kind: 'root.staged',
        participant: 'ines-duarte',
        data: { file: 'staged/root.json', version: 16 },
      },
    ]);
    await stage(
      folder,
      'root.json',
      unsignedRoot(folder.plan, { expires: '2027-12-01T00:00:00Z' }),
    );
    await recordStaged(folder, null, at);
    expect(folder.records.filter(({ kind }) => kind === 'root.staged')).toHaveLength(2);
    await folder.close();
  });

  const verifiers = [nodeVerifier, nobleVerifier];

  test('a signature that is in the file and in no record is verified twice and recorded as found', async () => {
    const folder = await cutOff(true);
    const record = await recordFoundSignature(folder, 'priya-raman', verifiers, at);
    expect(record?.data).toMatchObject({
      keyid: keyidOf('priya-raman'),
      recovered: true,
      verifiedBy: verifiers.map(({ name }) => name),
    });
    expect(await recordFoundSignature(folder, 'priya-raman', verifiers, at)).toBeNull();
    await folder.close();
  });

  test('nothing is recorded where no signature was written, or only somebody else’s', async () => {
    for (const folder of [await cutOff(false), await cutOff(true, 'tom-okafor')]) {
      expect(await recordFoundSignature(folder, 'priya-raman', verifiers, at)).toBeNull();
      await folder.close();
    }
  });

  test('nothing is recorded when one of the verifiers says no', async () => {
    const folder = await cutOff(true);
    const doubtful = {
      name: 'doubtful',
      verify: async (jobs: readonly unknown[]) => jobs.map(() => false),
    };
    expect(
      await recordFoundSignature(folder, 'priya-raman', [nodeVerifier, doubtful], at),
    ).toBeNull();
    await folder.close();
  });

  test('nothing is recorded when other bytes are staged by now', async () => {
    const folder = await cutOff(true);
    await stage(
      folder,
      'root.json',
      unsignedRoot(folder.plan, { expires: '2027-12-01T00:00:00Z' }),
    );
    expect(await recordFoundSignature(folder, 'priya-raman', verifiers, at)).toBeNull();
    await folder.close();
  });
});

const repository = (name: string) => fixtureBytes(`ceremony/2021-06-18/repository/${name}`);

describe('publishing', () => {
  const root9 = fixtureBytes('root_history/9.root.json');
  const root8 = fixtureBytes('root_history/8.root.json');

  test('puts what is named before what names it, timestamp last', async () => {
    const folder = await begunCeremony(await scratchFolder());
    const names = [
      'timestamp.json',
      'root.json',
      'snapshot.json',
      'targets.json',
      '1.root.json',
      'targets/ctfe.pub',
    ];
    const facts = await publish(
      folder,
      names.map((path) => ({ path, bytes: repository(path) })),
    );
    expect(facts.map(({ path }) => path.replace('repository/', ''))).toStrictEqual([
      'targets/ctfe.pub',
      '1.root.json',
      'root.json',
      'targets.json',
      'snapshot.json',
      'timestamp.json',
    ]);
    for (const { path, sha256 } of facts)
      expect(sha256Hex(await readFile(join(folder.path, path)))).toBe(sha256);
    await folder.close();
  });

  test('puts nothing but root N where clients look for root N', async () => {
    const folder = await begunCeremony(await scratchFolder());
    // What a delegated role of the name `2.root` would have as its file without a version.
    const targets = repository('targets.json');
    for (const [path, bytes] of [
      ['2.root.json', targets],
      ['1.root.json', targets],
      ['10.root.json', root9],
    ] as const)
      expect(
        await rejectionOf(
          publish(folder, [
            { path: 'targets/ctfe.pub', bytes: repository('targets/ctfe.pub') },
            { path, bytes },
          ]),
        ),
      ).toMatchObject({ code: 'folder.name', place: `repository/${path}` });
    expect(await readdir(folder.path)).not.toContain('repository');
    await folder.close();
  });

  test('moves root.json and keeps what it was', async () => {
    const folder = await begunCeremony(await scratchFolder());
    await publish(folder, [
      { path: '8.root.json', bytes: root8 },
      { path: 'root.json', bytes: root8 },
    ]);
    const second = [
      { path: '9.root.json', bytes: root9 },
      { path: 'root.json', bytes: root9 },
    ];
    const facts = await publish(folder, second);
    expect(await publish(folder, second)).toStrictEqual(facts);
    expect((await readdir(join(folder.path, 'repository'))).toSorted()).toStrictEqual([
      '8.root.json',
      '9.root.json',
      'root.json',
    ]);
    expect(
      Uint8Array.from(await readFile(join(folder.path, 'repository/root.json'))),
    ).toStrictEqual(root9);
    const [kept = ''] = await readdir(join(folder.path, 'replaced/repository'));
    expect(
      Uint8Array.from(await readFile(join(folder.path, 'replaced/repository', kept))),
    ).toStrictEqual(root8);
    await folder.close();
  });

  test('never changes a version, and publishes nothing then', async () => {
    const folder = await begunCeremony(await scratchFolder());
    await publish(folder, [{ path: '9.root.json', bytes: root9 }]);
    const other = publish(folder, [
      { path: 'targets/a', bytes: utf8('a') },
      { path: '9.root.json', bytes: root8 },
      { path: 'root.json', bytes: root8 },
    ]);
    expect(await rejectionOf(other)).toMatchObject({
      code: 'folder.exists',
      place: 'repository/9.root.json',
      notDone: ['Nothing was published.'],
    });
    expect(await readdir(join(folder.path, 'repository'))).toStrictEqual(['9.root.json']);
    await folder.close();
  });

  test('never goes back a version', async () => {
    const folder = await begunCeremony(await scratchFolder());
    await publish(folder, [{ path: 'root.json', bytes: root9 }]);
    expect(await rejectionOf(publish(folder, [{ path: 'root.json', bytes: root8 }]))).toMatchObject(
      {
        code: 'folder.goes-back',
        expected: 'version 9 or later',
        found: 'version 8',
      },
    );
    expect(
      Uint8Array.from(await readFile(join(folder.path, 'repository/root.json'))),
    ).toStrictEqual(root9);
    await folder.close();
  });

  test('a target of the same name with other content is kept when it is moved', async () => {
    const folder = await begunCeremony(await scratchFolder());
    await publish(folder, [{ path: 'targets/a.txt', bytes: utf8('old') }]);
    await publish(folder, [{ path: 'targets/a.txt', bytes: utf8('new') }]);
    expect(await text(folder, 'repository/targets/a.txt')).toBe('new');
    const [kept = ''] = await readdir(join(folder.path, 'replaced/repository/targets'));
    expect(await text(folder, `replaced/repository/targets/${kept}`)).toBe('old');
    await folder.close();
  });

  test.each(['../root.json', 'targets/../../x', '/x', '.root.json'])(
    'nothing goes to %j',
    async (path) => {
      const folder = await begunCeremony(await scratchFolder());
      const bad = publish(folder, [
        { path: 'targets/a', bytes: utf8('a') },
        { path, bytes: utf8('x') },
      ]);
      expect(await rejectionOf(bad)).toMatchObject({ code: 'folder.name' });
      expect(await readdir(folder.path)).not.toContain('repository');
      await folder.close();
    },
  );

  test('a folder where a file should be stops it', async () => {
    const folder = await begunCeremony(await scratchFolder());
    await mkdir(join(folder.path, 'repository/root.json'), { recursive: true });
    expect(await rejectionOf(publish(folder, [{ path: 'root.json', bytes: root9 }]))).toMatchObject(
      { code: 'folder.not-a-file' },
    );
    await folder.close();
  });
});
