import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeStatuses, signatureFindings } from '../../src/audit/signatures.ts';
import { nobleVerifier } from '../../src/keys/noble.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { parseRoot } from '../../src/tuf/root.ts';
import { countSignatures, type SignatureStatus } from '../../src/tuf/threshold.ts';
import {
  ada,
  auditOf,
  ben,
  cleo,
  dora,
  entry,
  file,
  online,
  root,
  rootPart,
  stranger,
} from './made-files.ts';
import type { Signer } from '../tuf/signers.ts';
import type { JsonObject } from '../../src/encoding/json.ts';

const first = parseRoot(parseMetadata(root({ version: 1 }), '1.root.json'));
const part = rootPart({ version: 2, keys: [ada, ben, dora] });

async function merged(...entries: readonly (Signer | JsonObject)[]): Promise<SignatureStatus[]> {
  const second = parseRoot(parseMetadata(file(part, entries), '2.root.json'));
  const count = ({ keys, roles }: typeof first) =>
    countSignatures(second.metadata, keys, roles.root, nobleVerifier);
  const counts = [await count(second), await count(first)];
  return mergeStatuses(second.metadata.signatures, counts).map(({ status }) => status);
}

describe('the status of a signature that two roles judge', () => {
  it('is valid if it counts for one of them', async () => {
    // Cleo stands in version 1 only, Dora in version 2 only, Ada in both.
    expect(await merged(cleo, dora, ada)).toEqual(['valid', 'valid', 'valid']);
  });

  it.each<[string, readonly (Signer | JsonObject)[], SignatureStatus[]]>([
    ['of nobody', [stranger], ['unknown-key']],
    ['of a key of another role', [online], ['not-in-role']],
    ['that is not one', [{ keyid: cleo.keyid, sig: '00' }], ['invalid']],
    ['that is no hexadecimal', [{ keyid: cleo.keyid, sig: 'xyz' }], ['invalid']],
    ['that is empty', [{ keyid: ada.keyid, sig: '' }], ['empty']],
    ['that is empty, of nobody', [{ keyid: stranger.keyid, sig: '' }], ['empty']],
    ['that is empty, of another role', [{ keyid: online.keyid, sig: '' }], ['empty']],
    ['given twice', [ada, ada], ['valid', 'duplicate']],
    ['given twice, empty at first', [{ keyid: ada.keyid, sig: '' }, ada], ['empty', 'duplicate']],
    ['over other bytes', [entry(ada, rootPart({ version: 3 }))], ['invalid']],
  ])('%s', async (_, entries, statuses) => {
    expect(await merged(...entries)).toEqual(statuses);
  });

  it('names the public key wherever one of the roles knows it', async () => {
    const second = parseRoot(parseMetadata(file(part, [cleo, stranger]), '2.root.json'));
    const self = await countSignatures(
      second.metadata,
      second.keys,
      second.roles.root,
      nobleVerifier,
    );
    const before = await countSignatures(
      second.metadata,
      first.keys,
      first.roles.root,
      nobleVerifier,
    );
    expect(
      mergeStatuses(second.metadata.signatures, [self, before]).map(({ spkiDigest }) => spkiDigest),
    ).toEqual([cleo.publicKey.digest, null]);
  });

  it('of a role that nobody names is unknown', () => {
    const { metadata } = parseRoot(parseMetadata(root({ version: 1 }), 'x'));
    expect(mergeStatuses(metadata.signatures, []).map(({ status }) => status)).toEqual(
      Array(3).fill('unknown-key'),
    );
  });
});

describe('findings about signatures', () => {
  it('are one for each that does not count, with its place in the list', () => {
    const { metadata } = parseRoot(parseMetadata(root({ version: 1 }), 'x'));
    const statuses = ['invalid', 'valid', 'unknown-key'] as const;
    const findings = signatureFindings({
      path: 'x',
      what: 'root 1',
      version: metadata.version,
      entries: metadata.signatures,
      keys: [],
      unusableKeys: [],
      keysFor: [],
      rehearsal: false,
      load: () => metadata,
      signatures: statuses.map((status, index) => ({
        keyid: `k${index}`,
        spkiDigest: null,
        status,
      })),
    });
    expect(findings.map(({ code, data }) => [code, data['index'], data['keyid']])).toEqual([
      ['signature.invalid', 0, 'k0'],
      ['signature.unknown-key', 2, 'k2'],
    ]);
  });
});

const both = (left: readonly Signer[], right: readonly Signer[]) =>
  left.filter((one) => right.includes(one)).length;

describe('counts of any history', () => {
  const people = [ada, ben, cleo, dora];
  const some = fc.subarray(people, { minLength: 1 });
  const history = fc.array(fc.record({ keys: some, signers: fc.subarray([...people, stranger]) }), {
    minLength: 1,
    maxLength: 4,
  });

  it('are those that a few lines of set arithmetic give', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 1, max: 4 }), async (steps, threshold) => {
        const files = Object.fromEntries(
          steps.map(({ keys, signers }, index) => [
            `${index + 1}.root.json`,
            root({ version: index + 1, keys, threshold }, signers),
          ]),
        );
        const report = await auditOf(files);
        expect(report.roots.map((one) => [one.validBySelf, one.validByPrevious, one.keys])).toEqual(
          steps.map(({ keys, signers }, index) => [
            both(keys, signers),
            index === 0 ? null : both(steps[index - 1]?.keys ?? [], signers),
            keys.length,
          ]),
        );
        const sound = report.roots.every(
          ({ validBySelf, validByPrevious }) =>
            validBySelf >= threshold && (validByPrevious ?? threshold) >= threshold,
        );
        expect(report.verdict).toBe(sound ? 'pass' : 'fail');
      }),
      { numRuns: 25 },
    );
  });
});
