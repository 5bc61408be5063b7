import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from '../../../main/audit/collect.ts';
import { runAudit } from '../../../main/audit/run.ts';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { station } from '../../../main/cli/station.ts';
import { parseBranch, parseRemote } from '../../../main/git/remote.ts';
import { requireClientAccepts } from '../../../main/station/client-check.ts';
import { pushCeremony, pushKey } from '../../../main/station/git-publication.ts';
import { OpenCeremony } from '../../../main/station/open-ceremony.ts';
import { folderPath } from '../../../src/ceremony/folder-path.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { plainGit } from '../git/hostile-repository.ts';
import { practiceFolder, recordsIn } from './keyholder-steps.ts';
import { freshHome, idle, removeHome, startStation } from './practice-station.ts';

const author = { name: 'Tomás Varga', email: 'tomas@example.org' };
const realRoot = readFileSync(
  join(import.meta.dirname, '../../fixtures/sigstore-root-signing/root_history/9.root.json'),
);
let home: string;
let path: string;
let base: string;
let number = 0;
const now = () => new Date().toISOString().replace(/\.\d+Z$/, 'Z');

/** A new bare repository. */
function bare(): string {
  const folder = join(base, `root-${(number += 1)}.git`);
  plainGit(base, 'init', '-q', '--bare', '-b', 'main', folder);
  return folder;
}

async function withCeremony<Result>(act: (ceremony: OpenCeremony) => Promise<Result>) {
  const folder = await CeremonyFolder.open(path, now());
  try {
    return await act(new OpenCeremony(folder, 'host', null, now));
  } finally {
    await folder.close();
  }
}

async function run(...args: string[]) {
  const said = { out: '', err: '' };
  const code = await station(args, {
    out: (text) => (said.out += text),
    err: (line) => (said.err += `${line}\n`),
    now,
    signal: new AbortController().signal,
  });
  return { code, ...said };
}

function targetAt(repository: string, branch = 'ceremony/practice') {
  return { remote: parseRemote(repository), branch: parseBranch(branch), below: null, author };
}

/** So many files that are named like roots and are none. */
function decoys(count: number): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`a/${at}.root.json`, utf8(`{"decoy":${at}}`)]),
  );
}

/** Puts one commit with these files on a branch, as somebody else would. */
function somebodyElse(
  repository: string,
  branch: string,
  files: Readonly<Record<string, Uint8Array>>,
) {
  const work = mkdtempSync(join(base, 'else-'));
  plainGit(work, 'init', '-q', '-b', branch);
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(join(work, name, '..'), { recursive: true });
    writeFileSync(join(work, name), bytes);
  }
  plainGit(work, 'add', '.');
  plainGit(work, 'commit', '-q', '-m', 'Theirs');
  plainGit(work, 'push', '-q', repository, branch);
}

beforeAll(async () => {
  home = freshHome();
  base = mkdtempSync(join(tmpdir(), 'station-publication-'));
  path = practiceFolder(home);
  const running = await startStation(home);
  const { handlers } = running;
  await handlers['ceremony.startPractice']({ role: 'host' }, idle());
  await handlers['host.stage'](null, idle());
  for (const participant of ['ingrid-solheim', 'amara-okafor', 'jonas-lindqvist', 'priya-raman'])
    await handlers['host.practiceSign']({ participant }, idle());
  mkdirSync(join(path, 'staged', 'targets', 'keys'), { recursive: true });
  writeFileSync(join(path, 'staged', 'targets', 'keys', 'rekor.pub'), 'a public key\n');
  await running.close();
}, 60_000);
afterAll(() => {
  rmSync(base, { recursive: true, force: true });
  removeHome(home);
});

