import { describe, expect, it } from 'vitest';
import { checkpointOf, checkpointPath, checkpointText } from '../../../src/ceremony/checkpoint.ts';
import { schemeOf } from '../../../src/ceremony/checkpoints/signature.ts';
import { schemeFits } from '../../../src/keys/scheme.ts';
import { spkiOf } from '../sample-acts.ts';
import { judge, priya, reasons, records, signedFile, signer, tom } from './signed-files.ts';

describe('signatures on checkpoints', () => {
  const checkpoint = checkpointOf(records);
  const file = signedFile(priya, checkpoint);

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

  it('are made under the one scheme that the kind of key has', () => {
    for (const kind of ['P-256', 'P-384', 'ed25519', 'rsa'] as const) {
      const { key } = signer(kind);
      expect(schemeFits(schemeOf(key), key)).toBe(true);
    }
  });
});
