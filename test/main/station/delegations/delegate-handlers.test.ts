import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseMetadata } from '../../../../src/tuf/metadata.ts';
import { parseTargets } from '../../../../src/tuf/targets.ts';
import { recordsIn } from '../keyholder-steps.ts';
import { idle, startStation, type PracticeStation } from '../practice-station.ts';
import { type Delegate, roleName, twoProjects, type TwoProjects } from './two-projects.ts';

/** The delegate's own role as the page asks for it: staged, signed at its threshold, and handed over. */
describe('the role of a delegate in the window', () => {
  let projects: TwoProjects;
  let delegate: Delegate;
  let station: PracticeStation;
  let path: string;
  let stick: string;
  let digest = '';
  const file = `${roleName}/a`;

  beforeAll(async () => {
    projects = await twoProjects();
    delegate = await projects.delegate('Registry keys', ['Ana Silva', 'Tom Okafor'], 2);
    ({ path } = delegate.ceremony.folder);
    await delegate.ceremony.folder.close();
    stick = join(projects.home, 'stick');
    mkdirSync(stick);
    station = await startStation(projects.home);
    const place = await station.place('ceremonies', basename(path));
    await station.handlers['ceremony.open']({ place, role: 'host', mode: 'rehearsal' }, idle());
  }, 120_000);
  afterAll(async () => {
    await station.close();
    await projects.close();
  });

  const look = () => station.handlers['delegate.look'](null, idle());
  const stage = (version: number) => station.handlers['delegate.stage']({ version }, idle());
  const sign = (participant: string, signedSha256 = digest) =>
    station.handlers['delegate.sign']({ participant, pin: null, signedSha256 }, idle());
  const kinds = () => recordsIn(path).map(({ kind }) => kind);
  const put = (name: string, text: string) => {
    const at = join(path, 'staged', 'targets', name);
    mkdirSync(join(at, '..'), { recursive: true });
    writeFileSync(at, text);
  };

  it('begins with nothing staged, and says which files it would list', async () => {
    put(file, 'one');
    expect(await look()).toMatchObject({
      role: roleName,
      threshold: 2,
      staged: null,
      files: [{ path: file, bytes: 3 }],
      more: 0,
      stage: { ready: true },
      carry: { ready: false },
      next: expect.stringContaining('stage the role'),
    });
  });

  it('stages no file that the delegation does not cover', async () => {
    put('elsewhere', 'x');
    await expect(stage(1)).rejects.toMatchObject({
      code: 'delegation.metadata',
      place: 'staged/targets/elsewhere',
    });
    expect((await look()).staged).toBeNull();
    rmSync(join(path, 'staged', 'targets', 'elsewhere'));
  });

  it('shows what is staged out of the file itself, with who signs it', async () => {
    const { staged } = await stage(1);
    digest = staged?.signedSha256 ?? '';
    expect(staged).toMatchObject({
      version: 1,
      odd: null,
      files: [{ path: file, bytes: 3, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      seats: { title: 'Keyholders of the role', threshold: 2, signed: 0 },
      signers: [
        { name: 'Ana Silva', ready: true, practice: true },
        { name: 'Tom Okafor', ready: true, practice: true },
      ],
    });
  });

  it('is signed by nobody while it is not what plan and files make', async () => {
    put(file, 'changed meanwhile');
    const { staged } = await look();
    expect(staged).toMatchObject({ odd: expect.stringContaining('Stage it again') });
    expect(staged?.signers.map(({ ready }) => ready)).toEqual([false, false]);
    await expect(sign('ana-silva')).rejects.toMatchObject({
      code: 'delegation.unexplained',
      notDone: ['Nothing was signed.', 'No PIN was sent.'],
    });
    put(file, 'one');
    await expect(sign('ana-silva', 'f'.repeat(64))).rejects.toMatchObject({
      code: 'delegation.nothing',
    });
    expect(kinds()).not.toContain('signature.added');
  });

  it('is signed one by one, and no other file of a signed version is staged', async () => {
    const half = await sign('ana-silva');
    expect(half).toMatchObject({
      carry: { ready: false, reason: 'One more signature is needed.' },
      staged: { seats: { signed: 1 }, signers: [{ signed: true }, { signed: false }] },
    });
    put(`${roleName}/b`, 'two');
    await expect(stage(1)).rejects.toMatchObject({
      code: 'delegation.pending',
      expected: 'version 2 or later',
      notDone: ['Nothing was staged.'],
    });
    const place = await station.place('stick');
    await expect(station.handlers['delegate.carry']({ place }, idle())).rejects.toMatchObject({
      code: 'delegation.signers',
      found: '1',
    });
    expect(readdirSync(stick)).toEqual([]);
  });

  it('goes on with the next version, and is copied when it has its signatures', async () => {
    const { staged } = await stage(2);
    digest = staged?.signedSha256 ?? '';
    expect(staged?.files).toHaveLength(2);
    await sign('tom-okafor');
    expect(await sign('ana-silva')).toMatchObject({
      headline: `${roleName} version 2 has its signatures`,
      carry: { ready: true },
    });
    const place = await station.place('stick');
    const carried = await station.handlers['delegate.carry']({ place }, idle());
    expect(carried.file).toBe(`2.${roleName}.json`);
    const copy = parseMetadata(readFileSync(join(stick, carried.file)), carried.file);
    expect([...parseTargets(copy).targets.keys()]).toEqual([file, `${roleName}/b`]);
    expect(copy.signatures).toHaveLength(2);
    expect(kinds().filter((kind) => kind === 'signature.added')).toHaveLength(3);
    // Once more is the same file.
    await station.handlers['delegate.carry']({ place }, idle());
    writeFileSync(join(stick, carried.file), 'other');
    await expect(station.handlers['delegate.carry']({ place }, idle())).rejects.toMatchObject({
      code: 'folder.exists',
    });
  });

  it('is no part of the ceremony of a root', async () => {
    await station.handlers['ceremony.close'](null, idle());
    await projects.host.folder.close();
    const place = await station.place('ceremonies', basename(projects.host.folder.path));
    await station.handlers['ceremony.open']({ place, role: 'host', mode: 'rehearsal' }, idle());
    const nothing = { code: 'delegation.nothing' };
    await expect(look()).rejects.toMatchObject(nothing);
    await expect(stage(1)).rejects.toMatchObject(nothing);
    await expect(sign('ana-silva')).rejects.toMatchObject(nothing);
  });
});
