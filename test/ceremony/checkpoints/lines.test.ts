import { describe, expect, it } from 'vitest';
import { checkpointOf } from '../../../src/ceremony/checkpoint.ts';
import { actOf, chainOf } from '../sample-acts.ts';
import { acts, plan, priya, reasons, records, signedFile } from './signed-files.ts';

describe('checkpoints over lines of another record', () => {
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

  it('cost one walk over the record, however many there are', async () => {
    const files = Array.from({ length: 3000 }, (_, index) => ({
      ...signedFile(priya, { ...checkpoint, lines: 5 + index }, { signature: Uint8Array.of(1) }),
    }));
    expect(new Set(await reasons(files))).toEqual(new Set(['lines-missing']));
  });
});
