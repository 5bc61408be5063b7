import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { folderPath, type FolderPath } from '../../src/ceremony/folder-path.ts';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import { BundleError } from '../../src/transfer/bundle-error.ts';
import { bundlePart } from '../../src/transfer/bundle-part.ts';
import {
  longestBundle,
  longestBundleFile,
  manifestBytes,
  parseManifest,
  requirePlan,
  type Manifest,
} from '../../src/transfer/manifest.ts';
import { digestOf } from '../ceremony/sample-acts.ts';
import { samplePlan } from '../ceremony/sample-plan.ts';
import { thrownIn } from '../ceremony/thrown.ts';

const plan = samplePlan();
const fileAt = (path: FolderPath, bytes = 178) => ({ path, bytes, sha256: digestOf(path) });
const sample: Manifest = {
  format: 'station-bundle/1',
  plan: plan.sha256,
  title: plan.title,
  mode: 'real',
  rootVersion: 16,
  from: 'priya-raman',
  at: '2027-07-14T14:24:11Z',
  files: [
    fileAt(folderPath('ceremony.yaml')),
    fileAt(folderPath('transcript.jsonl')),
    fileAt(folderPath('keys', '24617802', '24617802_pubkey.pem')),
    fileAt(folderPath('staged', 'root.json')),
  ],
};
const text = fromUtf8(manifestBytes(sample));

describe('a manifest', () => {
  test('is read back as it was written', () => {
    expect(parseManifest(manifestBytes(sample), 'bundle.json')).toStrictEqual(sample);
    expect(parseManifest(manifestBytes({ ...sample, from: null }), 'bundle.json').from).toBeNull();
  });

  test('has one form', () => {
    expect(text).toMatch(
      /^\{"at":"2027-07-14T14:24:11Z","files":\[\{"bytes":178,"path":"ceremony.yaml",/,
    );
    expect(text.endsWith('}\n')).toBe(true);
  });

  test('belongs to one plan', () => {
    requirePlan(sample, plan.sha256, 'the stick');
    expect(() => requirePlan(sample, digestOf('another'), 'the stick')).toThrow(
      expect.objectContaining({
        code: 'bundle.other-plan',
        place: 'the stick',
        notDone: ['Nothing was taken.'],
      }),
    );
  });

  test.each<[string, string, string]>([
    ['nothing', '', 'bundle.malformed'],
    ['JSON that is cut off', text.slice(0, -9), 'bundle.malformed'],
    [
      'a member twice',
      text.replace('"at":', '"at":"2027-07-14T14:24:11Z","at":'),
      'bundle.malformed',
    ],
    ['a member too many', text.replace('"at":', '"and":1,"at":'), 'bundle.malformed'],
    ['another format', text.replace('bundle/1', 'bundle/2'), 'bundle.malformed'],
    ['no files', text.replace(/"files":\[.*?\]/, '"files":[]'), 'bundle.malformed'],
    ['a size below zero', text.replace('"bytes":178', '"bytes":-1'), 'bundle.malformed'],
    ['a digest that is none', text.replace(digestOf('staged/root.json'), 'x'), 'bundle.malformed'],
    ['a sender who climbs', text.replace('"priya-raman"', '"../priya"'), 'bundle.malformed'],
    [
      'a path that climbs',
      text.replace('staged/root.json', 'staged/../../root.json'),
      'bundle.malformed',
    ],
    [
      'a path that no bundle has',
      text.replace('staged/root.json', 'staged/run.sh'),
      'bundle.files',
    ],
    ['a file twice', text.replace('staged/root.json', 'ceremony.yaml'), 'bundle.files'],
    [
      'two files that a stick cannot tell apart',
      text.replace('"ceremony.yaml"', '"staged/ROOT.json"'),
      'bundle.files',
    ],
    [
      'a file larger than any',
      text.replace('"bytes":178', `"bytes":${longestBundleFile + 1}`),
      'bundle.files',
    ],
  ])('with %s is refused', (_, source, code) => {
    const error = thrownIn(() => parseManifest(utf8(source), 'bundle.json'));
    expect(error).toMatchObject({ name: 'BundleError', code, notDone: ['Nothing was taken.'] });
  });

  test('larger than any ceremony in all is refused', () => {
    const many = Array.from({ length: 5 }, (_, index) =>
      fileAt(folderPath('staged', `${index}.json`), longestBundleFile),
    );
    expect(5 * longestBundleFile).toBeGreaterThan(longestBundle);
    expect(() => parseManifest(manifestBytes({ ...sample, files: many }), 'bundle.json')).toThrow(
      BundleError,
    );
  });

  test('of random bytes, or with anything put in anywhere, gives a manifest or a typed error', () => {
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.oneof(fc.string({ maxLength: 6 }), fc.json({ maxDepth: 2 })),
        fc.boolean(),
        (at, insert, alone) => {
          const source = alone ? insert : text.slice(0, at) + insert + text.slice(at);
          const error = thrownIn(() => parseManifest(utf8(source.toWellFormed()), 'bundle.json'));
          expect(error === undefined || error instanceof BundleError).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the files of a bundle', () => {
  test.each([
    ['ceremony.yaml', 'plan'],
    ['transcript.jsonl', 'record'],
    ['keys/24617802/24617802_pubkey.pem', 'key'],
    ['keys/24617802-0123abcd/24617802-0123abcd_key_cert.pem', 'key'],
    ['keys/1/1_device_cert.pem', 'key'],
    ['checkpoints/17-7d0c91aa40be5511.dsse.json', 'checkpoint'],
    ['staged/root.json', 'staged'],
    ['staged/registry.npmjs.org.json', 'staged'],
  ])('%s is the %s', (path, part) => {
    expect(bundlePart(path)).toBe(part);
  });

  test.each([
    '',
    '.',
    'bundle.json',
    'ceremony.yaml/x',
    'keys/1/2_pubkey.pem',
    'keys/1/1_secret.pem',
    'keys/1/x/1_pubkey.pem',
    'checkpoints/0-7d0c91aa40be5511.dsse.json',
    'checkpoints/17-7d0c91aa40be551.dsse.json',
    'checkpoints/17-7D0C91AA40BE5511.dsse.json',
    'checkpoints/17-7d0c91aa40be5511.json',
    'checkpoints/a/17-7d0c91aa40be5511.dsse.json',
    'staged/.json',
    'staged/a/b.json',
    'staged/root.json ',
    'repository/16.root.json',
    'Ceremony.yaml',
    '../ceremony.yaml',
  ])('%j is none', (path) => {
    expect(bundlePart(path)).toBeNull();
  });
});
