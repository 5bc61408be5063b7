import { assert, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkpointOf, checkpointText, checkpointType } from '../../../src/ceremony/checkpoint.ts';
import { readFile } from '../../../src/ceremony/checkpoints/read-file.ts';
import { envelopeFile, preAuthentication } from '../../../src/encoding/dsse.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { judge, priya, reasons, records, signedFile, tom } from './signed-files.ts';

describe('files that hold no checkpoint', () => {
  const checkpoint = checkpointOf(records);
  const file = signedFile(priya, checkpoint);

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

  it('are told by what was found, and nothing is thrown', () => {
    const read = readFile(signedFile(priya, checkpoint, { type: 'text/plain' }));
    expect(read).toMatchObject({ reason: 'malformed', found: '1 over another type' });
    assert(
      property(uint8Array({ maxLength: 400 }), (bytes) => {
        expect(readFile({ path: 'checkpoints/x', bytes })).toMatchObject({ reason: 'malformed' });
      }),
    );
  });

  it('are told where two have signed one file', () => {
    const payload = checkpointText(checkpoint);
    const one = { keyid: priya.key.digest, signature: Uint8Array.of(1) };
    const bytes = envelopeFile({
      payloadType: checkpointType,
      payload,
      signatures: [one, { ...one, keyid: tom.key.digest }],
    });
    expect(readFile({ path: 'checkpoints/x', bytes })).toMatchObject({
      reason: 'malformed',
      found: '2 over it',
    });
  });

  it('are none where the envelope is right: what was signed is its pre-authentication encoding', () => {
    expect(readFile(file)).toMatchObject({
      checkpoint,
      bytes: preAuthentication(checkpointType, checkpointText(checkpoint)),
      signature: { keyid: priya.key.digest },
    });
  });
});
