import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseInstant } from '../../src/encoding/instant.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { nobleVerifier } from '../../src/keys/noble.ts';
import { verifyChain } from '../../src/tuf/chain.ts';
import { rootDifference } from '../../src/tuf/difference.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { parseRoot } from '../../src/tuf/root.ts';
import { parseSnapshot, parseTimestamp } from '../../src/tuf/snapshot.ts';
import { parseTargets } from '../../src/tuf/targets.ts';
import { withSignature } from '../../src/tuf/write.ts';
import { bytesOf, draftOf, fixtureBytes, sigstoreRoot } from './fixtures.ts';

const paths = [
  'root_history/1.root.json',
  'root_history/9.root.json',
  'ceremony/2022-07-12/repository/targets.json',
  'ceremony/2022-07-12/repository/snapshot.json',
  'ceremony/2022-07-12/repository/timestamp.json',
] as const;

/** Everything that reads a file; an error has to be one of the station's, names the file, and repeats no value. */
async function readEverything(bytes: Uint8Array): Promise<number> {
  let errors = 0;
  const readers = [parseRoot, parseTargets, parseSnapshot, parseTimestamp];
  for (const reader of readers) {
    errors += await stationErrors(() => reader(parseMetadata(bytes, 'hostile.json')));
  }
  errors += await stationErrors(() => withSignature(bytes, 'hostile.json', 'new', '00'));
  errors += await stationErrors(async () => {
    const root = parseRoot(parseMetadata(bytes, 'hostile.json'));
    const asOf = parseInstant('2024-03-20T00:00:00Z');
    await verifyChain([sigstoreRoot(8), root], nobleVerifier, { asOf });
    rootDifference(sigstoreRoot(8), root, () => null);
  });
  return errors;
}

/** How many errors of the station the act ends with: none or one. Any other error fails the test. */
async function stationErrors(act: () => unknown): Promise<number> {
  try {
    await act();
    return 0;
  } catch (error) {
    expect(error).toBeInstanceOf(StationError);
    const { message, place, hint, found } = error as StationError;
    expect(`${message}${place ?? ''}${hint}${found ?? ''}`).not.toContain('SECRET');
    expect(place ?? 'hostile.json').toContain('hostile.json');
    return 1;
  }
}

/** A draft with one of its members replaced, anywhere. */
function replaced(draft: unknown, where: number, json: unknown): unknown {
  const places: { holder: { [step: string]: unknown }; step: string }[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const holder = value as { [step: string]: unknown };
    for (const step of Object.keys(holder)) {
      places.push({ holder, step });
      visit(holder[step]);
    }
  };
  visit(draft);
  const { holder, step } = places[where % places.length]!;
  if (json === undefined) delete holder[step];
  else holder[step] = json;
  return draft;
}

test('a member that is something else gives a value or a typed error', async () => {
  const anything = fc.oneof(
    fc.constantFrom<unknown>(
      undefined,
      null,
      '',
      'SECRET',
      0,
      -1,
      true,
      [],
      {},
      [null],
      ['SECRET'],
    ),
    fc.constantFrom<unknown>({ keyid: 'SECRET' }, { name: { name: 'SECRET' } }, [[[['SECRET']]]]),
    fc.jsonValue(),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), fc.nat(), anything, async (path, where, json) => {
      // Of the four readers of one type each, at least three refuse.
      const errors = await readEverything(bytesOf(replaced(draftOf(path), where, json)));
      expect(errors).toBeGreaterThanOrEqual(3);
    }),
    { numRuns: 150 },
  );
});

test('a file that was cut, or of which a byte was changed, gives a value or a typed error', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.nat(),
      fc.integer({ min: 0, max: 255 }),
      fc.boolean(),
      async (path, at, byte, cut) => {
        const bytes = fixtureBytes(path);
        const index = at % bytes.length;
        if (!cut) bytes[index] = byte;
        const errors = await readEverything(cut ? bytes.subarray(0, index) : bytes);
        expect(errors).toBeGreaterThanOrEqual(3);
      },
    ),
    { numRuns: 150 },
  );
});

test('any bytes give a typed error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      expect(await readEverything(bytes)).toBe(6);
    }),
    { numRuns: 100 },
  );
});
