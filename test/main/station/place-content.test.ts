import { describe, expect, it } from 'vitest';
import { contentOf } from '../../../main/station/place-content.ts';

const of = (...names: string[]) => contentOf(names.map((name) => ({ name })));

describe('what a folder seems to hold, from the names in it', () => {
  it.each([
    [['ceremony.yaml', 'repository', 'keys', '1.root.json'], 'Ceremony'],
    [['root.json', 'targets.json', '1.root.json'], 'TUF repository'],
    [['3.root.json', 'targets.json'], 'TUF repository'],
    [['1.root.json', '10.root.json', '9.root.json'], 'Roots 1 to 10'],
    [['7.root.json'], 'Root 7'],
    [['repository', 'keys'], 'Ceremony output'],
    [['24617802_pubkey.pem'], 'Key files'],
    [['targets.json'], ''],
    [['01x.root.json', 'root.json'], ''],
    [['9999999999.root.json'], ''],
    [[], ''],
  ])('%j: %s', (names, words) => {
    expect(of(...names)).toBe(words);
  });
});
