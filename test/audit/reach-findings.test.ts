import { expect, it } from 'vitest';
import { auditOf, file, online, repository, role } from './made-files.ts';

function delegated(name: string, terminating: boolean) {
  return { name, keyids: [online.keyid], threshold: 1, terminating, paths: ['release/*'] };
}

/** Two roles for the same names; only the second one lists a target. */
async function lostBehind(terminating: boolean): Promise<string[]> {
  const delegations = {
    keys: { [online.keyid]: online.object },
    roles: [delegated('first', terminating), delegated('second', false)],
  };
  const targets = { 'release/x': { hashes: { sha256: '0'.repeat(64) }, length: 1 } };
  const { findings } = await auditOf(
    repository({
      'targets.json': file(role('targets', 1, { delegations }), [online]),
      'first.json': file(role('targets', 1), [online]),
      'second.json': file(role('targets', 1, { targets }), [online]),
    }),
  );
  return findings.filter(({ code }) => code === 'target.unreachable').map((one) => one.subject);
}

it('finds no target behind a delegation that ends the search', async () => {
  expect(await lostBehind(true)).toEqual(['second.json']);
  expect(await lostBehind(false)).toEqual([]);
});

const listed = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `${index % 5000 === 7 ? 'lost' : 'release'}/${index}`,
      { hashes: { sha256: '0'.repeat(64) }, length: 1 },
    ]),
  );

it('says of how many targets it did not look for, and names those that it looked for', async () => {
  const delegations = {
    keys: { [online.keyid]: online.object },
    roles: [delegated('first', false)],
  };
  const found = async (count: number) => {
    const { findings } = await auditOf(
      repository({
        'targets.json': file(role('targets', 1, { delegations }), [online]),
        'first.json': file(role('targets', 1, { targets: listed(count) }), [online]),
      }),
    );
    return findings
      .filter(({ code }) => code === 'target.unreachable')
      .map(({ subject, data }) => [subject, data['count'] ?? data['targets']]);
  };
  const lost = ['first.json', [7, 5007, 10_007, 15_007].map((index) => `lost/${index}`)];
  expect(await found(20_000)).toEqual([lost]);
  expect(await found(20_008)).toEqual([lost, ['further targets', 8]]);
});
