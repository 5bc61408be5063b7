import { describe, expect, it } from 'vitest';
import { AuditResult } from '../../../../renderer/screens/auditor/audit-result.tsx';
import { AuditRunning } from '../../../../renderer/screens/auditor/audit-running.tsx';
import { BytesView } from '../../../../renderer/screens/auditor/bytes-view.tsx';
import { ChainPicture } from '../../../../renderer/screens/auditor/chain-picture.tsx';
import { ChainSums } from '../../../../renderer/screens/auditor/chain-sums.tsx';
import { chainColumns } from '../../../../renderer/screens/auditor/chain-columns.ts';
import { ChangeDate } from '../../../../renderer/screens/auditor/change-date.tsx';
import { ChooseFiles } from '../../../../renderer/screens/auditor/choose-files.tsx';
import { FindingGroup } from '../../../../renderer/screens/auditor/finding-group.tsx';
import { type AuditQuestion, noQuestion } from '../../../../renderer/screens/auditor/question.ts';
import { Limits } from '../../../../renderer/screens/auditor/limits.tsx';
import type { AuditView, BytesBehind } from '../../../../src/contract/audit.ts';
import { plainProblem } from '../../../../src/contract/problem.ts';
import {
  auditFail,
  auditPass,
  bytesChanged,
  bytesOfFork,
  fullQuestion,
} from '../../gallery/values/audit.ts';
import { longSerial } from '../../hostile.ts';
import { markup } from '../../markup.ts';
import { withStation } from '../../quiet-station.tsx';
import { all, treeOf } from '../../rules/tree.ts';

const groups = (digest: string): string => digest.match(/.{4}/g)?.join(' ') ?? '';
const nothing = (): void => undefined;
const times = (text: string, part: string): number => text.split(part).length - 1;

const result = (view: AuditView, problem: Parameters<typeof AuditResult>[0]['problem'] = null) =>
  markup(
    withStation(<AuditResult view={view} problem={problem} onAsOf={nothing} onOther={nothing} />),
  );

