import { sign } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeCheckpoint } from '../../../main/ceremonies/checkpoint-files.ts';
import { folderWork } from '../../../main/ceremonies/carried-work.ts';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { createCeremony } from '../../../main/ceremonies/new-ceremony.ts';
import { exportKey } from '../../../main/ceremonies/key-files.ts';
import { writeBundle } from '../../../main/ceremonies/bundle-writer.ts';
import { addSignature, readStaged, stage } from '../../../main/ceremonies/staged-file.ts';
import { parseBranch, parseRemote } from '../../../main/git/remote.ts';
import { branchWork } from '../../../main/station/branch-work.ts';
import { bringWork } from '../../../main/station/bring-work.ts';
import { pushKey, pushStaged } from '../../../main/station/git-publication.ts';
import { heldKeys } from '../../../main/station/held-keys.ts';
import { OpenCeremony } from '../../../main/station/open-ceremony.ts';
import { nodeVerifier } from '../../../main/verification/node.ts';
import {
  type Checkpoint,
  checkpointOf,
  checkpointPath,
  checkpointText,
  checkpointType,
} from '../../../src/ceremony/checkpoint.ts';
import { type FolderPath, folderPath } from '../../../src/ceremony/folder-path.ts';
import type { PlanFields } from '../../../src/ceremony/plan.ts';
import { parseSerial } from '../../../src/ceremony/serial.ts';
import { envelopeFile, preAuthentication } from '../../../src/encoding/dsse.ts';
import { parseMetadata } from '../../../src/tuf/metadata.ts';
import { metadataFile } from '../../../src/tuf/write.ts';
import { validSignatures } from '../../../src/transfer/valid-signatures.ts';
import { actOf } from '../../ceremony/sample-acts.ts';
import { planBytesOf, sampleFields } from '../../ceremony/sample-plan.ts';
import { rejectionOf } from '../../ceremony/thrown.ts';
import { makeKeyPair, type KeyPair } from '../../keys/key-pairs.ts';
import { plainGit } from '../git/hostile-repository.ts';
import {
  at,
  keyidOf,
  people,
  signatureBy,
  unsignedRoot,
  type Person,
} from './../ceremonies/signed-work.ts';
import { keysKnownTo } from '../../../main/ceremonies/known-keys.ts';

const serials = {
  'priya-raman': '24617802',
  'tom-okafor': '24617811',
  'ines-duarte': '24617799',
} as const;
const author = { name: 'Tomás Varga', email: 'tomas@example.org' };
let top: string;
let open: OpenCeremony[];

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'station-bring-'));
  open = [];
});
afterEach(async () => {
  for (const { folder } of open) await folder.close();
  rmSync(top, { recursive: true, force: true });
});

/** The plan of everybody here: keys without attestation are accepted, so that no device is needed. */
function fields(change: Partial<PlanFields> = {}): PlanFields {
  const sample = sampleFields(change);
  return { ...sample, keys: { ...sample.keys, attestation: 'if-available' } };
}

/** A station with a copy of the ceremony. */
async function station(name: string, plan = fields()): Promise<OpenCeremony> {
  const path = await createCeremony(top, name, planBytesOf(plan));
  const folder = await CeremonyFolder.open(path, at);
  const ceremony = new OpenCeremony(folder, 'host', null, () => at);
  await ceremony.append(actOf('ceremony.opened', {}, null));
  open.push(ceremony);
  return ceremony;
}

async function exportOf(
  { folder }: OpenCeremony,
  person: Person,
  pair: KeyPair = people[person],
  serial: string = serials[person],
) {
  await exportKey(folder, {
    serial: parseSerial(serial, 'test'),
    publicKey: pair.key,
    keyCertificate: null,
    deviceCertificate: null,
  });
}

async function signIn({ folder }: OpenCeremony, person: Person, by: Person = person) {
  const staged = await readStaged(folder, 'root.json');
  if (staged === null) throw new Error('nothing is staged');
  const { file, name } = { file: staged, name: 'root.json' };
  await addSignature(folder, name, file, keyidOf(person), signatureBy(by, file));
}

