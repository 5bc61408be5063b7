import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { station } from '../../../main/cli/station.ts';
import { colleagueSigners } from '../../../main/station/colleagues.ts';
import type { Desk } from '../../../main/station/desk.ts';
import { stationFolders } from '../../../main/station/folders.ts';
import { OpenCeremony } from '../../../main/station/open-ceremony.ts';
import { playInitial } from '../../../main/station/practice-ceremony.ts';
import { signRole, type TokenSigner } from '../../../main/station/sign-role.ts';
import { signRecord } from '../../../main/station/sign-record.ts';
import { openDesk } from '../../../main/station/station.ts';
import { folderPath } from '../../../src/ceremony/folder-path.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { freshHome, removeHome } from './practice-station.ts';

let home: string;
let desk: Desk;
let ceremony: OpenCeremony;
let signers: readonly TokenSigner[];

beforeAll(async () => {
  home = freshHome();
  desk = await openDesk({ version: '0.0.0', root: true }, stationFolders({ HOME: home }));
  ceremony = await playInitial(desk, home, () => {});
  signers = await colleagueSigners(desk.colleagues, ceremony);
}, 120_000);
afterAll(async () => {
  await ceremony.folder.close();
  await Promise.all([desk.tokens.close(), desk.colleagues.close()]);
  removeHome(home);
});

const folderOf = (): string => join(ceremony.folder.path, 'checkpoints');

async function verify(): Promise<{ code: number; out: string }> {
  let out = '';
  const code = await station(['transcript', 'verify', ceremony.folder.path], {
    out: (text) => (out += text),
    err: (line) => (out += line),
    now: () => desk.now(),
    signal: new AbortController().signal,
  });
  return { code, out };
}

/** A whole record written again: another time in its second line, and every later line chained to that. */
function rewritten(text: string): string {
  const lines = text.trimEnd().split('\n');
  let previous = '';
  return lines
    .map((line, index) => {
      const changed =
        index === 1 ? line.replace(/"at":"[^"]*"/, '"at":"2020-01-01T00:00:00Z"') : line;
      const linked =
        index < 2 ? changed : changed.replace(/"previous":"[^"]*"/, `"previous":"${previous}"`);
      previous = createHash('sha256').update(linked).digest('hex');
      return `${linked}\n`;
    })
    .join('');
}

/** Closes the ceremony, lets something happen to its folder, and opens it again. */
async function meanwhile(happens: (path: string) => void): Promise<void> {
  const { path } = ceremony.folder;
  await ceremony.folder.close();
  happens(path);
  const folder = await CeremonyFolder.open(path, desk.now());
  ceremony = new OpenCeremony(folder, 'host', null, () => desk.now());
}

it('says of a record that nobody signed that nobody did', async () => {
  expect(await verify()).toMatchObject({ code: 0 });
  expect((await verify()).out).toContain('No token has signed it.');
  await expect(signRecord(ceremony, [])).rejects.toMatchObject({ code: 'host.not-ready' });
  expect(ceremony.records.some(({ kind }) => kind.startsWith('checkpoint.'))).toBe(false);
});

it('has each token sign the same lines once, with intent and result on record', async () => {
  const lines = ceremony.records.length;
  const two = signers.slice(0, 2);
  expect((await signRecord(ceremony, two)).lines).toBe(lines);
  expect(readdirSync(folderOf())).toHaveLength(2);
  expect(ceremony.records.slice(lines).map(({ kind, participant }) => [kind, participant])).toEqual(
    two.flatMap(({ participant }) => [
      ['checkpoint.intended', participant],
      ['checkpoint.signed', participant],
    ]),
  );
  const { code, out } = await verify();
  expect(code).toBe(0);
  for (const { participant, key } of two)
    expect(out).toContain(
      `Lines 1 to ${lines} are signed by key ${key.spkiDigest} of ${participant}.`,
    );
  expect(out).toContain('The last 4 lines are protected by the chain alone.');
});

it('records a token that did not sign, and keeps what others signed', async () => {
  const [first, second] = signers.slice(2);
  const before = readdirSync(folderOf()).length;
  await expect(
    signRecord(ceremony, [first!, { ...second!, pin: '00000000' }]),
  ).rejects.toMatchObject({ code: 'pin.wrong' });
  expect(readdirSync(folderOf())).toHaveLength(before + 1);
  expect(ceremony.records.at(-1)).toMatchObject({
    kind: 'act.stopped',
    participant: second!.participant,
    data: { act: 'checkpoint', code: 'pin.wrong' },
  });
  expect((await verify()).code).toBe(0);
});

