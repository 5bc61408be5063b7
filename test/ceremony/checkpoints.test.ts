import { describe, expect, it } from 'vitest';
import { checkpointOf, checkpointPath } from '../../src/ceremony/checkpoint.ts';
import { verifyCheckpoints, verifyCarriedCheckpoints } from '../../src/ceremony/checkpoints.ts';
import { sha256Hex } from '../../src/encoding/digest.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { nobleVerifier } from '../../src/keys/noble.ts';
import { actOf, chainOf } from './sample-acts.ts';
import { acts, judge, plan, priya, records, signedFile, tom } from './checkpoints/signed-files.ts';

describe('signed checkpoints', () => {
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

  it('that came with a bundle may be some of those that its record names', async () => {
    const checkpoint = checkpointOf(records);
    const file = signedFile(priya, checkpoint);
    const named = chainOf(plan, [
      ...acts,
      actOf('checkpoint.signed', {
        spki: tom.key.digest,
        lines: 4,
        treeHead: checkpoint.treeHead,
        file: checkpointPath(checkpoint, tom.key.digest),
        fileSha256: sha256Hex(utf8('not sent along')),
      }),
    ]).records;
    const question = {
      records: named,
      files: [file],
      keys: [priya.key, tom.key],
      verifier: nobleVerifier,
    };
    expect((await verifyCheckpoints(question)).problems).toMatchObject([
      { reason: 'file-changed' },
    ]);
    expect((await verifyCarriedCheckpoints(question)).problems).toEqual([]);
    // What was sent along has to be as the record says.
    const sent = { ...file, path: checkpointPath(checkpoint, tom.key.digest) };
    const { problems } = await verifyCarriedCheckpoints({ ...question, files: [sent] });
    expect(problems.map(({ reason }) => reason)).toEqual(['signature-invalid', 'file-changed']);
  });
});
