import { describe, expect, it } from 'vitest';
import type { ClientOpinion, SecondOpinion } from '../../src/audit/opinion.ts';
import { ada, asOf, auditOf, ben, cleo, file, repository, root, rootPart } from './made-files.ts';

const opinion = (
  answer: { bySelf: boolean; byPrevious: boolean | null; refused: string | null },
  client: SecondOpinion['client'] = null,
): SecondOpinion => ({
  name: 'another',
  thresholds: async (questions) => questions.map(() => answer),
  client,
});

describe('the second opinion', () => {
  const twiceListed = (() => {
    const signed = rootPart({ version: 1 });
    return file(signed, [ada, ben, cleo, ada]);
  })();

  it('that refuses one keyid listed twice is a known difference', async () => {
    const report = await auditOf(
      { '1.root.json': twiceListed },
      { opinion: opinion({ bySelf: false, byPrevious: null, refused: 'multiple' }) },
    );
    const [finding] = report.findings.filter(({ code }) => code === 'opinion.disagrees');
    expect(finding).toMatchObject({ severity: 'info', data: { accepts: false } });
  });

  it.each<[string, ClientOpinion, string | null]>([
    ['comes as far', { trustedVersion: 2, stopped: null }, null],
    [
      'stops sooner',
      { trustedVersion: 1, stopped: 'too few' },
      'comes to root 1, this station to root 2',
    ],
    [
      'is not content',
      { trustedVersion: 2, stopped: 'bad hash' },
      'stops where this station goes on: bad hash',
    ],
  ])('as a client %s', async (_, answer, says) => {
    const asked: string[][] = [];
    const report = await auditOf(repository({ '2.root.json': root({ version: 2 }) }), {
      opinion: opinion(
        { bySelf: true, byPrevious: true, refused: null },
        async ({ files, asOf: at }) => {
          asked.push([...files.keys()].toSorted(), [at.text]);
          return answer;
        },
      ),
    });
    expect(asked).toEqual([
      ['1.root.json', '2.root.json', 'snapshot.json', 'targets.json', 'timestamp.json'],
      [asOf],
    ]);
    const found = report.findings.filter(({ code }) => code === 'opinion.disagrees');
    expect(found.map(({ message, severity }) => [severity, message])).toEqual(
      says === null ? [] : [['warning', `another as a client ${says}`]],
    );
  });
});
