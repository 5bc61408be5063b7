import * as fc from 'fast-check';

const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, noNaN: true }),
);
const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'toJSON', '0', '10', '2'),
);

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    number,
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5, noNullPrototype: false }),
  ),
}));

/** Every JSON document that a strict reader has to take, as text. */
export const jsonText = fc
  .tuple(value, fc.integer({ min: 0, max: 3 }))
  .map(([document, indent]) => JSON.stringify(document, null, indent));

/** The members of one object, in an order, each as JSON text. */
export const jsonMembers = fc.uniqueArray(fc.tuple(name, value), {
  selector: ([key]) => key,
  maxLength: 6,
});
