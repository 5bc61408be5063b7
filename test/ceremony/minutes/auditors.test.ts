import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditorsAsk, comparedWith } from '../../../src/ceremony/minutes/auditors.ts';

const nothing = { devices: [], participants: [], deviations: [], checkpoints: [] };

/** The eight requirements of the section, in its order, each by a word that it cannot be without. */
const requirements = [
  /script .*prepared.*followed/,
  /auditor witnesses.*video/,
  /auditor gives an opinion/,
  /physically secured/,
  /trusted roles/,
  /cryptographic modules/,
  /logged/,
  /Controls/,
];

describe('what auditors of certificate authorities ask', () => {
  it('is asked once each, in the order of the section', () => {
    const asked = auditorsAsk(nothing).map((row) => row.asked);
    expect(asked).toHaveLength(requirements.length);
    for (const [index, words] of requirements.entries()) expect(asked[index]).toMatch(words);
  });

  it('never claims all: every answer says what it does not show', () => {
    for (const { shown, notShown } of auditorsAsk(nothing)) {
      expect(shown).not.toBe('');
      expect(notShown).not.toBe('');
    }
  });

  it('does not say that several persons control one key', () => {
    const row = auditorsAsk(nothing).find(({ asked }) => asked.includes('trusted roles'));
    expect(row?.shown).toContain('Each key is made by one person');
    expect(row?.notShown).toContain('That several control one key');
  });

  it('names in the document the version that it names in the minutes', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../docs/minutes.md'), 'utf8');
    expect(text.replaceAll(/\s+/g, ' ')).toContain(comparedWith);
  });
});
