import { describe, expect, it } from 'vitest';
import { ChainPicture } from '../../../../renderer/screens/auditor/chain-picture.tsx';
import { FindingGroup } from '../../../../renderer/screens/auditor/finding-group.tsx';
import { Findings } from '../../../../renderer/screens/auditor/findings.tsx';
import { VerdictHead } from '../../../../renderer/screens/auditor/verdict-head.tsx';
import type { Finding } from '../../../../src/audit/report.ts';
import { auditFail, auditPass } from '../../gallery/values/audit.ts';
import { markup } from '../../markup.ts';

const nothing = (): void => undefined;
const count = (html: string, text: string): number => html.split(text).length - 1;

const placed = (finding: Finding, place: number) => ({ ...finding, place, hasBytes: true });

const head = (view: typeof auditPass) =>
  markup(<VerdictHead view={view} onDate={nothing} onLimits={nothing} />);

const all = (view: typeof auditPass) => markup(<Findings view={view} onBytes={nothing} />);

describe('the chain picture', () => {
  const { html, spoken } = markup(<ChainPicture view={auditPass} />);

  it('has a row a key and a column a version, with headers', () => {
    expect(count(html, '<th scope="col"')).toBe(10);
    expect(count(html, '<th scope="row"')).toBe(6 + 3);
  });

  it('draws who signed, who did not, and who left', () => {
    expect(count(html, 'c-signed')).toBe(40);
    expect(count(html, 'c-abst')).toBe(5);
    expect(count(html, '<span>left</span></td>')).toBe(1);
    expect(count(spoken, 'in role, did not sign')).toBe(5);
  });

  it('says the thresholds, and where they were met exactly', () => {
    expect(spoken).toContain('Signed by its own keys 3 needed 5 5 3 exactly 5 4 5 4 4 5');
    expect(spoken).toContain('Signed by the version before 3 needed first 5 3 exactly 4 4 5 4 4 5');
  });

  it('says what evidence there is, in words', () => {
    expect(count(spoken, 'evidence checked:')).toBe(6);
    expect(markup(<ChainPicture view={auditFail} />).spoken).toContain(
      'no evidence: No attestation',
    );
  });

  it('says that the files name nobody only if they do not', () => {
    expect(spoken).toContain('The files name nobody');
    const named = {
      ...auditPass,
      strands: auditPass.strands.map((strand) => ({ ...strand, title: 'Amara Okafor' })),
    };
    expect(markup(<ChainPicture view={named} />).spoken).not.toContain('name nobody');
  });

  it('tells a fork, too few signatures and an expired latest root', () => {
    const fail = markup(<ChainPicture view={auditFail} />).spoken;
    expect(count(fail, 'fork')).toBe(2);
    expect(fail).toContain('2 too few');
    expect(fail).toContain('Sep 2024 expired');
  });

  it('says so when there is no root at all', () => {
    const none = { ...auditPass, strands: [], report: { ...auditPass.report, roots: [] } };
    expect(markup(<ChainPicture view={none} />).spoken).toContain('No root versions');
  });

  it('scrolls a long history', () => {
    const [root] = auditPass.report.roots;
    const roots = Array.from({ length: 20 }, (_, at) => ({
      ...root!,
      version: at + 1,
      file: `${at + 1}.root.json`,
    }));
    const long = { ...auditPass, strands: [], report: { ...auditPass.report, roots } };
    expect(markup(<ChainPicture view={long} />).html).toContain('chainpic-long');
  });
});

describe('findings', () => {
  it('stand worst first, each with its severity in words and its code', () => {
    const { spoken } = all({ ...auditFail, groups: auditFail.groups.toReversed() });
    expect(spoken.indexOf('Error: Version 8')).toBeGreaterThan(-1);
    expect(spoken.indexOf('Error: ')).toBeLessThan(spoken.indexOf('Warning: '));
    expect(spoken.indexOf('Warning: ')).toBeLessThan(spoken.indexOf('Note: '));
    expect(spoken).toContain('root.threshold-not-met');
  });

  it('say so when there are none', () => {
    expect(all({ ...auditPass, groups: [] }).spoken).toContain('Nothing of this kind was found.');
  });

  it('open to the single ones, with their data', () => {
    const [group] = auditPass.groups;
    const { html, spoken } = markup(
      <ul>
        <FindingGroup
          group={group!}
          findings={auditPass.report.findings.slice(0, 6).map(placed)}
          onBytes={nothing}
          open
          onToggle={nothing}
        />
      </ul>,
    );
    expect(html).toContain('aria-expanded="true"');
    expect(spoken).toContain('fixed in 5.7.0');
    expect(count(html, '<dl>')).toBe(6);
  });

  it('do not fill the page with thousands', () => {
    const [group] = auditPass.groups;
    const [finding] = auditPass.report.findings;
    const { html, spoken } = markup(
      <ul>
        <FindingGroup
          group={group!}
          findings={Array.from({ length: 3000 }, (_, place) => placed(finding!, place))}
          onBytes={nothing}
          open
          onToggle={nothing}
        />
      </ul>,
    );
    expect(count(html, 'f-subject')).toBe(50);
    expect(spoken).toContain('2950 more are in the report.');
  });
});

describe('the verdict', () => {
  it('is a heading with its instant, and leads to its limit', () => {
    expect(head(auditPass).html).toMatch(/<h1[^>]*>Pass, as of 20 March 2024<\/h1>/);
    expect(head(auditPass).spoken).toContain('What a pass does not prove');
  });

  it('of a fail has another shape and other words', () => {
    expect(head(auditFail).html).toContain('verdict-fail');
    expect(head(auditFail).spoken).toContain('What a fail does not prove');
  });
});
