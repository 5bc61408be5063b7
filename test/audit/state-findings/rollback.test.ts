import { describe, expect, it } from 'vitest';
import { file, online, repository, role, stranger } from '../made-files.ts';
import { faults, targets } from './repository-faults.ts';

const version = 1;

describe('a higher version beside the one that is named', () => {
  const named = {
    ...repository({ '1.targets.json': targets }),
    '1.snapshot.json': file(role('snapshot', 1), [online]),
  };
  const without = Object.fromEntries(
    Object.entries(named).filter(([path]) => path !== 'snapshot.json'),
  );

  it('was taken back, if enough keys signed it', async () => {
    const higher = file(role('targets', 2), [online]);
    expect(await faults({ ...without, '2.targets.json': higher })).toEqual([
      'role.rollback 1.snapshot.json',
    ]);
  });

  it('says nothing if they did not, or if it is not higher', async () => {
    expect(await faults(without)).toEqual([]);
    expect(
      await faults({ ...without, '2.targets.json': file(role('targets', 2), [stranger]) }),
    ).toEqual([]);
  });

  it('is not what is said where the named one is not there', async () => {
    const gone = Object.fromEntries(
      Object.entries(without).filter(([path]) => !path.endsWith('targets.json')),
    );
    expect(await faults({ ...gone, '2.targets.json': file(role('targets', 2), [online]) })).toEqual(
      ['role.mismatch 2.targets.json version'],
    );
  });

  it('was taken back where a timestamp names the lower snapshot', async () => {
    const files = {
      ...without,
      '2.snapshot.json': file(role('snapshot', 2, { meta: { 'targets.json': { version } } }), [
        online,
      ]),
    };
    expect(await faults(files)).toEqual(['role.rollback timestamp.json']);
  });
});

const lists = (type: 'snapshot' | 'timestamp', number: number, name: string, to: number) =>
  file(role(type, number, { meta: { [name]: { version: to } } }), [online]);

describe('a later snapshot or timestamp', () => {
  it('that names a lower version than one before it went back', async () => {
    const files = repository({
      '1.targets.json': targets,
      '2.targets.json': file(role('targets', 2), [online]),
    });
    const back = {
      ...files,
      '1.snapshot.json': lists('snapshot', 1, 'targets.json', 2),
      'snapshot.json': lists('snapshot', 2, 'targets.json', 1),
      'timestamp.json': lists('timestamp', 1, 'snapshot.json', 2),
    };
    expect(await faults(back)).toContain('role.rollback snapshot.json');
    const on = {
      ...back,
      '1.snapshot.json': lists('snapshot', 1, 'targets.json', 1),
      'snapshot.json': lists('snapshot', 2, 'targets.json', 2),
    };
    expect(await faults(on)).toEqual([]);
  });
});