it('announces the touch of a YubiKey once it was asked, and that it is over, also where it fails', async () => {
  const [signer] = signers;
  const told: (number | null)[] = [];
  const asked: string[] = [];
  /** The same practice token, taken for a YubiKey, which wants a finger for each signature. */
  const asYubikey = (pin: string | null): TokenSigner => ({
    ...signer!,
    pin,
    token: { ...signer!.token, manufacturer: 'Yubico (www.yubico.com)', model: 'YubiKey YK5' },
    tokens: {
      sign: (request) => {
        expect(told).toEqual([]);
        return signer!.tokens.sign({
          ...request,
          onSigning() {
            asked.push('asked');
            request.onSigning?.();
          },
        });
      },
    },
  });
  const tell = (left: number | null): void => void told.push(left);
  await signRecord(ceremony, [asYubikey(signer!.pin)], tell);
  expect([asked, told]).toEqual([['asked'], [15, null]]);

  told.length = 0;
  // A PIN that is wrong is told before any touch.
  await expect(signRecord(ceremony, [asYubikey('00000000')], tell)).rejects.toMatchObject({
    code: 'pin.wrong',
  });
  expect([asked, told]).toEqual([['asked'], []]);

  await signRecord(ceremony, [signer!], tell);
  expect(told).toEqual([]);
});

it('sends no PIN where the YubiKey does not certify any more what was accepted, for the record and for a role', async () => {
  const [signer] = signers;
  if (signer === undefined) throw new Error('no signer');
  const { participant, key } = signer;
  const facts = {
    serial: key.serial,
    spki: key.spkiDigest,
    chain: null,
    firmware: null,
    pinPolicy: null,
    touchPolicy: null,
    notes: 0,
  };
  const kind = 'evidence.accepted';
  await ceremony.append({ kind, participant, data: { ...facts, attested: true } });
  const signed: string[] = [];
  const silent: TokenSigner = {
    ...signer,
    tokens: {
      sign: (request) => {
        signed.push(request.purpose);
        return signer.tokens.sign(request);
      },
      yubikeys: { ...desk.tokens.yubikeys, attestation: () => Promise.resolve(null) },
    },
  };
  const lines = ceremony.records.length;
  const stopped = {
    code: 'attestation.absent',
    notDone: ['Nothing was signed.', 'No PIN was sent.'],
  };
  await expect(signRecord(ceremony, [silent])).rejects.toMatchObject(stopped);
  const role = {
    file: folderPath('staged', 'timestamp.json'),
    keyid: '0'.repeat(64),
    bytes: utf8('{"_type":"timestamp"}'),
  };
  await expect(signRole(ceremony, silent, role)).rejects.toMatchObject(stopped);
  expect(signed).toEqual([]);
  // Not even the intent: nothing was begun.
  expect(ceremony.records).toHaveLength(lines);
  await ceremony.append({ kind, participant, data: { ...facts, attested: false } });
  await signRecord(ceremony, [silent]);
  expect(signed).toEqual(['dsse-pae']);
});

it('records a signature that a crash cut off from the record, and signs nothing twice for it', async () => {
  await signRecord(ceremony, signers.slice(0, 1));
  const name = 'transcript.jsonl';
  await meanwhile((path) => {
    const lines = readFileSync(join(path, name), 'utf8').trimEnd().split('\n');
    writeFileSync(join(path, name), `${lines.slice(0, -1).join('\n')}\n`);
  });
  const count = ceremony.records.length;
  expect((await verify()).out).toMatch(/are signed by key [0-9a-f]{64}\.\n/);
  await signRecord(ceremony, signers.slice(1, 2));
  expect(ceremony.records[count]).toMatchObject({
    kind: 'checkpoint.signed',
    participant: signers[0]!.participant,
    data: { recovered: true, spki: signers[0]!.key.spkiDigest },
  });
  expect((await verify()).code).toBe(0);
});

it.each([
  [
    'a record that was written again as a whole',
    'are not those that were signed',
    (path: string) => {
      const record = readFileSync(join(path, 'transcript.jsonl'), 'utf8');
      writeFileSync(join(path, 'transcript.jsonl'), rewritten(record));
    },
  ],
  [
    'a record whose end was cut off',
    'is over more lines than the record has',
    (path: string) => {
      const lines = readFileSync(join(path, 'transcript.jsonl'), 'utf8').split('\n');
      writeFileSync(join(path, 'transcript.jsonl'), `${lines.slice(0, 3).join('\n')}\n`);
    },
  ],
  [
    'a checkpoint that was taken away',
    'is not there as it was written',
    (path: string) => {
      const [name] = readdirSync(join(path, 'checkpoints'));
      rmSync(join(path, 'checkpoints', name!));
    },
  ],
  [
    'a checkpoint under the name of another key',
    'did not sign it so',
    (path: string) => {
      const [name] = readdirSync(join(path, 'checkpoints'));
      renameSync(join(path, 'checkpoints', name!), join(path, 'checkpoints', `x-${name}`));
    },
  ],
])('ends with 1 for %s', async (_what, part, change) => {
  const kept = new Map<string, Buffer>();
  const { path } = ceremony.folder;
  const record = readFileSync(join(path, 'transcript.jsonl'));
  for (const name of readdirSync(folderOf())) kept.set(name, readFileSync(join(folderOf(), name)));
  try {
    change(path);
    const { code, out } = await verify();
    expect(out).toContain(part);
    expect(code).toBe(1);
  } finally {
    writeFileSync(join(path, 'transcript.jsonl'), record);
    rmSync(folderOf(), { recursive: true });
    mkdirSync(folderOf());
    for (const [name, bytes] of kept) writeFileSync(join(folderOf(), name), bytes);
  }
});