async function signersIn({ folder }: OpenCeremony) {
  const staged = await readStaged(folder, 'root.json');
  if (staged === null) return [];
  const valid = await validSignatures(staged, await keysKnownTo(folder), nodeVerifier);
  return valid.map(({ keyid }) => keyid);
}

function checkpointBy(person: Person, over: Checkpoint): [FolderPath, Uint8Array] {
  const payload = checkpointText(over);
  const bytes = preAuthentication(checkpointType, payload);
  const signature = Uint8Array.from(sign('sha256', bytes, people[person].privateKey));
  const { digest } = people[person].key;
  const signatures = [{ keyid: digest, signature }];
  const file = envelopeFile({ payload, payloadType: checkpointType, signatures });
  return [checkpointPath(over, digest), file];
}

const bring = async (ceremony: OpenCeremony, path: string) =>
  bringWork(ceremony, await folderWork(path, ceremony.plan.sha256));

/** Host and two keyholders with the same root staged, and every key with the host. */
async function threeStations() {
  const host = await station('host');
  for (const person of ['priya-raman', 'tom-okafor', 'ines-duarte'] as const)
    await exportOf(host, person);
  await stage(host.folder, 'root.json', unsignedRoot(host.plan));
  const stations = [];
  for (const person of ['priya-raman', 'tom-okafor'] as const) {
    const own = await station(person);
    await stage(own.folder, 'root.json', unsignedRoot(own.plan));
    stations.push(own);
  }
  const [priya, tom] = stations as [OpenCeremony, OpenCeremony];
  return { host, priya, tom };
}

