import { describe, expect, test } from 'vitest';
import { filterOptions } from '../../../../renderer/screens/auditor/filter.ts';
import { dataLines } from '../../../../renderer/screens/auditor/finding-data.ts';
import { auditFail, auditPass } from '../../gallery/values/audit.ts';

describe('the filters of findings', () => {
  test('count groups, singular and plural', () => {
    expect(filterOptions(auditPass.groups).map((option) => option.label)).toEqual([
      'All 6',
      '0 errors',
      '1 warning',
      '5 notes',
    ]);
    expect(filterOptions(auditFail.groups)[1]?.label).toBe('2 errors');
  });
});

describe('the data of a finding', () => {
  test('is named in words', () => {
    expect(
      dataLines({ recoveredSpkiSha256: 'ab', knownAs: ['13078778'], inRole: false, count: 3 }),
    ).toEqual([
      { name: 'recovered spki sha256', value: 'ab' },
      { name: 'known as', value: '["13078778"]' },
      { name: 'in role', value: 'false' },
      { name: 'count', value: '3' },
    ]);
  });

  test('is cut where it is long', () => {
    const [line] = dataLines({ text: 'x'.repeat(5000) });
    expect(line?.value).toHaveLength(401);
    expect(line?.value.endsWith('…')).toBe(true);
  });
});