describe('before publication', () => {
  it('nothing of the ceremony is sent, and the keys of everybody can be', async () => {
    const repository = bare();
    await withCeremony(async (ceremony) => {
      await expect(pushCeremony(ceremony, targetAt(repository))).rejects.toMatchObject({
        code: 'publish.not-yet',
        notDone: ['Nothing was sent.'],
      });
    });
    const { code, out } = await run(
      'publish',
      path,
      '--keys',
      '--to',
      repository,
      '--author',
      'Tomás Varga <tomas@example.org>',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/Priya Raman: branch keyholder\/priya-raman, commit [0-9a-f]{40}/);
    const branches = plainGit(repository, 'for-each-ref', '--format=%(refname:short)')
      .trim()
      .split('\n');
    expect(branches).toContain('keyholder/amara-okafor');
    const files = plainGit(
      repository,
      'ls-tree',
      '-r',
      '--name-only',
      'keyholder/amara-okafor',
    ).trim();
    expect(files).toMatch(/^keys\/([A-Za-z0-9-]+)\/\1_pubkey\.pem$/);
    expect(plainGit(repository, 'log', '-1', '--format=%B', 'keyholder/amara-okafor')).toMatch(
      /^Add the key of Amara Okafor, token .*\n\nPublic key, SHA-256: [0-9a-f]{64}\nPlan, SHA-256: [0-9a-f]{64}\n\nRehearsal\. Practice key\.\n\nSigned-off-by: Tomás Varga/,
    );
  });

  it('the root that waits for signatures goes to the keyholders from the window, too', async () => {
    const bareFolder = join(home, 'root.git');
    plainGit(home, 'init', '-q', '--bare', '-b', 'main', bareFolder);
    const running = await startStation(home);
    const { handlers } = running;
    const [recent] = (await handlers['station.recent'](null, idle())).items;
    await handlers['ceremony.resume']({ recent: recent?.id ?? '' }, idle());
    const before = await handlers['publication.look'](null, idle());
    expect(before).toMatchObject({
      ready: false,
      staged: expect.stringMatching(/^signing\/\d{4}-\d\d-\d\d$/) as string,
    });
    const { sent } = await handlers['publication.send'](
      {
        place: await running.place('root.git'),
        what: 'staged',
        branch: 'no/matter',
        author: 'Tomás Varga <tomas@example.org>',
      },
      idle(),
    );
    await running.close();
    expect(sent.at(-1)).toMatchObject({ what: 'staged', branch: before.staged });
    expect(plainGit(bareFolder, 'show', `${before.staged ?? ''}:staged/root.json`)).toBe(
      readFileSync(join(path, 'staged', 'root.json'), 'utf8'),
    );
  });

  it('the key of somebody who has none is named', async () => {
    await withCeremony((ceremony) =>
      expect(pushKey(ceremony, 'nobody', targetAt(bare()))).rejects.toMatchObject({
        code: 'publish.not-yet',
      }),
    );
  });
});