describe('keys that come in', () => {
  it('from a keyholder’s whole folder: shown, taken, and known from then on', async () => {
    const host = await station('host');
    const priya = await station('priya');
    await exportOf(priya, 'priya-raman');
    const brought = await bring(host, priya.folder.path);
    expect(brought).toMatchObject({ name: 'priya', from: 'priya-raman', files: 1 });
    expect(brought.keys).toMatchObject([
      { serial: '24617802', holder: { name: 'Priya Raman' }, became: 'taken', state: 'note' },
    ]);
    expect((await heldKeys(host.folder)).map(({ participant }) => participant)).toEqual([
      'priya-raman',
    ]);
    expect(host.records.at(-1)).toMatchObject({
      kind: 'work.taken',
      data: { source: { kind: 'folder', name: 'priya' }, from: 'priya-raman', refused: [] },
    });
    const again = await bring(host, priya.folder.path);
    expect(again.keys).toMatchObject([{ became: 'known' }]);
  });

  it.each([
    ['the folder keys', (path: string) => join(path, 'keys')],
    ['the folder of the key', (path: string) => join(path, 'keys', '24617802')],
  ])('from %s', async (_, choose) => {
    const host = await station('host');
    const priya = await station('priya');
    await exportOf(priya, 'priya-raman');
    const brought = await bring(host, choose(priya.folder.path));
    expect(brought).toMatchObject({ from: 'priya-raman', files: 1 });
    expect(brought.keys).toMatchObject([{ became: 'taken' }]);
  });

  it('from a bundle on a stick', async () => {
    const host = await station('host');
    const priya = await station('priya');
    await exportOf(priya, 'priya-raman');
    mkdirSync(join(top, 'stick'));
    await writeBundle(priya.folder, join(top, 'stick'), null, at);
    const brought = await bring(host, join(top, 'stick'));
    expect(brought.keys).toMatchObject([{ serial: '24617802', became: 'taken' }]);
    expect(host.records.at(-1)).toMatchObject({
      data: { source: { kind: 'bundle', manifestSha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    });
  });

  it('stay outside one by one: the other keys of the same folder come in', async () => {
    const host = await station('host');
    await exportOf(host, 'tom-okafor');
    const priya = await station('priya');
    await exportOf(priya, 'priya-raman');
    await exportOf(priya, 'ines-duarte', people['tom-okafor']);
    await exportOf(priya, 'ines-duarte', makeKeyPair('ecdsa-sha2-nistp256'), '99999999');
    const brought = await bring(host, priya.folder.path);
    expect(brought.keys.map(({ serial, became }) => [serial, became])).toEqual([
      ['24617799', 'outside'],
      ['24617802', 'taken'],
      ['99999999', 'outside'],
    ]);
    expect(brought.from).toBeNull();
    const record = host.records.at(-1);
    if (record?.kind !== 'work.taken') throw new Error('no record');
    expect(record.data.added.map(({ path }) => path)).toContain(
      'keys/24617802/24617802_pubkey.pem',
    );
    expect(record.data.refused.map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('Tom Okafor has this key already'),
      expect.stringContaining('Nobody in the plan has token 99 999 999'),
    ]);
    expect(() => readFileSync(join(host.folder.path, 'keys/99999999/99999999_pubkey.pem'))).toThrow(
      'ENOENT',
    );
  });

  it('stay outside with what they signed of the record; what the others signed comes in', async () => {
    const host = await station('host');
    const priya = await station('priya');
    await exportOf(priya, 'priya-raman');
    await exportOf(priya, 'ines-duarte', people['tom-okafor'], '99999999');
    const over = checkpointOf(priya.records);
    for (const person of ['priya-raman', 'tom-okafor'] as const)
      await writeCheckpoint(priya.folder, ...checkpointBy(person, over));
    await bring(host, priya.folder.path);
    const record = host.records.at(-1);
    if (record?.kind !== 'work.taken') throw new Error('no record');
    const signed = record.data.added.filter(({ path }) => path.includes('/checkpoints/'));
    const own = people['priya-raman'].key.digest.slice(0, 16);
    expect(signed.map(({ path }) => path)).toEqual([
      expect.stringMatching(new RegExp(`^records/.+/checkpoints/1-${own}\\.dsse\\.json$`)),
    ]);
  });

  it('of another ceremony are refused as a whole, by their plan', async () => {
    const host = await station('host');
    const other = await station('other', fields({ title: 'Root signing 17' }));
    await exportOf(other, 'priya-raman');
    const before = host.records.length;
    expect(await rejectionOf(bring(host, other.folder.path))).toMatchObject({
      code: 'bundle.other-plan',
      place: 'other/ceremony.yaml',
      notDone: ['Nothing was taken.'],
    });
    expect(host.records.length).toBe(before);
    expect(await heldKeys(host.folder)).toEqual([]);
  });

  it('with other bytes under a name that is here are refused, and what is here stays', async () => {
    const host = await station('host');
    await exportOf(host, 'priya-raman');
    const priya = await station('priya');
    await exportOf(priya, 'priya-raman', makeKeyPair('ecdsa-sha2-nistp256'));
    expect(await rejectionOf(bring(host, priya.folder.path))).toMatchObject({
      code: 'bundle.other-key',
      place: 'keys/24617802/24617802_pubkey.pem',
    });
    const [held] = await heldKeys(host.folder);
    expect(held?.publicKey.digest).toBe(people['priya-raman'].key.digest);
  });

  it('are not in a folder that holds something else', async () => {
    const host = await station('host');
    mkdirSync(join(top, 'holiday', 'pictures'), { recursive: true });
    writeFileSync(join(top, 'holiday', 'pictures', 'beach.jpg'), 'x');
    expect(await rejectionOf(bring(host, join(top, 'holiday')))).toMatchObject({
      code: 'bundle.malformed',
      place: 'holiday',
      hint: 'Choose the folder that the keyholder gave you.',
    });
  });
});

describe('signatures that come in', () => {
  it('of two stations that signed copies merge, each named by person and device', async () => {
    const { host, priya, tom } = await threeStations();
    await signIn(priya, 'priya-raman');
    await signIn(tom, 'tom-okafor');
    const first = await bring(host, priya.folder.path);
    expect(first.signatures).toEqual([
      {
        file: 'root.json',
        became: 'taken',
        sentence: 'Signature of Priya Raman with token 24617802, verified.',
      },
    ]);
    expect(await signersIn(host)).toEqual([keyidOf('priya-raman')]);
    const second = await bring(host, tom.folder.path);
    expect(second.signatures.map(({ sentence }) => sentence)).toEqual([
      'Signature of Tom Okafor with token 24617811, verified.',
    ]);
    expect(await signersIn(host)).toEqual([keyidOf('priya-raman'), keyidOf('tom-okafor')]);
    // The other way round, the same signatures are there.
    const back = await bring(priya, host.folder.path);
    expect(back.signatures.map(({ sentence }) => sentence)).toEqual([
      'Signature of Tom Okafor with token 24617811, verified.',
    ]);
    expect(await signersIn(priya)).toEqual([keyidOf('priya-raman'), keyidOf('tom-okafor')]);
    expect((await bring(host, priya.folder.path)).signatures).toEqual([]);
  });

  it('by the wrong token are named by who really made them', async () => {
    const { host, priya } = await threeStations();
    await signIn(priya, 'priya-raman', 'ines-duarte');
    const brought = await bring(host, priya.folder.path);
    expect(brought.signatures).toEqual([
      {
        file: 'root.json',
        became: 'outside',
        sentence: expect.stringContaining('was made by Inês Duarte with token 24617799'),
      },
    ]);
    expect(await signersIn(host)).toEqual([]);
    expect(host.records.at(-1)).toMatchObject({
      data: { refused: [{ what: 'signature' }], signatures: [] },
    });
  });

  it('over an older stage are refused with the place and the way out, and nothing is lost', async () => {
    const { host, priya } = await threeStations();
    await signIn(priya, 'priya-raman');
    await signIn(host, 'tom-okafor');
    const newer = unsignedRoot(host.plan, { expires: '2027-11-15T00:00:00Z' });
    await stage(host.folder, 'root.json', newer);
    const before = readFileSync(join(host.folder.path, 'staged/root.json'));
    expect(await rejectionOf(bring(host, priya.folder.path))).toMatchObject({
      code: 'bundle.older-stage',
      place: 'priya-raman/staged/root.json',
      hint: expect.stringContaining('the root that is staged now'),
      notDone: ['Nothing was taken.', 'No signature was added.'],
    });
    expect(readFileSync(join(host.folder.path, 'staged/root.json'))).toEqual(before);
  });

  it('copied over to the new stage are named as what they are', async () => {
    const { host, priya } = await threeStations();
    await signIn(priya, 'priya-raman');
    const old = await readStaged(priya.folder, 'root.json');
    const newer = unsignedRoot(host.plan, { expires: '2027-11-15T00:00:00Z' });
    await stage(host.folder, 'root.json', newer);
    const entries = (old?.signatures ?? []).map(({ keyid, sig }) => ({ keyid, sig }));
    mkdirSync(join(top, 'mixed', 'staged'), { recursive: true });
    writeFileSync(
      join(top, 'mixed', 'staged', 'root.json'),
      metadataFile(parseMetadata(newer, 'root.json').signed, entries),
    );
    const { signatures } = await bring(host, join(top, 'mixed'));
    expect(signatures).toMatchObject([
      {
        became: 'outside',
        sentence: expect.stringContaining(
          'A signature of Priya Raman with token 24617802 is over what was staged before',
        ),
      },
    ]);
  });
});

function bare(): string {
  const path = join(top, 'root.git');
  plainGit(top, 'init', '-q', '--bare', '-b', 'main', path);
  return path;
}
const source = (path: string, branch: string, below: string | null = null) => ({
  remote: parseRemote(path),
  branch: parseBranch(branch),
  below: below === null ? null : folderPath(below),
});

describe('through a Git repository', () => {
  it('a key comes in from the branch of its keyholder, and a signature back from another', async () => {
    const { host, priya } = await threeStations();
    const repository = bare();
    const target = { ...source(repository, 'signing/root-16', 'root-16'), author };
    await pushStaged(host, target);
    const fresh = await station('fresh');
    const staged = await bringWork(
      fresh,
      await branchWork(fresh.plan, source(repository, 'signing/root-16', 'root-16')),
      'stage',
    );
    expect(staged.keys.map(({ became }) => became)).toEqual(['taken', 'taken', 'taken']);
    await signIn(fresh, 'tom-okafor');
    await pushStaged(fresh, { ...source(repository, 'signing/tom-okafor'), author });
    const brought = await bringWork(
      host,
      await branchWork(host.plan, source(repository, 'signing/tom-okafor')),
    );
    expect(brought).toMatchObject({
      from: 'tom-okafor',
      signatures: [{ sentence: 'Signature of Tom Okafor with token 24617811, verified.' }],
    });
    expect(host.records.at(-1)).toMatchObject({
      data: {
        source: {
          kind: 'branch',
          name: 'root.git',
          branch: 'signing/tom-okafor',
          commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        },
        transcript: { lines: expect.any(Number) },
      },
    });
    await exportOf(priya, 'priya-raman');
    await pushKey(priya, 'priya-raman', { ...source(repository, 'keyholder/priya-raman'), author });
    const key = await bringWork(
      host,
      await branchWork(host.plan, source(repository, 'keyholder/priya-raman')),
    );
    expect(key).toMatchObject({ from: 'priya-raman', keys: [{ became: 'known' }] });
  });

  it('the key of another ceremony is refused by the plan that its commit names', async () => {
    const repository = bare();
    const other = await station('other', fields({ title: 'Root signing 17' }));
    await exportOf(other, 'priya-raman');
    await pushKey(other, 'priya-raman', { ...source(repository, 'keyholder/priya-raman'), author });
    const host = await station('host');
    expect(
      await rejectionOf(branchWork(host.plan, source(repository, 'keyholder/priya-raman'))),
    ).toMatchObject({
      code: 'bundle.other-plan',
      place: 'branch keyholder/priya-raman',
      notDone: ['Nothing was taken.'],
    });
  });

  it('a branch that is not there is named', async () => {
    const host = await station('host');
    expect(await rejectionOf(branchWork(host.plan, source(bare(), 'keyholder/x')))).toMatchObject({
      code: 'git.no-such-branch',
      place: 'keyholder/x',
      notDone: ['Nothing was taken.'],
    });
    expect(
      await rejectionOf(branchWork(host.plan, source(join(top, 'nowhere'), 'main'))),
    ).toMatchObject({ code: 'git.unreachable', notDone: ['Nothing was taken.'] });
  });

  it('a branch with other files has nothing of a keyholder', async () => {
    const host = await station('host');
    const work = join(top, 'work');
    mkdirSync(work);
    plainGit(work, 'init', '-q', '-b', 'main');
    writeFileSync(join(work, 'README.md'), 'x');
    plainGit(work, 'add', '.');
    plainGit(work, 'commit', '-q', '-m', 'Theirs');
    expect(await rejectionOf(branchWork(host.plan, source(work, 'main')))).toMatchObject({
      code: 'bundle.malformed',
    });
  });

  it('a repository with uncommitted changes is refused, and they are left alone', async () => {
    const host = await station('host');
    const priya = await station('priya');
    await exportOf(priya, 'priya-raman');
    const work = join(top, 'work');
    mkdirSync(work);
    plainGit(work, 'init', '-q', '-b', 'main');
    cpSync(join(priya.folder.path, 'keys'), join(work, 'keys'), { recursive: true });
    plainGit(work, 'add', '.');
    plainGit(work, 'commit', '-q', '-m', 'Theirs');
    const file = join(work, 'keys/24617802/24617802_pubkey.pem');
    writeFileSync(file, 'changed');
    const refused = await rejectionOf(branchWork(host.plan, source(work, 'main')));
    expect(refused).toMatchObject({
      code: 'git.uncommitted',
      place: 'keys/24617802/24617802_pubkey.pem',
      hint: expect.stringContaining('git stash'),
      notDone: ['Nothing was taken.'],
    });
    expect(readFileSync(file, 'utf8')).toBe('changed');
    plainGit(work, 'checkout', '-q', '--', '.');
    const brought = await bringWork(host, await branchWork(host.plan, source(work, 'main')));
    expect(brought.keys).toMatchObject([{ became: 'taken', holder: { name: 'Priya Raman' } }]);
  });
});
