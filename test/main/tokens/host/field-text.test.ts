import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { fieldText } from '../../../../main/tokens/host/field-text.ts';

it.each([
  ['SoftHSM project                 ', 'SoftHSM project'],
  ['', ''],
  ['\u001b[31mred\u0000', '[31mred'],
  ['tab\tand\nline\u007f', 'tabandline'],
  ['Zürich \u200b\u202eabc\uFEFF ', 'Zürich abc'],
  ['x'.repeat(200), 'x'.repeat(64)],
])('shows %j as %j', (field, text) => {
  expect(fieldText(field)).toBe(text);
});

it('leaves nothing that controls a screen, of any text, and takes nothing else away', () => {
  const fields = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.string({ unit: 'binary-ascii', maxLength: 100 }),
    fc.string({ unit: 'grapheme-ascii', maxLength: 100 }),
  );
  fc.assert(
    fc.property(fields, (field) => {
      const kept = Array.from(field)
        .filter((each) => !/\p{C}/u.test(each))
        .join('');
      expect(fieldText(field)).toBe(kept.trim().slice(0, 64));
    }),
  );
});
