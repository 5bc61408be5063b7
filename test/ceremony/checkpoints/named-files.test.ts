import { describe, expect, it } from 'vitest';
import { checkpointOf, checkpointPath } from '../../../src/ceremony/checkpoint.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { actOf, chainOf } from '../sample-acts.ts';
import { acts, judge, plan, priya, reasons, records, signedFile } from './signed-files.ts';

describe('checkpoints that the record names', () => {
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