describe('a published ceremony', () => {
  let repository: string;

  it('is signed with the target files that were shown, and with no other', async () => {
    repository = bare();
    const running = await startStation(home);
    const { handlers } = running;
    const [recent] = (await handlers['station.recent'](null, idle())).items;
    await handlers['ceremony.resume']({ recent: recent?.id ?? '' }, idle());
    // What lies in staged/targets is signed only as it was shown.
    const changed = { code: 'step.changed', place: 'staged/targets' };
    await expect(handlers['host.publish']({ pin: null }, idle())).rejects.toMatchObject(changed);
    const seen = await handlers['host.look'](null, idle());
    const key = utf8('a public key\n');
    expect(seen.targets).toEqual([
      { path: 'keys/rekor.pub', bytes: key.length, sha256: sha256Hex(key) },
    ]);
    const shown = { pin: null, targets: seen.targetsSha256 ?? '' };
    const slipped = join(path, 'staged', 'targets', 'backdoor.pub');
    writeFileSync(slipped, 'a key that nobody was shown\n');
    await expect(handlers['host.publish'](shown, idle())).rejects.toMatchObject(changed);
    rmSync(slipped);
    await handlers['host.publish'](shown, idle());
    expect(await handlers['host.look'](null, idle())).toMatchObject({
      published: true,
      targets: [],
      targetsSha256: null,
    });
    await running.close();
  }, 60_000);

  it('has its target files, listed, with their digest in the name', async () => {
    const bytes = utf8('a public key\n');
    const digest = sha256Hex(bytes);
    const published = join(path, 'repository', 'targets', 'keys', `${digest}.rekor.pub`);
    expect(readFileSync(published)).toEqual(Buffer.from(bytes));
    const { signed } = JSON.parse(
      readFileSync(join(path, 'repository', 'targets.json'), 'utf8'),
    ) as { signed: { targets: unknown } };
    expect(signed.targets).toEqual({
      'keys/rekor.pub': { hashes: { sha256: digest }, length: bytes.length },
    });
    const { files, skipped } = await collect([path]);
    const report = await runAudit({ files, skipped, asOf: now() });
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is sent whole, as one signed-off commit that an audit of a clone passes', async () => {
    const sent = await withCeremony((ceremony) => pushCeremony(ceremony, targetAt(repository)));
    expect(recordsIn(path).at(-1)).toMatchObject({
      kind: 'repository.pushed',
      data: { what: 'ceremony', branch: 'ceremony/practice', commit: sent.commit },
    });
    expect(JSON.stringify(recordsIn(path).at(-1))).not.toContain(base);
    const clone = join(base, 'clone');
    plainGit(base, 'clone', '-q', '-b', 'ceremony/practice', repository, clone);
    for (const name of ['ceremony.yaml', 'repository/2.root.json', 'repository/timestamp.json'])
      expect(readFileSync(join(clone, name))).toEqual(readFileSync(join(path, name)));
    const { files, skipped } = await collect([clone]);
    const report = await runAudit({ files, skipped, asOf: now() });
    expect(report.roots.map(({ version }) => version)).toEqual([1, 2]);
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is sent once more on top of what others have added, and takes nothing of theirs away', async () => {
    const work = join(base, 'more');
    plainGit(base, 'clone', '-q', '-b', 'ceremony/practice', repository, work);
    writeFileSync(join(work, 'NEWS'), 'Merged.\n');
    plainGit(work, 'add', '.');
    plainGit(work, 'commit', '-q', '-m', 'News');
    plainGit(work, 'push', '-q');
    await withCeremony((ceremony) => pushCeremony(ceremony, targetAt(repository)));
    expect(plainGit(repository, 'show', 'ceremony/practice:NEWS')).toBe('Merged.\n');
    expect(plainGit(repository, 'rev-list', '--count', 'ceremony/practice').trim()).toBe('3');
  });

  it('goes below a folder of its own where that is asked for, with a checklist for the host', async () => {
    const other = bare();
    const { code, out, err } = await run(
      'publish',
      path,
      '--to',
      other,
      '--branch',
      'main',
      '--below',
      'ceremony/2026-11-26',
      '--author',
      'Tomás Varga <tomas@example.org>',
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('The repository was read again');
    expect(out).toContain('☐ Talk through what went wrong');
    expect(plainGit(other, 'ls-tree', '-r', '--name-only', 'main')).toContain(
      'ceremony/2026-11-26/repository/2.root.json\n',
    );
  });

  it('never goes beside a real root', async () => {
    const real = bare();
    somebodyElse(real, 'published', { 'metadata/root.json': realRoot });
    await withCeremony((ceremony) =>
      expect(pushCeremony(ceremony, targetAt(real, 'published'))).rejects.toMatchObject({
        code: 'publish.other-mode',
        place: 'metadata/root.json',
        notDone: ['Nothing was sent.'],
      }),
    );
    expect(plainGit(real, 'rev-list', '--count', 'published').trim()).toBe('1');
  });

  it('goes nowhere where a real root could hide among more roots than are looked at', async () => {
    const crowded = bare();
    somebodyElse(crowded, 'few', { ...decoys(199), 'z/root.json': realRoot });
    somebodyElse(crowded, 'many', { ...decoys(200), 'z/root.json': realRoot });
    await withCeremony(async (ceremony) => {
      await expect(pushCeremony(ceremony, targetAt(crowded, 'few'))).rejects.toMatchObject({
        code: 'publish.other-mode',
        place: 'z/root.json',
      });
      await expect(pushCeremony(ceremony, targetAt(crowded, 'many'))).rejects.toMatchObject({
        code: 'publish.other-mode',
        found: '201',
        notDone: ['Nothing was sent.'],
      });
    });
  });

  it('never changes a version that is there with other bytes', async () => {
    const other = bare();
    const root = readFileSync(join(path, 'repository', '2.root.json'), 'utf8');
    somebodyElse(other, 'main', { 'repository/2.root.json': utf8(`${root}\n`) });
    await withCeremony((ceremony) =>
      expect(pushCeremony(ceremony, targetAt(other, 'main'))).rejects.toMatchObject({
        code: 'publish.other-bytes',
        place: 'repository/2.root.json',
      }),
    );
  });

  it('never takes the place of what was published there since, nor of other bytes of its version', async () => {
    const timestamp = join(path, 'repository', 'timestamp.json');
    const { signed, signatures } = JSON.parse(readFileSync(timestamp, 'utf8')) as {
      signed: { version: number; expires: string };
      signatures: unknown[];
    };
    const theirs = (change: object) =>
      utf8(JSON.stringify({ signed: { ...signed, ...change }, signatures }));
    for (const [below, bytes, expected] of [
      ['', theirs({ version: 9 }), { code: 'publish.goes-back', expected: 'version 9 or later' }],
      ['x/', theirs({ expires: '2031-01-01T00:00:00Z' }), { code: 'publish.other-bytes' }],
    ] as const) {
      const other = bare();
      somebodyElse(other, 'main', { [`${below}repository/timestamp.json`]: bytes });
      const before = plainGit(other, 'rev-parse', 'main');
      const target = {
        ...targetAt(other, 'main'),
        below: below === '' ? null : folderPath('x'),
      };
      await withCeremony((ceremony) =>
        expect(pushCeremony(ceremony, target)).rejects.toMatchObject({
          ...expected,
          place: `${below}repository/timestamp.json`,
          notDone: ['Nothing was sent.'],
        }),
      );
      expect(plainGit(other, 'rev-parse', 'main')).toBe(before);
    }
    // Signatures alone may differ, and a file that is no metadata says nothing.
    const other = bare();
    somebodyElse(other, 'main', {
      'repository/timestamp.json': utf8(JSON.stringify({ signed, signatures: [] })),
      'repository/snapshot.json': utf8('{}'),
    });
    await withCeremony((ceremony) => pushCeremony(ceremony, targetAt(other, 'main')));
  });

  it('is not sent if a client would stop at it', async () => {
    const timestamp = join(path, 'repository', 'timestamp.json');
    const good = readFileSync(timestamp);
    const untouched = bare();
    try {
      writeFileSync(timestamp, good.toString('utf8').replace(/"version": 2/, '"version": 9'));
      await withCeremony((ceremony) =>
        expect(pushCeremony(ceremony, targetAt(untouched))).rejects.toMatchObject({
          code: 'publish.client-refuses',
          expected: 'tuf-js follows from the first root to version 2, and takes all roles',
        }),
      );
    } finally {
      writeFileSync(timestamp, good);
    }
    expect(plainGit(untouched, 'for-each-ref')).toBe('');
  });

  it('says what is wrong with a command before it does anything', async () => {
    const author = ['--author', 'T <t@example.org>'];
    for (const [args, error] of [
      [[], 'publish needs one ceremony folder'],
      [[path], 'publish needs --to'],
      [[path, '--to', '/x'], 'publish needs --author'],
      [[path, '--to', '/x', '--keys', '--branch', 'b', ...author], 'leave --branch out'],
      [[path, '--to', 'ext://sh', ...author], 'this does not name a repository'],
      [[path, '--to', '/x', '--branch=-f', ...author], 'this cannot be the name of a branch'],
      [[path, '--to', '/x', '--below', '../up', ...author], 'a name is not safe as a file name'],
      [[path, '--to', '/x', '--author', 'Tomás'], 'a commit needs a name and an address'],
      [[path, '--to', '/nowhere', ...author], 'the repository does not answer'],
      [[path, '--to', '/x', '--force'], 'publish knows --to'],
    ] as const) {
      const { code, err } = await run('publish', ...args);
      expect(code).toBe(2);
      expect(err).toContain(error);
    }
  });
});

describe('a client that looks before publication', () => {
  it('needs a root to begin with', async () => {
    await withCeremony(async ({ folder }) => {
      const nowhere = Object.assign(Object.create(folder) as CeremonyFolder, {});
      const empty = { ...folder.directory, kindOf: () => Promise.resolve(null) };
      Object.defineProperty(nowhere, 'directory', { value: empty });
      await expect(
        requireClientAccepts(nowhere, [], { version: 2, at: now() }),
      ).rejects.toMatchObject({ code: 'publish.client-refuses' });
    });
  });

  it('stops at a root that has expired on the day of publication', async () => {
    await withCeremony(({ folder }) =>
      expect(
        requireClientAccepts(folder, [], { version: 2, at: '2099-01-01T00:00:00Z' }),
      ).rejects.toMatchObject({ code: 'publish.client-refuses' }),
    );
  });

  it('looks at what is coming in place of what is there', async () => {
    await withCeremony(({ folder }) =>
      expect(
        requireClientAccepts(
          folder,
          [{ path: String(folderPath('timestamp.json')), bytes: utf8('{}') }],
          { version: 2, at: now() },
        ),
      ).rejects.toMatchObject({ code: 'publish.client-refuses' }),
    );
  });
});

describe('the time that the participants confirmed', () => {
  it('is the one by which a ceremony is sent, and not the machine’s', async () => {
    const repository = bare();
    const author = ['--author', 'Tomás Varga <tomas@example.org>'];
    await withCeremony(async (ceremony) => {
      await ceremony.append({
        kind: 'clock.settled',
        participant: null,
        data: {
          offset: 400 * 86_400,
          readings: 1,
          date: '2030-01-01',
          witness: null,
          initials: '',
        },
      });
    });
    const late = await run('publish', path, '--to', repository, ...author);
    expect(late.code).toBe(2);
    expect(late.err).toContain('a client would not accept this repository');
    expect(plainGit(repository, 'for-each-ref')).toBe('');
    await withCeremony(async (ceremony) => {
      await ceremony.append({
        kind: 'clock.settled',
        participant: null,
        data: { offset: 30, readings: 3, date: '2030-01-01', witness: null, initials: '' },
      });
    });
    const right = await run('publish', path, '--to', repository, ...author);
    expect(right.err).toBe('');
    expect(right.code).toBe(0);
  });
});
