import { describe, expect, it } from 'vitest';
import { dutiesOf, peopleOf } from '../../../src/ceremony/minutes/people.ts';
import { sampleFields } from '../sample-plan.ts';

const plan = sampleFields();
const full = peopleOf(plan, 'full');
const open = peopleOf(plan, 'public');

/** The sample's plan with other people in it. */
function withPeople(...people: readonly (readonly [id: string, name: string])[]) {
  return {
    ...plan,
    participants: people.map(([id, name]) => ({ id, name, duties: ['keyholder' as const] })),
  };
}

describe('the people of minutes', () => {
  it.each([
    ['ines-duarte', 'Inês Duarte', 'Host'],
    ['priya-raman', 'Priya Raman', 'Keyholder 1'],
    // Who is a keyholder and a witness is called a keyholder.
    ['tom-okafor', 'Tom Okafor', 'Keyholder 2'],
    ['mei-lindqvist', 'Mei Lindqvist', 'Keyholder 3'],
    ['sam-abara', 'Sam Abara', 'Witness'],
    ['online-1', 'online-1', 'online-1'],
  ])('%s', (id, name, part) => {
    expect([full.name(id), open.name(id)]).toEqual([name, part]);
  });

  it('are nobody where the station acted by itself', () => {
    expect([full.name(null), open.name(null)]).toEqual([null, null]);
  });

  it('have the duties of the plan', () => {
    expect(dutiesOf(plan, 'tom-okafor')).toEqual(['keyholder', 'witness']);
    expect(dutiesOf(plan, 'nobody')).toEqual([]);
  });
});

describe('a sentence of the record', () => {
  const sentence = 'Priya Raman (priya-raman) signed; Sam Abara watched, and Priya Raman left.';

  it('stays as it is in the full edition', () => {
    expect(full.inWords(sentence)).toBe(sentence);
  });

  it('names nobody in the public one, by name or id', () => {
    expect(open.inWords(sentence)).toBe(
      'Keyholder 1 (Keyholder 1) signed; Witness watched, and Keyholder 1 left.',
    );
  });

  it('does not cut a longer name by a shorter one in it', () => {
    const people = peopleOf(withPeople(['ann', 'Ann'], ['ann-lee', 'Ann Lee']), 'public');
    expect(people.inWords('Ann Lee and Ann, ann-lee and ann.')).toBe(
      'Keyholder 2 and Keyholder 1, Keyholder 2 and Keyholder 1.',
    );
  });

  it('is not changed again where a name is a part of what people are called', () => {
    const people = peopleOf(withPeople(['holder', 'Key'], ['other', 'Somebody']), 'public');
    expect(people.inWords('Somebody and Key')).toBe('Keyholder 2 and Keyholder 1');
  });

  it('calls two people of one name by the part of one of them, and by no name', () => {
    const people = peopleOf(withPeople(['a-1', 'Ann'], ['a-2', 'Ann']), 'public');
    expect(people.inWords('Ann, a-1, a-2')).toMatch(/^Keyholder [12], Keyholder 1, Keyholder 2$/);
  });

  it('takes the signs of a name for what they are', () => {
    const people = peopleOf(withPeople(['a.b', 'A. (B) $& [C]*'], ['q', 'Quo']), 'public');
    expect(people.inWords('A. (B) $& [C]* met Axb and a.b')).toBe(
      'Keyholder 1 met Axb and Keyholder 1',
    );
  });
});
