import { expect, it } from 'vitest';
import { paced } from '../../../main/station/paced.ts';

function heard(steps: readonly (readonly [at: number, doing: string])[]): string[] {
  const told: string[] = [];
  let now = 0;
  const tell = paced(
    ({ doing }: { doing: string }) => told.push(`${doing} at ${now}`),
    () => now,
  );
  for (const [at, doing] of steps) {
    now = at;
    tell({ doing });
  }
  return told;
}

it('hands on what is new at once, and what only counts on ten times a second', () => {
  expect(
    heard([
      [0, 'read'],
      [1, 'read'],
      [99, 'read'],
      [100, 'read'],
      [101, 'judge'],
      [102, 'read'],
      [201, 'read'],
      [202, 'read'],
    ]),
  ).toEqual(['read at 0', 'read at 100', 'judge at 101', 'read at 102', 'read at 202']);
});

it('makes no more than eleven messages of a second of files', () => {
  const files = Array.from({ length: 1001 }, (_, at) => [at, 'read'] as const);
  expect(heard(files)).toHaveLength(11);
});
