import * as fc from 'fast-check';
import { z } from 'zod';

/** Text that means something to a path, a shell, an object, a terminal or a page. */
const oddTexts = [
  '',
  '.',
  '..',
  '../../etc/passwd',
  '/etc/passwd',
  'a/b',
  '-rf',
  '--upload-pack=touch /tmp/x',
  '__proto__',
  'constructor',
  'toString',
  'root',
  'targets',
  '2.root',
  'con',
  'staged/root.json',
  '\u0000',
  'a\nb',
  'a\u001B[2Jb',
  'a\u202Eb',
  '\uD800',
  'é'.normalize('NFD'),
  '𐐀'.repeat(40),
  ' ',
  '<script>',
  '%s%n',
  'x'.repeat(64),
  'x'.repeat(200),
  '0'.repeat(64),
  '1',
  '0f',
  '23:59:59',
  '2026-02-30T25:61:00Z',
  '9999-12-31T23:59:59Z',
  'A <a@example.org>',
];

/** Texts that the station would know again, by the member of a message that they would stand in. */
export type Known = Readonly<Record<string, readonly string[]>>;

/**
 * Messages that a schema of the contract takes, and that no page of ours would send: what means something elsewhere, and
 * what the station itself gave out, in every place that takes it.
 * @param member the name of the member that this schema is of
 */
export function oddMessages(
  schema: z.ZodType,
  known: Known,
  member: string = '',
): fc.Arbitrary<unknown> {
  const inner = (one: unknown, name: string = member) => oddMessages(schemaOf(one), known, name);
  if (schema instanceof z.ZodNull) return fc.constant(null);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodNullable) return fc.option(inner(schema.unwrap()), { freq: 4 });
  if (schema instanceof z.ZodOptional)
    return fc.option(inner(schema.unwrap()), { nil: undefined, freq: 2 });
  if (schema instanceof z.ZodArray)
    return fc
      .array(inner(schema.element), { maxLength: 8 })
      .filter((list) => schema.safeParse(list).success);
  if (schema instanceof z.ZodObject)
    return fc.record(
      Object.fromEntries(
        Object.entries(schema.shape).map(([name, one]) => [name, inner(one, name)]),
      ),
    );
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map((one) => inner(one)));
  const takes = (value: unknown): boolean => schema.safeParse(value).success;
  const odd = [...oddTexts, 0, 1, 7, 64, 2 ** 31, -1].filter(takes);
  const right = (known[member] ?? []).filter(takes);
  if (odd.length === 0 && right.length === 0) throw new TypeError(`no odd value for ${member}`);
  if (right.length === 0) return fc.constantFrom(...odd);
  if (odd.length === 0) return fc.constantFrom(...right);
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<unknown>(...right) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(...odd) },
  );
}

function schemaOf(value: unknown): z.ZodType {
  if (value instanceof z.ZodType) return value;
  throw new TypeError('no schema');
}
