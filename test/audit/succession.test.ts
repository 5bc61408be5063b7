import { describe, expect, it } from 'vitest';
import { signer } from '../tuf/signers.ts';
import { ada, auditOf, ben, cleo, dora, type Files, root, stranger } from './made-files.ts';

/** People who have nothing to do with the root. */
const others = ['mallory', 'oscar', 'eve'].map((name) => signer(name));
const real = (version: number) => root({ version });
const theirs = (version: number) => root({ version, keys: others });

async function errorsOf(files: Files) {
  const { findings } = await auditOf(files);
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code, subject, message }) => [code, subject, message]);
}

const follows = (subject: string, message: string) => [
  ['root.threshold-not-met', subject, message],
];

describe('a root that follows one which only waits for signatures', () => {
  const waits = 'root 3 follows a root 2 that itself is not signed by enough keys';

  it.each(['staged', 'abandoned'])('is an error, where that one lies in %s', async (folder) => {
    const files = {
      'repository/1.root.json': real(1),
      [`${folder}/2.root.json`]: theirs(2),
      'repository/3.root.json': theirs(3),
    };
    expect(await errorsOf(files)).toEqual(follows('repository/3.root.json', waits));
    expect(await errorsOf({ ...files, 'repository/2.root.json': real(2) })).toEqual(
      follows('repository/3.root.json', waits),
    );
  });

  it('is an error once: what follows from it is told of by it', async () => {
    const files = {
      'repository/1.root.json': real(1),
      'staged/2.root.json': theirs(2),
      'repository/3.root.json': theirs(3),
      'repository/4.root.json': theirs(4),
    };
    expect(await errorsOf(files)).toEqual(follows('repository/3.root.json', waits));
  });

  it('is none, where that one has its signatures elsewhere, or the staged one has them all', async () => {
    const part = { version: 2, keys: [ada, ben, dora] };
    const third = root({ version: 3, keys: [ada, ben, dora] });
    const first = { 'repository/1.root.json': real(1), 'repository/3.root.json': third };
    const unsigned = { 'staged/2.root.json': root(part, [ada]) };
    expect(await errorsOf({ ...first, ...unsigned, 'repository/2.root.json': root(part) })).toEqual(
      [],
    );
    expect(await errorsOf({ ...first, 'staged/2.root.json': root(part) })).toEqual([]);
    expect(await errorsOf({ ...first, ...unsigned })).toHaveLength(1);
  });

  it('may be staged, too', async () => {
    const files = {
      'repository/1.root.json': real(1),
      'staged/2.root.json': theirs(2),
      'staged/3.root.json': theirs(3),
    };
    expect(await errorsOf(files)).toEqual([]);
  });
});

describe('a root that follows one which lies elsewhere', () => {
  const elsewhere = 'root 2 follows another root 1 than the one that lies beside it';

  it.each(['backup/1.root.json', 'repository/old.json', '1.root.json'])(
    'is an error, where clients have another: %s',
    async (place) => {
      const files = {
        'repository/1.root.json': real(1),
        [place]: theirs(1),
        'repository/2.root.json': theirs(2),
      };
      expect(await errorsOf(files)).toEqual(follows('repository/2.root.json', elsewhere));
    },
  );

  it('is none, where the one beside it accepts it, or none lies beside it', async () => {
    expect(
      await errorsOf({
        'repository/1.root.json': real(1),
        'backup/1.root.json': theirs(1),
        'repository/2.root.json': real(2),
        'backup/2.root.json': theirs(2),
      }),
    ).toEqual([]);
    expect(
      await errorsOf({ 'ceremony/1.root.json': real(1), 'repository/2.root.json': real(2) }),
    ).toEqual([]);
    expect(await errorsOf({ 'root_history/1.root.json': real(1), 'root.json': real(2) })).toEqual(
      [],
    );
  });

  it('is told of the folder of a repository with its history below', async () => {
    const files = {
      'metadata/root_history/1.root.json': real(1),
      'metadata/root.json': theirs(2),
      'backup/1.root.json': theirs(1),
    };
    expect(await errorsOf(files)).toEqual(follows('metadata/root.json', elsewhere));
  });
});

describe('two roots of one version in one folder', () => {
  it('are a fork, also where they have no key in common', async () => {
    const fork = await errorsOf({ '1.root.json': real(1), 'root.json': theirs(1) });
    expect(fork.map(([code, at]) => [code, at])).toEqual([['root.fork', '1.root.json, root.json']]);
  });

  it('are none where only one of them is published, or where clients ask for one', async () => {
    expect(
      await errorsOf({ 'repository/1.root.json': real(1), 'staged/1.root.json': theirs(1) }),
    ).toEqual([]);
    expect(await errorsOf({ '1.root.json': real(1), 'theirs.json': theirs(1) })).toEqual([]);
  });

  it('are none where one of them lacks signatures: that one is the error', async () => {
    const files = {
      '1.root.json': real(1),
      'root.json': root({ version: 1, keys: [stranger, cleo, dora] }, [stranger]),
    };
    expect((await errorsOf(files)).map(([code, subject]) => [code, subject])).toEqual([
      ['root.threshold-not-met', 'root.json'],
    ]);
  });
});

describe('the counts of a root that follows one from elsewhere', () => {
  const files = {
    'repository/1.root.json': real(1),
    'repository/2.root.json': real(2),
    'elsewhere/2.root.json': theirs(2),
    'repository/3.root.json': root({ version: 3, keys: others }, others.slice(0, 2)),
  };

  it('are those of clients, who have the root that lies beside it', async () => {
    const { roots, findings } = await auditOf(files);
    expect(
      roots.map(({ file, validBySelf, validByPrevious }) => [file, validBySelf, validByPrevious]),
    ).toEqual([
      ['repository/1.root.json', 3, null],
      ['elsewhere/2.root.json', 3, 0],
      ['repository/2.root.json', 3, 3],
      ['repository/3.root.json', 2, 0],
    ]);
    expect(
      findings.filter(({ code }) => code === 'root.exact-threshold').map(({ message }) => message),
    ).toEqual(['root 3 has exactly as many signatures as it needs, by its own keys']);
  });

  it('stay what they are where a copy of the one that it follows lies beside it', async () => {
    const { roots } = await auditOf({ ...files, 'repository/root.json': theirs(2) });
    expect(roots.at(-1)).toMatchObject({ file: 'repository/3.root.json', validByPrevious: 2 });
  });
});
