import { describe, expect, test } from 'vitest';
import {
  abandonedDigests,
  ceremonyAbandoned,
  isStillStaged,
} from '../../src/ceremony/abandoned.ts';
import type { RecordOf, TranscriptRecord } from '../../src/ceremony/record.ts';
import { renderRecord } from '../../src/ceremony/record-text.ts';
import { stateOf } from '../../src/ceremony/state.ts';
import { verifyTranscript } from '../../src/ceremony/transcript.ts';
import type { Act } from '../../src/ceremony/record.ts';
import { actOf, chainOf, digestOf, staged } from './sample-acts.ts';
import { samplePlan } from './sample-plan.ts';

const plan = samplePlan();
const other = digestOf('a corrected root');

function recordsOf(...acts: readonly Act[]): readonly TranscriptRecord[] {
  const { bytes } = chainOf(plan.sha256, [actOf('ceremony.opened'), ...acts]);
  return verifyTranscript(bytes, 'transcript.jsonl').records;
}

function stagedIn(records: readonly TranscriptRecord[]): RecordOf<'root.staged'> {
  const found = records.find((one) => one.kind === 'root.staged');
  if (found?.kind !== 'root.staged') throw new Error('nothing is staged');
  return found;
}

describe('a root that was given up', () => {
  test('is remembered by its bytes, however many there are', () => {
    expect([...abandonedDigests(recordsOf())]).toEqual([]);
    const records = recordsOf(
      actOf('root.abandoned'),
      actOf('root.abandoned', { signedSha256: other }),
      actOf('root.abandoned'),
    );
    expect([...abandonedDigests(records)]).toEqual([staged, other]);
  });

  test('waits for no signature any more, and opens the steps that hung on it', () => {
    const before = recordsOf(actOf('root.staged'));
    expect(stateOf(plan, before, 'tom').staged?.data.signedSha256).toBe(staged);
    const after = recordsOf(actOf('root.staged'), actOf('root.abandoned'));
    expect(stateOf(plan, after, 'tom').staged).toBeNull();
  });

  test('leaves another root alone', () => {
    const records = recordsOf(
      actOf('root.staged'),
      actOf('root.abandoned', { signedSha256: other }),
    );
    expect(isStillStaged(records, stagedIn(records))).toBe(true);
    expect(stateOf(plan, records, 'tom').staged).not.toBeNull();
  });
});

describe('a root that was taken back', () => {
  test('can be staged again: only what comes after counts', () => {
    const undone = recordsOf(actOf('root.staged'), actOf('root.unstaged'));
    expect(isStillStaged(undone, stagedIn(undone))).toBe(false);
    expect(stateOf(plan, undone, 'tom').staged).toBeNull();
    const again = recordsOf(actOf('root.staged'), actOf('root.unstaged'), actOf('root.staged'));
    expect(stateOf(plan, again, 'tom').staged?.number).toBe(4);
    expect(abandonedDigests(again).size).toBe(0);
  });
});

describe('a ceremony that was given up', () => {
  test('says so once and for all, with the reason', () => {
    expect(ceremonyAbandoned(recordsOf())).toBeNull();
    const records = recordsOf(
      actOf('ceremony.abandoned'),
      actOf('ceremony.abandoned', { reason: 'Once more.' }),
    );
    expect(ceremonyAbandoned(records)?.data.reason).toBe('The power failed.');
  });
});

const sentence = (act: Act) => renderRecord(recordsOf(act).at(-1)!);

describe('the record in words', () => {
  test('says of a root that was given up whether clients accept it', () => {
    expect(sentence(actOf('root.abandoned'))).toContain('too few signatures for a client');
    expect(sentence(actOf('root.abandoned', { acceptable: true, signatures: 1 }))).toMatch(
      /with 1 signature:.*whoever has the file has a root that clients accept/,
    );
  });

  test('says of a folder that was taken over from which machine', () => {
    expect(sentence(actOf('ceremony.taken-over'))).toContain(
      'Took the folder over from ceremony-laptop',
    );
  });
});
