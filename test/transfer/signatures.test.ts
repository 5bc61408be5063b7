import { describe, expect, test } from 'vitest';
import { nobleVerifier } from '../../src/keys/noble.ts';
import type { VerifyJob } from '../../src/keys/verify.ts';
import { mergeSignatures } from '../../src/transfer/merge-signatures.ts';
import { validSignatures } from '../../src/transfer/valid-signatures.ts';
import { makeTufKey, type TufKey } from '../../src/tuf/key.ts';
import { parseTufKey } from '../../src/tuf/key.ts';
import { parseMetadata, type Metadata } from '../../src/tuf/metadata.ts';
import { parseRoot } from '../../src/tuf/root.ts';
import { metadataFile } from '../../src/tuf/write.ts';
import { samplePlan } from '../ceremony/sample-plan.ts';
import { fixtureBytes } from '../main/ceremonies/fixture-bytes.ts';
import { keyidOf, people, signedBy, unsignedRoot } from '../main/ceremonies/signed-work.ts';

const plan = samplePlan();
const unsigned = unsignedRoot(plan);
const read = (bytes: Uint8Array): Metadata => parseMetadata(bytes, 'staged/root.json');
const textsOf = ({ signatures }: Metadata) => signatures.map(({ keyid, sig }) => ({ keyid, sig }));
const keys: readonly TufKey[] = Object.values(people).map((pair) => {
  const { keyid, object } = makeTufKey(pair.key, pair.scheme, { practice: false });
  return parseTufKey(keyid, object, 'test');
});

describe('merging', () => {
  test('adds what ours lacks and keeps the order of both', () => {
    const ours = read(signedBy(unsigned, 'tom-okafor'));
    const theirs = read(signedBy(unsigned, 'priya-raman', 'tom-okafor'));
    const { bytes, added } = mergeSignatures(ours, theirs, textsOf(theirs));
    expect(added.map(({ keyid }) => keyid)).toStrictEqual([keyidOf('priya-raman')]);
    const merged = read(bytes);
    expect(merged.signedBytes).toStrictEqual(ours.signedBytes);
    expect(textsOf(merged)).toStrictEqual([...textsOf(ours), ...added]);
  });

  test('fills a place that was kept empty', () => {
    const ours = read(
      metadataFile(read(unsigned).signed, [{ keyid: keyidOf('priya-raman'), sig: '' }]),
    );
    const theirs = read(signedBy(unsigned, 'priya-raman'));
    const merged = read(mergeSignatures(ours, theirs, textsOf(theirs)).bytes);
    expect(textsOf(merged)).toStrictEqual(textsOf(theirs));
  });

  test('changes nothing where nothing is new', () => {
    const ours = read(signedBy(unsigned, 'priya-raman'));
    expect(mergeSignatures(ours, ours, textsOf(ours))).toStrictEqual({
      bytes: ours.bytes,
      added: [],
    });
  });

  test('refuses other bytes to be signed, by one second of the expiry', () => {
    const theirs = read(
      signedBy(unsignedRoot(plan, { expires: '2027-11-14T00:00:01Z' }), 'priya-raman'),
    );
    expect(() => mergeSignatures(read(unsigned), theirs, textsOf(theirs))).toThrow(
      expect.objectContaining({
        code: 'bundle.other-bytes',
        expected: expect.stringContaining(read(unsigned).signedSha256),
        found: expect.stringContaining(theirs.signedSha256),
        notDone: ['Nothing was taken.', 'No signature was added.'],
      }),
    );
  });
});

describe('signatures that verify', () => {
  test('are those of a known key over these bytes, each keyid once', async () => {
    const metadata = read(signedBy(unsigned, 'priya-raman', 'tom-okafor'));
    const twice = read(metadataFile(metadata.signed, [...textsOf(metadata), ...textsOf(metadata)]));
    expect(await validSignatures(twice, keys, nobleVerifier)).toStrictEqual(textsOf(metadata));
  });

  test('are none of another key, of an unknown keyid, of other bytes, or that are no hexadecimal', async () => {
    const [priya] = textsOf(read(signedBy(unsigned, 'priya-raman')));
    const otherBytes = textsOf(read(signedBy(unsignedRoot(plan, { version: 17 }), 'tom-okafor')));
    const { signed } = read(unsigned);
    const file = {
      signed,
      signatures: [
        { keyid: keyidOf('tom-okafor'), sig: priya!.sig },
        { keyid: 'unknown', sig: priya!.sig },
        { keyid: keyidOf('ines-duarte'), sig: 'xyz' },
        { keyid: keyidOf('priya-raman'), sig: '' },
        ...otherBytes,
      ],
    };
    const metadata = read(Buffer.from(JSON.stringify(file)));
    expect(metadata.signatures).toHaveLength(5);
    expect(await validSignatures(metadata, keys, nobleVerifier)).toStrictEqual([]);
  });

  test('ask the verifier only about entries with a key', async () => {
    const asked: VerifyJob[] = [];
    const counting = {
      name: 'counting',
      verify: async (jobs: readonly VerifyJob[]) => {
        asked.push(...jobs);
        return jobs.map(() => true);
      },
    };
    await validSignatures(
      read(signedBy(unsigned, 'priya-raman', 'tom-okafor')),
      keys.slice(0, 1),
      counting,
    );
    expect(asked.map(({ key }) => key.digest)).toStrictEqual([people['priya-raman'].key.digest]);
  });

  test('of a published root are found with the keys that it lists', async () => {
    const metadata = parseMetadata(fixtureBytes('root_history/9.root.json'), '9.root.json');
    const listed = [...parseRoot(metadata).keys.values()];
    const valid = await validSignatures(metadata, listed, nobleVerifier);
    expect(valid.length).toBeGreaterThanOrEqual(3);
    expect(valid.every(({ sig }) => sig !== '')).toBe(true);
  });
});
