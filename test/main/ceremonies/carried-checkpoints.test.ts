import { sign } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collect } from '../../../main/audit/collect.ts';
import { runAudit } from '../../../main/audit/run.ts';
import { takeBundle } from '../../../main/ceremonies/bundle-taker.ts';
import { writeBundle } from '../../../main/ceremonies/bundle-writer.ts';
import type { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { writeCheckpoint } from '../../../main/ceremonies/checkpoint-files.ts';
import { exportKey } from '../../../main/ceremonies/key-files.ts';
import { readCarriedRecords } from '../../../main/ceremonies/transcript-reader.ts';
import { station } from '../../../main/cli/station.ts';
import { readMinutes } from '../../../main/reports/minutes.ts';
import { nodeVerifier } from '../../../main/verification/node.ts';
import {
  checkpointOf,
  checkpointPath,
  checkpointText,
  checkpointType,
} from '../../../src/ceremony/checkpoint.ts';
import { parseSerial } from '../../../src/ceremony/serial.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { envelopeFile, preAuthentication } from '../../../src/encoding/dsse.ts';
import { manifestBytes, parseManifest, type Manifest } from '../../../src/transfer/manifest.ts';
import { actOf, chainOf } from '../../ceremony/sample-acts.ts';
import { rejectionOf } from '../../ceremony/thrown.ts';
import { scratchFolder } from './scratch.ts';
import { at, begunCeremony, people, type Person } from './signed-work.ts';

const serials = { 'priya-raman': '24617802', 'tom-okafor': '24617811' } as const;
type Signer = keyof typeof serials & Person;
const byHost = {
  participant: 'ines-duarte',
  at,
  verifier: nodeVerifier,
  onOtherBytes: 'refuse' as const,
};

let top: string;
let stick: string;
let host: CeremonyFolder;
let keyholder: CeremonyFolder;

beforeEach(async () => {
  top = await scratchFolder();
  stick = join(top, 'stick');
  await mkdir(stick);
  host = await begunCeremony(top, 'host');
  keyholder = await begunCeremony(top, 'keyholder');
});
afterEach(() => Promise.all([host.close(), keyholder.close()]));

async function exported(folder: CeremonyFolder, person: Signer): Promise<void> {
  const serial = parseSerial(serials[person], 'test');
  const { key: publicKey } = people[person];
  const spki = publicKey.digest;
  await folder.append(actOf('token.chosen', { serial }, person), at);
  await folder.append(actOf('key.made', { serial, spki }, person), at);
  const files = await exportKey(folder, {
    serial,
    publicKey,
    keyCertificate: null,
    deviceCertificate: null,
  });
  const facts = files.map(({ fact }) => fact);
  await folder.append(actOf('export.written', { serial, spki, files: facts }, person), at);
}

/** The signature of a person on the record so far, under the name of somebody. */
function checkpoint({ records }: Pick<CeremonyFolder, 'records'>, person: Signer, named = person) {
  const over = checkpointOf(records);
  const payload = checkpointText(over);
  const bytes = preAuthentication(checkpointType, payload);
  const signature = Uint8Array.from(sign('sha256', bytes, people[person].privateKey));
  const keyid = people[named].key.digest;
  const file = { payload, payloadType: checkpointType, signatures: [{ keyid, signature }] };
  return { over, path: checkpointPath(over, keyid), bytes: envelopeFile(file) };
}

/** The keyholder's record as it began, and one that another station began. */
const begun = () => ({ records: keyholder.records.slice(0, 1) });
const elsewhere = () =>
  chainOf(host.plan.sha256, [actOf('ceremony.opened', { station: 'Another' }, null)]);

/** Signs the record, and says so in it. */
async function signRecord(folder: CeremonyFolder, person: Signer): Promise<string> {
  const { over, path, bytes } = checkpoint(folder, person);
  await writeCheckpoint(folder, path, bytes);
  const { lines, treeHead } = over;
  const facts = {
    serial: parseSerial(serials[person], 'test'),
    spki: people[person].key.digest,
    lines,
    treeHead,
    file: path,
    fileSha256: sha256Hex(bytes),
    recovered: false,
  };
  await folder.append(actOf('checkpoint.signed', facts, person), at);
  return path;
}

/** What Priya brings: her key, her record, and her signature on it. */
async function brought(): Promise<{ bundle: string; path: string }> {
  await exported(keyholder, 'priya-raman');
  const path = await signRecord(keyholder, 'priya-raman');
  const { name } = await writeBundle(keyholder, stick, 'priya-raman', at);
  return { bundle: join(stick, name), path };
}

/** Puts other bytes into a bundle, or takes a file out, and makes its manifest agree, as an attacker would. */
async function forge(bundle: string, path: string, bytes: Uint8Array | null): Promise<void> {
  if (bytes === null) await rm(join(bundle, path));
  else {
    await mkdir(dirname(join(bundle, path)), { recursive: true });
    await writeFile(join(bundle, path), bytes);
  }
  const manifest = parseManifest(await readFile(join(bundle, 'bundle.json')), 'bundle.json');
  const files = manifest.files.filter((file) => file.path !== path);
  if (bytes !== null) {
    const fact = { path, bytes: bytes.length, sha256: sha256Hex(bytes) };
    files.push(fact as Manifest['files'][number]);
  }
  await writeFile(join(bundle, 'bundle.json'), manifestBytes({ ...manifest, files }));
}

async function codesOf(folder: CeremonyFolder): Promise<readonly string[]> {
  const { files, skipped } = await collect([folder.path]);
  const { findings } = await runAudit({ files, skipped, asOf: at });
  return findings.flatMap(({ code }) => (code.startsWith('transcript.') ? [code] : []));
}

const carried = (folder: CeremonyFolder) => readCarriedRecords(folder.path, folder.plan.sha256);

describe('signatures on the record of a keyholder', () => {
  test('come with their bundle, hold at the host, and stand in the minutes', async () => {
    const { path } = await brought();
    const taken = await takeBundle(host, stick, byHost);
    const [record] = await carried(host);
    const place = `${record?.file.replace('.jsonl', '')}/${path}`;
    expect(taken.added.map((file) => file.path)).toContain(place);
    const lines = Number(/\d+/.exec(path)?.[0]);
    const spki = people['priya-raman'].key.digest;
    expect(record?.checkpoints).toMatchObject({ signed: [{ lines, spki }], problems: [] });
    expect(await codesOf(host)).toEqual([]);
    const minutes = await readMinutes(host.path, 'full');
    expect(minutes.carried).toEqual([
      {
        line: host.records.length,
        who: 'Priya Raman',
        lines: record?.transcript.records.length,
        tip: record?.transcript.end.tip,
        signed: [{ lines, who: 'Priya Raman', spkiSha256: spki }],
      },
    ]);
    // The host's own record has no signature by this.
    expect(minutes.checkpoints).toEqual([]);
    expect(JSON.stringify((await readMinutes(host.path, 'public')).carried)).not.toMatch(/priya/i);
  });

  test('are the same when they are brought again', async () => {
    await brought();
    await takeBundle(host, stick, byHost);
    expect(await takeBundle(host, stick, byHost)).toMatchObject({ added: [] });
    expect((await readMinutes(host.path, 'full')).carried).toHaveLength(1);
  });

  test('are those of one person; the host’s bundle has everybody’s', async () => {
    await exported(keyholder, 'tom-okafor');
    const other = await signRecord(keyholder, 'tom-okafor');
    const { bundle, path } = await brought();
    expect(await readdir(join(bundle, 'checkpoints'))).toEqual([path.split('/')[1]]);
    const out = await writeBundle(keyholder, stick, null, at);
    expect(out.files.map((file) => file.path)).toEqual(expect.arrayContaining([other, path]));
    await rm(join(stick, out.name), { recursive: true });
    // The record names Tom's signature too, which stayed at the station: that is no reason to refuse.
    await takeBundle(host, stick, byHost);
    expect((await carried(host))[0]?.checkpoints.problems).toEqual([]);
    expect(await codesOf(host)).toEqual([]);
  });

  test.each<[string, (bundle: string, path: string) => Promise<void>, string]>([
    [
      'that another key made',
      async (bundle, path) =>
        forge(bundle, path, checkpoint(begun(), 'tom-okafor', 'priya-raman').bytes),
      'the key that the checkpoint names did not sign it so',
    ],
    [
      'over another record',
      async (bundle, path) => forge(bundle, path, checkpoint(elsewhere(), 'priya-raman').bytes),
      'the checkpoint is of another record',
    ],
    [
      'over lines that the record does not have',
      async (bundle) => {
        await keyholder.append(actOf('token.chosen', {}, 'priya-raman'), at);
        await keyholder.append(actOf('token.chosen', {}, 'priya-raman'), at);
        const { path, bytes } = checkpoint(keyholder, 'priya-raman');
        await forge(bundle, path, bytes);
      },
      'the checkpoint is over more lines than the record has',
    ],
    [
      'by a key that nobody brought',
      async (bundle) => {
        const { path, bytes } = checkpoint(begun(), 'tom-okafor');
        await forge(bundle, path, bytes);
      },
      'the key that signed the checkpoint is not known here',
    ],
    [
      'in other bytes than the record names',
      async (bundle, path) => {
        const text = await readFile(join(bundle, path), 'utf8');
        await forge(bundle, path, Buffer.from(text.replace('"sig":"M', '"sig":"N')));
      },
      '',
    ],
    ['that is no envelope', async (bundle, path) => forge(bundle, path, Buffer.from('{}\n')), ''],
    [
      'without the record',
      async (bundle) => forge(bundle, 'transcript.jsonl', null),
      'the record that it is a signature on is not there',
    ],
  ])('%s is not taken, nor anything beside it', async (_, change, why) => {
    const { bundle, path } = await brought();
    await change(bundle, path);
    expect(await rejectionOf(takeBundle(host, stick, byHost))).toMatchObject({
      code: 'bundle.checkpoint',
      message: expect.stringContaining(why),
      notDone: ['Nothing was taken.'],
    });
    expect(host.records).toHaveLength(1);
    expect(await readdir(host.path)).not.toContain('records');
  });

  test('are named by the audit where they were changed or taken away afterwards', async () => {
    const { path } = await brought();
    await takeBundle(host, stick, byHost);
    const [record] = await carried(host);
    const file = join(host.path, `${record?.file.replace('.jsonl', '')}`, path);
    await writeFile(file, checkpoint(elsewhere(), 'priya-raman').bytes);
    expect(new Set(await codesOf(host))).toEqual(
      new Set(['transcript.file-mismatch', 'transcript.signature-invalid']),
    );
    expect((await readMinutes(host.path, 'full')).carried[0]?.signed).toEqual([]);
    await rm(file);
    expect(await codesOf(host)).toEqual(['transcript.file-missing']);
  });
});

test('a record that came from another station is said with who signed it, or why that does not hold', async () => {
  const verify = async () => {
    let out = '';
    const code = await station(['transcript', 'verify', host.path], {
      out: (text) => (out += text),
      err: () => {},
      now: () => at,
      signal: new AbortController().signal,
    });
    return { code, out };
  };
  const { path } = await brought();
  await takeBundle(host, stick, byHost);
  const spki = people['priya-raman'].key.digest;
  const { code, out } = await verify();
  expect(code).toBe(0);
  expect(out).toMatch(/records\/priya-raman-[0-9a-f]{16}\.jsonl came from another station/);
  expect(out).toContain(`are signed by key ${spki} of priya-raman`);
  const [record] = await carried(host);
  const file = `${record?.file.replace('.jsonl', '')}/${path}`;
  await writeFile(join(host.path, file), checkpoint(elsewhere(), 'priya-raman').bytes);
  expect(await verify()).toMatchObject({
    code: 1,
    out: expect.stringContaining(`${record?.file}, ${path}: the checkpoint is of another record`),
  });
});
