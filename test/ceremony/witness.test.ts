import { describe, expect, test } from 'vitest';
import { initialsOf, witnessed, witnessesFor } from '../../src/ceremony/witness.ts';
import { sampleFields } from './sample-plan.ts';
import { thrownIn } from './thrown.ts';

const plan = sampleFields();
const namesFor = (fields: typeof plan, host: string) =>
  witnessesFor(fields, host).map(({ id }) => id);

describe('who may witness', () => {
  test('are those with the duty, and never the host', () => {
    expect(namesFor(plan, 'ines-duarte')).toStrictEqual(['tom-okafor', 'sam-abara']);
    expect(namesFor(plan, 'tom-okafor')).toStrictEqual(['sam-abara']);
  });

  test('are all others where nobody has the duty', () => {
    const without = sampleFields();
    without.participants = without.participants
      .filter(({ id }) => id !== 'sam-abara')
      .map((one) => ({ ...one, duties: one.duties.filter((duty) => duty !== 'witness') }));
    expect(namesFor(without, 'ines-duarte')).toStrictEqual([
      'priya-raman',
      'tom-okafor',
      'mei-lindqvist',
    ]);
  });

  test('is nobody where the host is alone', () => {
    const alone = sampleFields();
    alone.participants = alone.participants.slice(0, 1);
    expect(witnessed(alone, 'ines-duarte', null, '')).toMatchObject({
      witness: null,
      initials: '',
    });
    expect(thrownIn(() => witnessed(alone, 'ines-duarte', 'ines-duarte', 'ID'))).toMatchObject({
      code: 'witness.not-one',
    });
  });
});

describe('initials', () => {
  test.each([
    ['Sam Abara', 'SA'],
    ['Inês Duarte', 'ID'],
    ['Émile Östlund', 'ÉÖ'],
    ['Ana Maria da Silva', 'AS'],
    ['Björk', 'B'],
    ['李 小龍', '李小'],
    ['"Ana" Silva', 'AS'],
  ])('of %s are %s', (name, initials) => expect(initialsOf(name)).toBe(initials));

  test('are taken in small letters too', () => {
    expect(witnessed(plan, 'ines-duarte', 'sam-abara', ' sa ')).toMatchObject({ initials: 'SA' });
  });

  test.each<[string | null, string, string]>([
    ['sam-abara', 'TO', 'witness.initials'],
    ['sam-abara', '', 'witness.initials'],
    ['ines-duarte', 'ID', 'witness.not-one'],
    ['priya-raman', 'PR', 'witness.not-one'],
    ['nobody', 'NN', 'witness.not-one'],
    [null, '', 'witness.not-one'],
  ])('of %s as "%s": %s', (witness, initials, code) => {
    expect(thrownIn(() => witnessed(plan, 'ines-duarte', witness, initials))).toMatchObject({
      code,
    });
  });
});
