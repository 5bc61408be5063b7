import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importedPlan } from '../../../src/ceremony/import/imported-plan.ts';
import { ImportError } from '../../../src/ceremony/import/import-error.ts';
import { draftOf } from '../../../src/ceremony/plan-draft.ts';
import { commentsIn, editedPlan } from '../../../src/ceremony/plan-edit/plan-edit.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { buildRoot } from '../../../src/tuf/build.ts';
import { makeTufKey } from '../../../src/tuf/key.ts';
import { metadataFile } from '../../../src/tuf/write.ts';
import { makeKeyPair } from '../../keys/key-pairs.ts';
import { sigstoreFiles, tufOnCiFiles } from './repositories.ts';

const today = '2027-07-01';

test('a repository with more in it than any plan has is refused in words', () => {
  const keys = Array.from({ length: 400 }, () => {
    const { key, scheme } = makeKeyPair('ecdsa-sha2-nistp256');
    return makeTufKey(key, scheme, { practice: false });
  });
  const role = { keyids: keys.map(({ keyid }) => keyid), threshold: 200 };
  const root = buildRoot({
    version: 1,
    expires: '2030-01-01T00:00:00Z',
    rehearsal: null,
    consistentSnapshot: true,
    keys,
    roles: { root: role, targets: role, snapshot: role, timestamp: role },
  });
  const files = [{ path: '1.root.json', bytes: metadataFile(root, []) }];
  expect(() => importedPlan(files, today)).toThrow(
    expect.objectContaining({
      code: 'import.too-large',
      found: '400 keys, 0 delegations',
      notDone: ['No plan was written.'],
    }),
  );
});

describe('Sigstore’s root signing as the start of a renewal', () => {
  const files = sigstoreFiles();
  const { text, rootVersion, notes } = importedPlan(files, today);
  const { fields, problems } = draftOf(text);

  test('makes the next version of the newest root, with its threshold and its keyholders', () => {
    expect(rootVersion).toBe(9);
    expect(fields).toMatchObject({
      title: 'Root signing 10',
      kind: 'renewal',
      date: today,
      tuf: { rootVersion: 10, threshold: 3, consistentSnapshot: true },
    });
    expect(fields?.tuf.holders).toHaveLength(5);
    expect(notes[0]).toBe(
      'The newest root is version 9. Nothing was verified: audit the repository first.',
    );
  });

  test('knows the tokens by the keys that were exported from them', () => {
    const tokens = fields?.participants
      .filter(({ duties }) => duties.includes('keyholder'))
      .map(({ token }) => token);
    expect(tokens).toStrictEqual(['13078778', '14470876', '15938765', '15938791', '18158855']);
  });

  test('takes keys that no person has as online keys, by their digest', () => {
    expect(fields?.tuf.roles.snapshot).toMatchObject({ holders: ['online-1'], threshold: 1 });
    expect(fields?.tuf.roles.timestamp).toMatchObject({ holders: ['online-2'], threshold: 1 });
    expect(fields?.tuf.online?.map(({ kind, spkiSha256 }) => [kind, spkiSha256?.length])).toEqual([
      ['file', 64],
      ['file', 64],
    ]);
  });

  test('takes the delegations with their paths and order', () => {
    expect(
      fields?.tuf.delegations.map(({ name, paths, terminating }) => [name, paths, terminating]),
    ).toStrictEqual([
      ['rekor', ['rekor.*.pub'], true],
      ['staging', ['*'], false],
      ['revocation', ['*'], false],
    ]);
  });

  test('proposes an expiry as long as the version before it had, and says what it was', () => {
    expect(fields?.tuf.expires).toBe('2027-12-18T00:00:00Z');
    expect(text).toContain('# DECIDE: 170 days, as the version before; it was 2024-09-12');
  });

  test('says what a person has to fill in, and is no plan before that', () => {
    const asked = commentsIn(text).filter((comment) => /FILL IN/.test(comment));
    expect(asked.length).toBeGreaterThan(8);
    expect(problems.map(({ message }) => message)).toStrictEqual([
      'somebody is to hold a key and has no token',
    ]);
  });

  test('is a plan once the tokens are filled in, and keeps its comments', () => {
    const edits = [6, 7, 8].map((index) => ({
      kind: 'set' as const,
      steps: ['participants', index, 'token'],
      value: `2461780${index}`,
    }));
    const filled = editedPlan(text, ...edits);
    expect(draftOf(filled).problems).toStrictEqual([]);
    expect(commentsIn(filled)).toStrictEqual(commentsIn(text));
  });

  test('is the same text whatever the order of the files', () => {
    const shuffled = fc.shuffledSubarray([...files], { minLength: files.length });
    fc.assert(
      fc.property(shuffled, (order) => {
        expect(importedPlan(order, today).text).toBe(text);
      }),
      { numRuns: 5 },
    );
  });
});

