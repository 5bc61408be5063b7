import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { clientRows } from '../../src/ceremony/rotation/client-answers.ts';
import { tableText } from './table-text.ts';

const file = new URL('../../src/ceremony/rotation/client-answers.ts', import.meta.url);

describe('the table of what clients accept', () => {
  it('is what the clients answer when they are run now', { timeout: 60_000 }, async () => {
    const options = { ...(await resolveConfig(file)), parser: 'typescript' };
    expect(readFileSync(file, 'utf8')).toBe(await format(await tableText(), options));
  });

  it('tells the two editions of @tufjs/models apart by P-384 and by nothing else', () => {
    const apart = clientRows.filter(
      ({ answers }) => answers['tufjs-models-4'] !== answers['tufjs-models-5'],
    );
    expect(apart.length).toBeGreaterThan(0);
    expect(apart).toEqual(clientRows.filter(({ scheme }) => scheme === 'ecdsa-sha2-nistp384'));
  });

  it('has a form of each scheme that this station writes and every newer client counts', () => {
    const counted = clientRows.filter(({ answers }) =>
      Object.entries(answers).every(
        ([id, answer]) => id === 'tufjs-models-4' || answer === 'counts',
      ),
    );
    expect(new Set(counted.map(({ scheme }) => scheme)).size).toBe(4);
  });
});
