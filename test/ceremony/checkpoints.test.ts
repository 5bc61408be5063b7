import { generateKeyPairSync, sign } from 'node:crypto';
import { assert, property, integer, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkpointOf,
  checkpointPath,
  checkpointsOver,
  checkpointText,
  checkpointType,
  parseCheckpoint,
  type Checkpoint,
} from '../../src/ceremony/checkpoint.ts';
import { verifyCheckpoints } from '../../src/ceremony/checkpoints.ts';
import type { CheckpointFile } from '../../src/ceremony/checkpoints/judged.ts';
import { sha256Hex } from '../../src/encoding/digest.ts';
import { envelopeFile, preAuthentication } from '../../src/encoding/dsse.ts';
import { EncodingError } from '../../src/encoding/encoding-error.ts';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import { nobleVerifier } from '../../src/keys/noble.ts';
import { publicKeyFromSpki, type PublicKey } from '../../src/keys/public-key.ts';
import { actOf, chainOf, spkiOf } from './sample-acts.ts';
import { samplePlan } from './sample-plan.ts';

const plan = samplePlan().sha256;
const acts = [
  actOf('ceremony.opened', {}, null),
  actOf('token.chosen'),
  actOf('root.staged'),
  actOf('review.confirmed'),
];
const { records } = chainOf(plan, acts);

interface Signer {
  readonly key: PublicKey;
  sign(bytes: Uint8Array): Uint8Array;
}

function signer(kind: 'P-256' | 'P-384' | 'ed25519' | 'rsa'): Signer {
  const { publicKey, privateKey } =
    kind === 'ed25519'
      ? generateKeyPairSync('ed25519')
      : kind === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: kind });
  const key = publicKeyFromSpki(publicKey.export({ format: 'der', type: 'spki' }), kind);
  const hash = kind === 'ed25519' ? null : kind === 'P-384' ? 'sha384' : 'sha256';
  return {
    key,
    sign: (bytes) =>
      sign(
        hash,
        bytes,
        kind === 'rsa' ? { key: privateKey, padding: 6, saltLength: 32 } : privateKey,
      ),
  };
}

const priya = signer('P-256');
const tom = signer('P-384');
const known = [priya.key, tom.key];

function signedFile(
  by: Signer,
  checkpoint: Checkpoint,
  change: Partial<{
    path: string;
    type: string;
    text: Uint8Array;
    signature: Uint8Array;
    keyid: string;
  }> = {},
): CheckpointFile {
  const payload = change.text ?? checkpointText(checkpoint);
  const payloadType = change.type ?? checkpointType;
  const signature = change.signature ?? by.sign(preAuthentication(payloadType, payload));
  return {
    path: change.path ?? checkpointPath(checkpoint, by.key.digest),
    bytes: envelopeFile({
      payloadType,
      payload,
      signatures: [{ keyid: change.keyid ?? by.key.digest, signature }],
    }),
  };
}

const judge = (
  files: readonly CheckpointFile[],
  over = records,
  keys: readonly PublicKey[] = known,
) => verifyCheckpoints({ records: over, files, keys, verifier: nobleVerifier });
const reasons = async (...given: Parameters<typeof judge>): Promise<string[]> =>
  (await judge(...given)).problems.map(({ reason }) => reason);

describe('the text of a checkpoint', () => {
  const checkpoint = checkpointOf(records);

  it('is origin, lines and tree head, each in a line', () => {
    expect(fromUtf8(checkpointText(checkpoint))).toMatch(
      new RegExp(`^keyholder-station/transcript/${checkpoint.log}\n4\n[A-Za-z0-9+/]{43}=\n$`),
    );
    expect(parseCheckpoint(checkpointText(checkpoint), 'x')).toEqual(checkpoint);
  });

  it('names the log by its first line, and lines by their number', () => {
    const some = checkpointsOver(records, new Set([1, 3]));
    expect([...some.keys()]).toEqual([1, 3]);
    expect(new Set([...some.values()].map(({ log }) => log))).toEqual(new Set([checkpoint.log]));
    expect(new Set([...some.values(), checkpoint].map(({ treeHead }) => treeHead)).size).toBe(3);
    expect(() => checkpointOf([])).toThrow(RangeError);
  });

  const text = fromUtf8(checkpointText(checkpoint));
  it.each([
    ['another origin', text.replace('transcript', 'log')],
    ['no lines', text.replace('\n4\n', '\n0\n')],
    ['a leading zero', text.replace('\n4\n', '\n04\n')],
    ['a number without end', text.replace('\n4\n', `\n${'4'.repeat(30)}\n`)],
    ['an extension line', `${text}more\n`],
    ['no last line feed', text.trimEnd()],
    ['another line end', text.replaceAll('\n', '\r\n')],
    ['bits behind the tree head', text.replace(/.=\n$/, 'B=\n')],
    ['nothing', ''],
  ])('with %s is refused', (_what, other) => {
    expect(() => parseCheckpoint(utf8(other), 'x')).toThrow(
      expect.objectContaining({ code: 'encoding.checkpoint' }),
    );
  });

  it('of random bytes is a typed error', () => {
    assert(
      property(uint8Array({ maxLength: 500 }), (bytes) => {
        expect(() => parseCheckpoint(bytes, 'x')).toThrow(EncodingError);
      }),
    );
  });
});

