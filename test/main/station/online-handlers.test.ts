import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCeremony } from '../../../main/ceremonies/new-ceremony.ts';
import { makeOnlineKey, parseOnlineKey } from '../../../main/online/online-key-file.ts';
import { OnlineSigner } from '../../../main/online/online-signer.ts';
import { type OnlineKey, planText } from '../../../src/ceremony/plan.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { planFields } from '../../ceremony/people.ts';
import { recordsIn } from './keyholder-steps.ts';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from './practice-station.ts';

const passphrase = 'four words at random';
const named = await makeOnlineKey('rehearsal', 'ed25519', passphrase);
const { publicKey } = parseOnlineKey(named, 'named');

/** Online keys as the page asks for them: one that is made here, and one whose file is named by its digest. */
describe('online keys in the window', () => {
  let home: string;
  let station: PracticeStation;
  let path: string;
  let stick: string;

  beforeAll(async () => {
    home = freshHome();
    const fields = planFields();
    const online: OnlineKey[] = [
      { kind: 'file', id: 'snapshot-key', scheme: 'ecdsa-sha2-nistp384' },
      { kind: 'file', id: 'timestamp-key', scheme: 'ed25519', spkiSha256: publicKey.digest },
    ];
    const { roles } = fields.tuf;
    const text = planText({
      ...fields,
      keys: {
        ...fields.keys,
        otherSchemes: ['ecdsa-sha2-nistp384', 'ed25519'],
      },
      tuf: {
        ...fields.tuf,
        online,
        roles: {
          ...roles,
          snapshot: { ...roles.snapshot, holders: ['snapshot-key'], threshold: 1 },
          timestamp: { ...roles.timestamp, holders: ['timestamp-key'], threshold: 1 },
        },
      },
    });
    path = await createCeremony(join(home, 'ceremonies'), 'Online', utf8(text));
    stick = join(home, 'stick');
    mkdirSync(stick);
    station = await startStation(home);
    const place = await station.place('ceremonies', basename(path));
    await station.handlers['ceremony.open']({ place, role: 'host', mode: 'rehearsal' }, idle());
  }, 60_000);
  afterAll(async () => {
    await station.close();
    removeHome(home);
  });

  const look = () => station.handlers['online.look'](null, idle());
  const make = async (id: string, words = passphrase, repeat = words, ...at: string[]) =>
    station.handlers['online.make'](
      {
        id,
        place: await station.place(...(at.length === 0 ? ['stick'] : at)),
        passphrase: words,
        repeat,
      },
      idle(),
    );
  const take = async (name: string | null) =>
    station.handlers['online.export'](
      { id: 'timestamp-key', place: name === null ? null : await station.place('stick', name) },
      idle(),
    );
  const exported = () => recordsIn(path).filter(({ kind }) => kind === 'export.written').length;

  it('begin with none, and say which of them can be made here', async () => {
    expect((await look()).keys).toEqual([
      expect.objectContaining({ id: 'snapshot-key', spkiSha256: null, canMake: true }),
      expect.objectContaining({ id: 'timestamp-key', spkiSha256: null, canMake: false }),
    ]);
  });

  it('are made with nothing that is wrong: passphrase, place, plan', async () => {
    const nothing = { notDone: ['No key was made.'] };
    await expect(make('snapshot-key', passphrase, 'another four words')).rejects.toMatchObject({
      code: 'online.passphrase',
      ...nothing,
    });
    await expect(make('snapshot-key', 'short')).rejects.toMatchObject({
      code: 'online.passphrase',
      ...nothing,
    });
    const inside = ['ceremonies', basename(path)];
    for (const [id, ...at] of [['timestamp-key'], ['nobody'], ['snapshot-key', ...inside]])
      await expect(make(id ?? '', passphrase, passphrase, ...at)).rejects.toMatchObject({
        code: 'online.not-planned',
      });
    expect(readdirSync(stick)).toEqual([]);
    expect(exported()).toBe(0);
  });

  it('are made in a file that opens with its passphrase, and their public half comes in', async () => {
    const { view, file } = await make('snapshot-key');
    expect(file).toBe('snapshot-key.online-key.json');
    const bytes = readFileSync(join(stick, file));
    const made = parseOnlineKey(bytes, file);
    expect(made).toMatchObject({ mode: 'rehearsal', scheme: 'ecdsa-sha2-nistp384' });
    expect(view.keys[0]).toMatchObject({ spkiSha256: made.publicKey.digest, canMake: false });
    expect((await OnlineSigner.open(bytes, passphrase, file)).publicKey.digest).toBe(
      made.publicKey.digest,
    );
    expect(exported()).toBe(1);
    expect(readFileSync(join(path, 'transcript.jsonl'), 'utf8')).not.toContain(passphrase);
    await expect(make('snapshot-key')).rejects.toMatchObject({ code: 'online.not-planned' });
  });

  it('come in from the file that the plan names, and from no other', async () => {
    writeFileSync(join(stick, 'named.json'), named);
    await expect(take('snapshot-key.online-key.json')).rejects.toMatchObject({
      code: 'online.not-planned',
      expected: `key ${publicKey.digest.slice(0, 16)}`,
    });
    await expect(take(null)).rejects.toMatchObject({ expected: 'a key file' });
    const { keys } = await take('named.json');
    expect(keys[1]).toMatchObject({ spkiSha256: publicKey.digest });
    expect(exported()).toBe(2);
  });
});