describe('an audit', () => {
  it('reads verdict, chain, findings, in this order', () => {
    const { spoken } = result(auditPass);
    const order = [
      'Pass, as of 20 March 2024',
      'Keys, by device',
      'Signed by its own keys',
      'Findings',
      'Save the report',
    ].map((part) => spoken.indexOf(part));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('keeps its verdict in view when another date could not be asked', () => {
    const { spoken } = result(
      auditPass,
      plainProblem('audit.gone', 'the files are gone', { hint: 'Put the stick in again.' }),
    );
    expect(spoken).toContain('Pass, as of 20 March 2024');
    expect(spoken).toContain('The files are gone');
  });

  it('says what was asked, and what a page cannot hold', () => {
    const { spoken } = result({
      ...auditPass,
      cut: 'This page shows the newest 100 of 140 roots.',
    });
    expect(spoken).toContain('root-signing. The first version there is believed.');
    expect(spoken).toContain('This page shows the newest 100 of 140 roots.');
  });

  it('of files without roots draws no empty table', () => {
    const { html, spoken } = result({
      ...auditPass,
      strands: [],
      groups: [],
      report: { ...auditPass.report, roots: [], findings: [] },
    });
    expect(spoken).toContain('No root versions among these files');
    expect(html).not.toContain('<table');
  });

  it('counts what it read, and opens nothing by itself', () => {
    const { html, spoken } = result(auditFail);
    expect(spoken).toContain(auditFail.footer);
    expect(html).not.toContain('<dialog');
  });
});

const running = (progress: Parameters<typeof AuditRunning>[0]['progress']) =>
  markup(<AuditRunning progress={progress} onCancel={nothing} />);

describe('an audit that runs', () => {
  it('tells what it does, and can be left', () => {
    const { html, spoken } = running({ done: 14, total: 39, doing: 'Reading 5.root.json' });
    expect(spoken).toContain('Reading 5.root.json 14 of 39');
    expect(spoken).toContain('Cancel');
    expect(html).toContain('max="39" value="14"');
  });

  it('counts what it found so far while nobody knows how much there is', () => {
    const { html, spoken } = running({ done: 12_480, total: null, doing: 'Read the files' });
    expect(spoken).toContain('Read the files 12,480 so far');
    expect(html).toMatch(/<progress aria-label="Read the files"><\/progress>/);
    expect(running({ done: 0, total: null, doing: 'Read the files' }).spoken).not.toContain(
      'so far',
    );
  });

  it('counts nothing before the first word from the station', () => {
    expect(running(null).spoken).toContain('Looking at the files');
    expect(running(null).spoken).not.toContain(' of ');
  });
});

const chosen = (question: AuditQuestion) =>
  markup(
    withStation(
      <ChooseFiles
        question={question}
        problem={null}
        onQuestion={nothing}
        onCheck={nothing}
        onLeave={nothing}
      />,
    ),
  );

describe('the files to choose', () => {
  it('are said before the picker opens, and nothing is changed', () => {
    const { html, spoken } = chosen(noQuestion);
    expect(spoken).toContain('A ceremony folder with keys, evidence, repository and record');
    expect(spoken).toContain('No network is used and nothing is changed.');
    expect(spoken).toContain('Add a folder or a file first. Check these files');
    expect(html).not.toContain('<dialog');
  });

  it('are listed with a way out for each, and the trusted root apart', () => {
    const { spoken } = chosen(fullQuestion);
    expect(spoken).toMatch(/root_history Folder, with all below it .*13078778_key_cert\.pem File/);
    expect(spoken).toContain('1.root.json A different root of its version is an error.');
    expect(spoken).toContain('It can be cancelled at any time. Check these files');
  });

  it('say that the first version is believed where no root is trusted', () => {
    expect(chosen(noQuestion).spoken).toContain('the first version there is believed');
    expect(chosen(fullQuestion).spoken).not.toContain('the first version there is believed');
  });
});

const date = (asOf: string) => {
  const { html, spoken } = markup(<ChangeDate asOf={asOf} onAsOf={nothing} onClose={nothing} />);
  const values = all(treeOf(html), 'input').map((field) => field.attributes.get('value'));
  return { html, spoken, values };
};

describe('another date', () => {
  it('begins with the one that the verdict holds for, and says it in words', () => {
    const { spoken, values } = date('2024-03-20T06:53:10Z');
    expect(values).toEqual(['2024-03-20', '06:53:10']);
    expect(spoken).toContain('20 March 2024, 06:53:10 UTC As of now Check again');
  });

  it('has both fields named and explained', () => {
    const { html, spoken } = date('2024-03-20T00:00:00Z');
    expect(spoken).toContain('Day Year, month, day: 2024-03-20');
    expect(spoken).toContain('Time, UTC Hours, minutes, seconds: 00:00:00');
    expect(html).toContain('aria-invalid="false"');
  });
});

describe('what a verdict does not prove', () => {
  it('is another list for a pass and for a fail', () => {
    const pass = markup(<Limits verdict="pass" onClose={nothing} />).spoken;
    const fail = markup(<Limits verdict="fail" onClose={nothing} />).spoken;
    expect(pass).toContain('Who held the tokens');
    expect(fail).toContain('That somebody meant harm');
    expect(fail).not.toContain('Who held the tokens');
  });
});

const [pass] = auditPass.report.roots;
const sums = (more: Partial<AuditView['report']['roots'][number]>) => {
  const roots = [pass!, { ...pass!, version: 2, file: '2.root.json', validByPrevious: 3, ...more }];
  const report = { ...auditPass.report, roots };
  return markup(
    <table>
      <ChainSums columns={chainColumns(report)} />
    </table>,
  ).spoken;
};

describe('the counts below the chain', () => {
  it('say enough, exactly and too few apart', () => {
    expect(sums({ validBySelf: 5 })).toContain('3 needed 5 5');
    expect(sums({ validBySelf: 3 })).toContain('3 exactly');
    expect(sums({ validBySelf: 2 })).toContain('2 too few');
    expect(sums({ validBySelf: 0 })).toContain('0 too few');
  });

  it('say the need beside each where it changed', () => {
    const spoken = sums({ threshold: 2, validBySelf: 2 });
    expect(spoken).toContain('needed beside each');
    expect(spoken).toContain('of 3');
    expect(spoken).toContain('of 2');
  });

  it('call the first version the first', () => {
    expect(sums({})).toContain('Signed by the version before');
    expect(sums({})).toMatch(/first 3/);
  });
});

const [strand] = auditPass.strands;
const picture = (...strands: AuditView['strands']) =>
  markup(<ChainPicture view={{ ...auditPass, strands }} />);

describe('a strand', () => {
  it('has an icon and words for its evidence, whatever it is', () => {
    const states = [
      ['verified', 'evidence checked:'],
      ['practice', 'practice evidence:'],
      ['invalid', 'evidence does not hold:'],
      ['none', 'no evidence:'],
    ] as const;
    for (const [evidence, words] of states) {
      const { html, spoken } = picture({ ...strand!, evidence });
      expect(spoken).toContain(words);
      expect(html).toMatch(new RegExp(`class="ev-${evidence}"><svg`));
    }
  });

  it('says each cell in words, also the empty ones', () => {
    const cells: AuditView['strands'][number]['cells'] = [
      'absent',
      'signed',
      'silent',
      'signed',
      'left',
      'absent',
      'absent',
      'absent',
      'absent',
    ];
    const root = treeOf(picture({ ...strand!, cells }).html);
    const row = all(root, 'tbody')[0]!;
    const heard = all(row, 'td').map((cell) => all(cell, 'span').length > 0);
    expect(heard).toHaveLength(9);
    expect(heard).not.toContain(false);
  });

  it('may be named after a person, a serial or a long name, and is not cut off', () => {
    expect(picture({ ...strand!, title: '13078778' }).spoken).toContain('1 3 0 7 8 7 7 8');
    expect(picture({ ...strand!, title: longSerial }).spoken).toContain(longSerial);
    expect(picture({ ...strand!, title: '<b>x</b>' }).spoken).toContain('<b>x</b>');
  });
});

const [bare] = auditPass.report.findings;
const finding = { ...bare!, place: 0, hasBytes: true };
const group = (more: Partial<Parameters<typeof FindingGroup>[0]> = {}) =>
  markup(
    <ul>
      <FindingGroup
        group={auditPass.groups[0]!}
        findings={[finding]}
        open={false}
        onToggle={nothing}
        onBytes={nothing}
        {...more}
      />
    </ul>,
  );

const many = (count: number) =>
  group({
    open: true,
    findings: Array.from({ length: count }, (_, place) => ({ ...finding, place })),
  });

describe('a finding', () => {
  it.each([
    ['error', 'Error:'],
    ['warning', 'Warning:'],
    ['info', 'Note:'],
  ] as const)('of severity %s says it in a word', (severity, word) => {
    expect(group({ group: { ...auditPass.groups[0]!, severity } }).spoken).toMatch(
      new RegExp(`^${word}`),
    );
  });

  it('that is closed hides its details, and refers to nothing that is not there', () => {
    const { html } = group();
    expect(html).toContain('aria-expanded="false"');
    expect(html).not.toContain('aria-controls');
    expect(html).not.toContain('f-list');
  });

  it('says its hint and data only where there are some', () => {
    const bare = group({ open: true, findings: [{ ...finding, hint: '', data: {} }] });
    expect(bare.html).not.toMatch(/f-hint|<dl>/);
    const more = group({ open: true, findings: [{ ...finding, hint: 'Look at it.' }] });
    expect(more.spoken).toContain('Look at it.');
  });

  it('leads to the bytes behind it where a file stands behind it', () => {
    expect(group({ open: true }).spoken).toContain('Show the bytes behind it');
    const none = group({ open: true, findings: [{ ...finding, hasBytes: false }] });
    expect(none.spoken).not.toContain('Show the bytes behind it');
  });

  it('draws what a file says as text', () => {
    const { html, spoken } = group({
      open: true,
      findings: [
        { ...finding, subject: '<script>x</script>', message: '<img src=x>', data: { a: '<b>' } },
      ],
    });
    expect(html).not.toMatch(/<script|<img/);
    expect(spoken).toContain('<script>x</script> <img src=x>');
  });

  it('of fifty are all shown, of fifty-one one is in the report', () => {
    expect(times(many(50).html, 'f-subject')).toBe(50);
    expect(many(50).spoken).not.toContain('in the report');
    expect(many(51).spoken).toContain('One more is in the report');
    const left = group({ open: true, group: { ...auditPass.groups[0]!, more: 3000 } });
    expect(left.spoken).toContain('3000 more are in the report');
  });
});

const bytes = (shown: BytesBehind) =>
  markup(<BytesView shown={shown} onFile={nothing} onFrom={nothing} />);

describe('the bytes behind a finding', () => {
  it('are shown with file, length, digest and place, and say that they are those that were judged', () => {
    const { html, spoken } = bytes(bytesOfFork);
    expect(spoken).toContain('7.root.json 5,630 bytes');
    expect(spoken).toContain(`SHA-256 of the file, as it was judged ${groups(bytesOfFork.sha256)}`);
    expect(spoken).toContain('Read again: the same bytes as were judged.');
    expect(spoken).toMatch(
      /Bytes 0 to \d+\. The finding is about 12 bytes from \d+ on, underlined\./,
    );
    expect(html).toContain('<mark>&quot;version&quot;: 7</mark>');
  });

  it('offer each file of the finding, and the way on and back only where there is one', () => {
    const { html, spoken } = bytes(bytesOfFork);
    expect(spoken).toContain('7b.root.json');
    expect(html).toMatch(/aria-disabled="true"[^>]*>(?:<svg.*?<\/svg>)?Earlier bytes/);
    expect(html).not.toMatch(/aria-disabled="true"[^>]*>Later bytes/);
    const end = { ...bytesOfFork, offset: 4096, length: 4096 + bytesOfFork.hex.length / 2 };
    expect(bytes(end).html).toMatch(/aria-disabled="true"[^>]*>Later bytes/);
  });

  it('are not shown once the file was changed, and both digests are', () => {
    const { html, spoken } = bytes(bytesChanged);
    expect(spoken).toContain('This file was changed after it was judged.');
    expect(spoken).toContain(groups(bytesChanged.sha256));
    expect(spoken).toContain(groups(bytesChanged.changedTo ?? ''));
    expect(html).not.toContain('<pre');
    expect(spoken).not.toContain('the same bytes');
  });

  it('of an empty file, or of all of one, say so', () => {
    const empty = { ...bytesOfFork, length: 0, hex: '', mark: null };
    expect(bytes(empty).spoken).toContain(
      'The file is empty. The finding is about the whole file.',
    );
    expect(bytes(empty).spoken).not.toContain('To the place');
  });
});
