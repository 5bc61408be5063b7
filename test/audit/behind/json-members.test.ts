import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberSpan, type Step } from '../../../src/audit/behind/json-members.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';

function spanned(text: string, steps: readonly Step[]): string | null {
  const bytes = utf8(text);
  const span = memberSpan(bytes, steps);
  return span === null ? null : new TextDecoder().decode(bytes.subarray(span.from, span.to));
}

describe('a member of a JSON text', () => {
  const text = ' { "a" : [ 1, {"b": "x\\"}]" , "ü": null} , -2.5e3 ], "": {} ,\n"c":true}';

  it.each([
    [['a'], '"a" : [ 1, {"b": "x\\"}]" , "ü": null} , -2.5e3 ]'],
    [['a', 0], '1'],
    [['a', 1, 'b'], '"b": "x\\"}]"'],
    [['a', 1, 'ü'], '"ü": null'],
    [['a', 2], '-2.5e3'],
    [[''], '"": {}'],
    [['c'], '"c":true'],
  ])('%j is found with its name', (steps, found) => {
    expect(spanned(text, steps)).toBe(found);
  });

  it('that is not there leads to the object that should have it', () => {
    expect(spanned(text, ['a', 1, 'missing', 'deeper'])).toBe('{"b": "x\\"}]" , "ü": null}');
    expect(spanned(text, ['missing'])).toBeNull();
    expect(spanned(text, [])).toBeNull();
    // A name is no place, and a place no name.
    expect(spanned(text, ['a', '0'])).toBe('"a" : [ 1, {"b": "x\\"}]" , "ü": null} , -2.5e3 ]');
  });

  it('is found under a name that is written with escapes', () => {
    expect(spanned('{"\\u0061b": 1}', ['ab'])).toBe('"\\u0061b": 1');
  });

  it('is found however deep it lies', () => {
    const depth = 20_000;
    const deep = `{"x": ${'['.repeat(depth)}${']'.repeat(depth)}, "y": 2}`;
    expect(spanned(deep, ['y'])).toBe('"y": 2');
  });

  it('parses to what the whole text holds there', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const whole = JSON.stringify(value, null, 1);
        for (const [name, member] of Object.entries(value)) {
          const found: unknown = JSON.parse(`{${spanned(whole, [name])}}`);
          expect(found).toEqual(JSON.parse(JSON.stringify({ [name]: member })));
        }
      }),
    );
  });

  it('never fails, and never leaves the text, whatever the bytes are', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 60 }),
          fc
            .string({ unit: fc.constantFrom(...Array.from('{}[]",:\\a1 ')) })
            .map((one) => utf8(one)),
        ),
        fc.array(fc.oneof(fc.constantFrom('a', ''), fc.nat(2)), { maxLength: 4 }),
        (bytes, steps) => {
          const span = memberSpan(bytes, steps);
          if (span === null) return;
          expect(span.from).toBeGreaterThanOrEqual(0);
          expect(span.to).toBeGreaterThanOrEqual(span.from);
          expect(span.to).toBeLessThanOrEqual(bytes.length);
        },
      ),
    );
  });
});
