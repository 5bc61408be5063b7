import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { forms } from '../../../src/audit/edits/other-forms.ts';
import { fromUtf8 } from '../../../src/encoding/utf8.ts';

const written = (name: string, value: Parameters<(typeof forms)[number]['write']>[0]): string => {
  const form = forms.find((one) => one.name === name);
  if (form === undefined) throw new Error(`no form ${name}`);
  return fromUtf8(form.write(value));
};

it('have each a name and words of their own', () => {
  expect(new Set(forms.map(({ name }) => name)).size).toBe(forms.length);
  expect(new Set(forms.map(({ words }) => words)).size).toBe(forms.length);
});

it('escape what Go escapes, in names too, and nothing else', () => {
  expect(written('html-escaped', { '<b>': 'a&b > c\u2028\u2029', é: '\'"' })).toBe(
    String.raw`{"\u003cb\u003e":"a\u0026b \u003e c\u2028\u2029","é":"'\""}`,
  );
});

it('hold the same content however they are written', () => {
  const texts = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean()));
  fc.assert(
    fc.property(texts, (value) => {
      const content = Object.fromEntries(Object.entries(value));
      for (const name of ['rfc-8785', 'html-escaped', 'order-of-the-file'])
        expect(JSON.parse(written(name, content))).toEqual(content);
    }),
  );
});

it('keep the order of the file, or sort it', () => {
  expect(written('order-of-the-file', { b: 1, a: 2 })).toBe('{"b":1,"a":2}');
  expect(written('rfc-8785', { b: 1, a: 2 })).toBe('{"a":2,"b":1}');
  expect(written('final-line-end', { b: 1, a: 2 })).toBe('{"a":2,"b":1}\n');
});