describe('signed checkpoints', () => {
  it.each(['P-256', 'P-384', 'ed25519', 'rsa'] as const)(
    'by a key of kind %s hold',
    async (kind) => {
      const by = signer(kind);
      const file = signedFile(by, checkpointOf(records));
      expect(await judge([file], records, [by.key])).toEqual({
        signed: [{ path: file.path, lines: 4, spki: by.key.digest, record: null }],
        problems: [],
      });
    },
  );

  it('hold for the lines that they are over, also when the record goes on', async () => {
    const early = checkpointOf(records.slice(0, 2));
    const files = [signedFile(tom, checkpointOf(records)), signedFile(priya, early)];
    const { signed, problems } = await judge(files);
    expect(problems).toEqual([]);
    expect(signed.map(({ lines, spki }) => [lines, spki])).toEqual([
      [2, priya.key.digest],
      [4, tom.key.digest],
    ]);
  });

  it('are joined with the record that names them', async () => {
    const checkpoint = checkpointOf(records);
    const file = signedFile(priya, checkpoint);
    const on = (fileSha256 = sha256Hex(file.bytes)) =>
      chainOf(plan, [
        ...acts,
        actOf('checkpoint.signed', {
          spki: priya.key.digest,
          lines: 4,
          treeHead: checkpoint.treeHead,
          file: checkpointPath(checkpoint, priya.key.digest),
          fileSha256,
        }),
      ]).records;
    const { signed, problems } = await judge([file], on());
    expect(problems).toEqual([]);
    expect(signed[0]?.record?.number).toBe(5);
    expect(await reasons([], on())).toEqual(['file-changed']);
    expect(await reasons([file], on(sha256Hex(utf8('other'))))).toEqual(['file-changed']);
  });
});

describe('checkpoints that do not hold', () => {
  const checkpoint = checkpointOf(records);
  const file = signedFile(priya, checkpoint);

  it('are told when a line was changed, wherever it is', async () => {
    for (let changed = 1; changed < acts.length; changed += 1) {
      const other = chainOf(
        plan,
        acts.map((act, index) => (index === changed ? actOf('pin.set') : act)),
      ).records;
      expect(await reasons([file], other)).toEqual(['lines-changed']);
    }
  });

  it('are told when lines were cut off', async () => {
    expect(await reasons([file], records.slice(0, 3))).toEqual(['lines-missing']);
  });

  it('are told when they are of another record', async () => {
    const other = chainOf(plan, [
      actOf('ceremony.opened', { title: 'Other' }, null),
      ...acts.slice(1),
    ]);
    expect(await reasons([file], other.records)).toEqual(['other-record']);
  });

  it('are told when the key is not known, or did not sign', async () => {
    expect(await reasons([file], records, [tom.key])).toEqual(['key-unknown']);
    expect(await reasons([file], records, [])).toEqual(['key-unknown']);
    expect(await reasons([signedFile(priya, checkpoint, { keyid: spkiOf('x') })])).toEqual([
      'key-unknown',
    ]);
    const forged = signedFile(tom, checkpoint, {
      keyid: priya.key.digest,
      path: checkpointPath(checkpoint, priya.key.digest),
    });
    expect(await reasons([forged])).toEqual(['signature-invalid']);
    const bare = signedFile(priya, checkpoint, {
      signature: priya.sign(checkpointText(checkpoint)),
    });
    expect(await reasons([bare])).toEqual(['signature-invalid']);
  });

  it('are told when they lie under a name of another', async () => {
    const moved = { ...file, path: checkpointPath(checkpoint, tom.key.digest) };
    expect(await reasons([moved])).toEqual(['signature-invalid']);
  });

  it.each([
    ['another type', signedFile(priya, checkpoint, { type: 'text/plain' })],
    ['another text', signedFile(priya, checkpoint, { text: utf8('x\n') })],
    ['no envelope', { path: file.path, bytes: utf8('{}\n') }],
    ['nothing', { path: file.path, bytes: new Uint8Array() }],
  ])('are told when they hold %s', async (_what, other) => {
    expect(await reasons([other])).toEqual(['malformed']);
  });

  it('are told whichever bit of the file is turned', async () => {
    await Promise.all(
      Array.from({ length: 60 }, async (_, step) => {
        const bytes = Uint8Array.from(file.bytes);
        const place = Math.floor((step * bytes.length) / 60);
        bytes[place] = (bytes[place] ?? 0) ^ (1 << (step % 8));
        expect((await judge([{ path: file.path, bytes }])).signed).toEqual([]);
      }),
    );
  });

  it('cost one walk over the record, however many there are', async () => {
    const files = Array.from({ length: 3000 }, (_, index) => ({
      ...signedFile(priya, { ...checkpoint, lines: 5 + index }, { signature: Uint8Array.of(1) }),
    }));
    expect(new Set(await reasons(files))).toEqual(new Set(['lines-missing']));
  });

  it('never become a signature for a record of another length', () => {
    assert(
      property(integer({ min: 1, max: 4 }), (lines) => {
        const part = checkpointOf(records.slice(0, lines));
        expect(part.treeHead === checkpoint.treeHead).toBe(lines === 4);
      }),
    );
  });
});
