import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scriptPage } from '../../src/ceremony/script-page.ts';
import { plannedActs } from '../../src/ceremony/script.ts';
import { sheetOf } from '../../src/encoding/fingerprint.ts';
import { fullFields, rehearsalFields, sampleFields, samplePlan } from './sample-plan.ts';

/** The rows of the table of acts, as markup. */
function rows(page: string): readonly string[] {
  return page.split('<tr class="act">').slice(1);
}

describe('the script on paper', () => {
  const plan = samplePlan(fullFields());
  const page = scriptPage(plan, '');

  test('has every act in its order, with its number, people, expected result and estimate', () => {
    const acts = plannedActs(plan);
    expect(rows(page)).toHaveLength(acts.length);
    for (const [index, row] of rows(page).entries()) {
      const act = acts[index]!;
      expect(row).toContain(`<td class="number">${index + 1}</td>`);
      expect(row).toContain(`<b>${act.title}</b>`);
      expect(row).toContain(`<div class="expected">${act.expected}</div>`);
    }
    expect(rows(page)[0]).toContain('<td class="plan">5m</td>');
    expect(rows(page)[0]).toContain('<div class="who">Inês Duarte</div>');
  });

  test('leaves two boxes empty in each act: for the time taken and for initials', () => {
    for (const row of rows(page)) {
      const act = row.slice(0, row.indexOf('</tr>'));
      expect(act.endsWith('<td class="box"></td><td class="box"></td>')).toBe(true);
    }
  });

  test('says what signing the record costs, after that act only', () => {
    const costly = rows(page).filter((row) => row.includes('Then the record is signed by'));
    expect(costly).toHaveLength(1);
    expect(costly[0]).toContain('Everybody signs');
    expect(costly[0]).toContain('Priya Raman, Tom Okafor: PINs 2, touches 2.');
  });

  test('says the digest of the plan in digits and words', () => {
    expect(page).toContain(`<code>${plan.sha256}</code>`);
    for (const { hex, words } of sheetOf(plan.sha256)) {
      expect(page).toContain(hex.join(' '));
      expect(page).toContain(words.join(' '));
    }
  });

  test('names the token of each person as it is printed on the back, and the one before it', () => {
    expect(page).toContain(
      '<td>24 617 802, before it 24617801</td>'.replace('24617801', '24 617 801'),
    );
    expect(page).toContain('<td>Sam Abara</td><td>witness</td><td>none</td>');
    expect(scriptPage(samplePlan(rehearsalFields()), '')).toContain('any practice token');
  });

  test('carries the tape in a rehearsal, and nothing of it in a real ceremony', () => {
    expect(scriptPage(samplePlan(rehearsalFields()), '')).toContain('nothing signed here is valid');
    expect(page).not.toContain('nothing signed here is valid');
  });

  test('is the same text for the same plan, and another for another', () => {
    expect(scriptPage(samplePlan(fullFields()), '')).toBe(page);
    expect(scriptPage(samplePlan(), '')).not.toBe(page);
  });

  test('lets no name or title of a plan become markup', () => {
    const text = fc
      .string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'b', '/', 'x'), minLength: 1 })
      .filter((value) => /[<&]/.test(value));
    fc.assert(
      fc.property(text, (title) => {
        const hostile = scriptPage(samplePlan(sampleFields({ title: `T${title}T` })), '');
        const head = /<h1>Script: (.*)<\/h1>/.exec(hostile)?.[1] ?? '<';
        expect(head).not.toMatch(/[<>]/);
      }),
      { numRuns: 50 },
    );
  });
});
