import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedTargets } from '../../src/audit/named-targets.ts';
import type { Finding } from '../../src/audit/report.ts';
import { reportPage } from '../../src/audit/report-page.ts';
import { reportText } from '../../src/audit/text.ts';
import { auditView } from '../../src/audit/view.ts';
import { cases } from './cases/all.ts';
import { auditOf } from './made-files.ts';

const named = (data: Finding['data']) =>
  namedTargets({ code: 'x', severity: 'error', subject: 'a', message: 'b', hint: 'C.', data });

describe('the targets that a finding is about', () => {
  it('are named, three of them at most', () => {
    expect(named({ target: 'hello.txt' })).toBe(': hello.txt');
    expect(named({ targets: ['a', 'b', 'c'] })).toBe(': a, b, c');
    expect(named({ targets: ['a', 'b', 'c', 'd', 'e'] })).toBe(': a, b, c and 2 more');
    expect(named({ target: 'x'.repeat(500) })).toHaveLength(122);
  });

  it('are none where the finding has other details', () => {
    for (const data of [{}, { target: 7 }, { targets: [] }, { targets: 'a' }, { targets: [7] }])
      expect(named(data)).toBe('');
  });

  it('are text, whatever they are called', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (targets) => {
        expect(named({ targets }).length).toBeLessThan(2 + 3 * 122 + 30);
      }),
    );
  });
});

describe('a report of a target that is wrong', () => {
  it.each(['target.missing', 'target.mismatch', 'target.unreachable'] as const)(
    'names it for people: %s',
    async (code) => {
      const report = await auditOf(cases[code].provoked);
      const view = auditView(report, { filesRead: 5, secondOpinion: false });
      expect(reportText(view)).toMatch(/^ +\S+: .* targets? .*: hello\.txt$/m);
      expect(reportPage(view, '')).toContain(': hello.txt. <span');
    },
  );
});
