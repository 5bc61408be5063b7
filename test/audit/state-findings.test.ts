import { describe, expect, it } from 'vitest';
import { auditOf, below, dora, type Files, file, online, repository, role } from './made-files.ts';
import { faults, targets } from './state-findings/repository-faults.ts';

const without = (files: Files, ...names: readonly string[]): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !names.includes(path)));
const listing = (...names: readonly string[]) =>
  file(
    role('snapshot', 1, {
      meta: Object.fromEntries(names.map((name) => [name, { version: 1 }])),
    }),
    [online],
  );
const delegating = (name: string) =>
  file(
    role('targets', 1, {
      delegations: {
        keys: { [dora.keyid]: dora.object },
        roles: [{ name, keyids: [dora.keyid], threshold: 1, paths: ['*'], terminating: true }],
      },
    }),
    [online],
  );

describe('the state of a repository', () => {
  it('is told where a client would look, and of nothing that lies there alone', async () => {
    expect(await faults(repository())).toEqual([]);
    // Without a timestamp it is no whole repository: nobody says that the targets have to be there.
    expect(await faults(without(repository(), 'timestamp.json', 'targets.json'))).toEqual([]);
    expect(await faults(without(repository(), 'timestamp.json', 'snapshot.json'))).toEqual([]);
    expect(await faults(without(repository(), 'targets.json', 'snapshot.json'))).toEqual([]);
  });

  it('misses what the timestamp leads to: a client stops there', async () => {
    expect(await faults(without(repository(), 'snapshot.json'))).toEqual([
      'role.missing timestamp.json',
    ]);
    expect(await faults(without(repository(), 'targets.json'))).toEqual([
      'role.missing snapshot.json',
    ]);
  });

  it('misses a role that the targets delegate to, and none that an old snapshot names', async () => {
    const named = { 'snapshot.json': listing('targets.json', 'tools.json') };
    expect(await faults(repository({ ...named, 'targets.json': delegating('tools') }))).toEqual([
      'role.missing snapshot.json',
    ]);
    expect(await faults(repository({ ...named, 'targets.json': targets }))).toEqual([]);
  });

  it('has no root that a snapshot lists: clients find roots by counting', async () => {
    const files = repository({ 'snapshot.json': listing('targets.json', 'root.json') });
    expect(await faults(files)).toEqual([]);
    expect((await auditOf(files)).findings).toContainEqual(
      expect.objectContaining({ code: 'snapshot.lists-root', subject: 'snapshot.json' }),
    );
  });

  it('has a role that no snapshot names where nobody finds it', async () => {
    const files = repository({
      'targets.json': delegating('tools'),
      'tools.json': file(role('targets', 1), [dora]),
      'snapshot.json': listing('targets.json'),
    });
    expect(await faults(files)).toEqual(['role.mismatch tools.json not-listed']);
  });

  it('has a role whose name is a path where some programs write it', async () => {
    const files = below('repository', {
      ...repository({ 'targets.json': delegating('../aside/tools') }),
      'snapshot.json': listing('targets.json', '../aside/tools.json'),
    });
    const tools = file(role('targets', 1), [dora]);
    expect(await faults(files)).toEqual(['role.missing repository/snapshot.json']);
    expect(await faults({ ...files, 'aside/tools.json': tools })).toEqual([]);
  });

  it('is by versions in names what it is in the files', async () => {
    expect(await faults(repository({ '3.targets.json': targets }))).toContain(
      'role.mismatch 3.targets.json name',
    );
    expect(
      await faults(without(repository({ '1.targets.json': targets }), 'targets.json')),
    ).toEqual([]);
  });
});