describe('a repository of tuf-on-ci as the start of a renewal', () => {
  const { text, notes } = importedPlan(tufOnCiFiles(), today);
  const { fields } = draftOf(text);

  test('names keyholders as the key objects note them', () => {
    expect(fields?.participants.map(({ id, name }) => [id, name])).toStrictEqual([
      ['host', 'The host'],
      ['joshuagl', 'joshuagl'],
      ['kommendorkapten', 'Kommendorkapten'],
      ['bobcallaway', 'bobcallaway'],
      ['lukehinds', 'lukehinds'],
      ['mnm678', 'mnm678'],
    ]);
    expect(text).toContain('name: Kommendorkapten # as tuf-on-ci notes it beside the key');
  });

  test('takes the periods that it has set', () => {
    expect(fields?.tuf.expires).toBe('2028-01-17T00:00:00Z');
    expect(fields?.tuf.roles.snapshot.expires).toBe('2027-07-31T00:00:00Z');
    expect(fields?.tuf.roles.timestamp.expires).toBe('2027-07-05T00:00:00Z');
    expect(text).toContain('200 days, as tuf-on-ci has it');
  });

  test('asks for the serial of each token, since nothing tells it', () => {
    expect(text.match(/FILL IN below it: token/g)).toHaveLength(5);
    expect(fields?.participants.some(({ token }) => token !== undefined)).toBe(false);
  });

  test('says that what targets delegate is not there', () => {
    expect(notes).toContain('There is no targets metadata: what it delegates is not here.');
    expect(text).toContain('# There is no targets metadata');
  });
});

describe('files without a root', () => {
  test.each([
    ['nothing', []],
    ['a file that is no JSON', [{ path: 'root.json', bytes: utf8('{') }]],
    ['other JSON', [{ path: '1.root.json', bytes: utf8('{"signed": 5, "signatures": []}') }]],
    ['a plan', [{ path: 'ceremony.yaml', bytes: utf8('title: x') }]],
  ])('are no start: %s', (_name, files) => {
    expect(() => importedPlan(files, today)).toThrow(ImportError);
  });

  test('whatever is in the files, there is a plan or a typed error', () => {
    const root = tufOnCiFiles()[0]!.bytes;
    const change = fc.record({ at: fc.nat(root.length - 1), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
        const bytes = Uint8Array.from(root);
        for (const { at, byte } of changes) bytes[at] = byte;
        let outcome: string;
        try {
          outcome = importedPlan([{ path: 'root.json', bytes }], today).text;
        } catch (error) {
          outcome = error instanceof ImportError ? 'refused' : String(error);
        }
        expect(outcome).toMatch(/^refused$|\nformat: station-ceremony\/1\n/);
      }),
      { numRuns: 60 },
    );
  });
});

test('a delegation that no plan can say is left out, and that is said', () => {
  const files = sigstoreFiles().map(({ path, bytes }) => ({
    path,
    bytes: path.endsWith('targets.json')
      ? utf8(Buffer.from(bytes).toString().replaceAll('"name": "staging"', '"name": "Staging/1"'))
      : bytes,
  }));
  const { text, notes } = importedPlan(files, today);
  expect(notes.join(' ')).toContain('A delegation has a name or paths that no plan can say.');
  expect(draftOf(text).fields?.tuf.delegations.map(({ name }) => name)).not.toContain('staging');
});
