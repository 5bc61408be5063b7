import { link, mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { takeBundle } from '../../../main/ceremonies/bundle-taker.ts';
import { writeBundle } from '../../../main/ceremonies/bundle-writer.ts';
import { stage } from '../../../main/ceremonies/staged-file.ts';
import { recordStaged } from '../../../main/ceremonies/staged-record.ts';
import { readCarriedRecords } from '../../../main/ceremonies/transcript-reader.ts';
import { stateOf } from '../../../src/ceremony/state.ts';
import { timeOf } from '../../ceremony/sample-acts.ts';
import { rejectionOf } from '../../ceremony/thrown.ts';
import { at, begunCeremony, keyidOf, unsignedRoot } from './signed-work.ts';
import {
  byHost,
  byKeyholder,
  twoMachines,
  work,
  signersOf,
  snapshot,
  relative,
} from './bundle-machines.ts';

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
