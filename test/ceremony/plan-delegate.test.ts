import { describe, expect, it } from 'vitest';
import { parsePlan, planText } from '../../src/ceremony/plan.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { thrownIn } from './thrown.ts';

const plan = (tuf: string, kind = 'delegation'): string => `format: station-ceremony/1
title: Registry keys
kind: ${kind}
mode: real
date: 2027-07-14
participants:
  - { id: ana, name: Ana Silva, duties: [host, keyholder], token: '24617802' }
  - { id: tom, name: Tom Okafor, duties: [keyholder], token: '24617811' }
keys: { scheme: ecdsa-sha2-nistp256, pin: always, touch: always, attestation: required }
tuf:
${tuf}`;
const role = `    - name: registry.example.org
      paths: ['registry.example.org/*']
      terminating: true
      holders: [ana, tom]
      threshold: 2
      expires: 2027-11-14T00:00:00Z
`;
const read = (text: string) => parsePlan(utf8(text), 'ceremony.yaml');

describe('the plan of a delegate', () => {
  it('says one role, and nothing of a root', () => {
    const { tuf } = read(plan(`  delegations:\n${role}`));
    expect(tuf).toMatchObject({
      holders: ['ana', 'tom'],
      threshold: 2,
      roles: { targets: { holders: ['ana', 'tom'], threshold: 2 } },
    });
  });

  it('is read back from its text as it was', () => {
    const { sha256: _, ...fields } = read(plan(`  delegations:\n${role}`));
    const { sha256: __, ...again } = read(planText(fields));
    expect(again).toEqual(fields);
  });

  it('makes exactly one role', () => {
    const two = `  delegations:\n${role}${role.replace('registry', 'other')}`;
    expect(thrownIn(() => read(plan(two)))).toMatchObject({
      code: 'plan.contradiction',
      found: '2',
    });
    expect(thrownIn(() => read(plan('  delegations: []\n')))).toMatchObject({
      code: 'plan.member',
    });
  });

  it('names no holders of other roles', () => {
    expect(
      thrownIn(() => read(plan(`  holders: [ana]\n  threshold: 1\n  delegations:\n${role}`))),
    ).toMatchObject({
      code: 'plan.contradiction',
      expected: expect.stringContaining('holders of its one'),
    });
  });

  it('is a plan of no other kind: those say their root', () => {
    expect(thrownIn(() => read(plan(`  delegations:\n${role}`, 'rotation')))).toMatchObject({
      code: 'plan.member',
    });
  });

  it.each(['  delegations: 3\n', '  delegations: [3]\n', '  - 1\n', '  x: 1\n'])(
    'is refused with a place, as %j',
    (tuf) => {
      expect(thrownIn(() => read(plan(tuf)))).toMatchObject({
        code: 'plan.member',
        place: expect.stringContaining('ceremony.yaml'),
      });
    },
  );
});
