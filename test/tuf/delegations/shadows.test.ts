import { describe, expect, it } from 'vitest';
import { shadowWarnings } from '../../../src/tuf/delegations/shadows.ts';

const role = (name: string, paths: readonly string[] | null, terminating = false) => ({
  name,
  paths,
  pathHashPrefixes: paths === null ? ['ab'] : null,
  terminating,
});

describe('warnings of a delegation', () => {
  it('are none where no other role may speak of the same paths', () => {
    const roles = [role('log', ['log.*'], true), role('registry', ['registry/*'])];
    expect(shadowWarnings('registry', roles, ['log.pub', 'other'])).toEqual([]);
  });

  it('say who is asked first', () => {
    const roles = [role('first', ['registry/*']), role('registry', ['registry/a-*'])];
    expect(shadowWarnings('registry', roles, [])).toEqual([
      'Both first and registry may sign files such as registry/a-*. Clients ask first first and take what it says.',
    ]);
  });

  it('say that nobody comes to a role that a terminating one covers', () => {
    const roles = [
      role('first', ['registry/*'], true),
      role('registry', ['registry/a', 'registry/b']),
    ];
    expect(shadowWarnings('registry', roles, [])).toEqual([
      'registry is never asked: first comes before it, covers registry/a and registry/b, and ends the search there.',
    ]);
  });

  it('say where a terminating role takes a part', () => {
    const roles = [
      role('first', ['registry/*'], true),
      role('registry', ['registry/*', 'other/*']),
    ];
    expect(shadowWarnings('registry', roles, [])).toEqual([
      'first ends the search for files such as registry/*. What registry says of them is never read.',
    ]);
  });

  it('look the other way, too: a role that changes hands stands before others', () => {
    const roles = [role('registry', ['*'], true), role('log', ['log.*'])];
    expect(shadowWarnings('registry', roles, [])).toEqual([
      'log is never asked: registry comes before it, covers log.*, and ends the search there.',
    ]);
  });

  it('name targets that the delegator lists itself', () => {
    expect(shadowWarnings('registry', [role('registry', ['a*'])], ['ab', 'b', 'ac'])).toEqual([
      'The targets role lists ab and ac itself. Clients take that, whatever registry says of it.',
    ]);
  });

  it('say what was not worked out: hash prefixes, and more pairs than are compared', () => {
    const many = Array.from({ length: 150 }, (_, index) => `a${index}`);
    const other = Array.from({ length: 150 }, (_, index) => `b${index}`);
    for (const roles of [
      [role('first', null), role('registry', ['a'])],
      [role('first', many), role('registry', other)],
    ])
      expect(shadowWarnings('registry', roles, [])).toEqual([
        'Whether first and registry may sign the same files was not worked out.',
      ]);
  });

  it('are none for a role that is not there', () => {
    expect(shadowWarnings('nobody', [role('registry', ['*'])], ['a'])).toEqual([]);
  });
});
