import { minutesOf } from '../../../src/ceremony/minutes/minutes.ts';
import type { Minutes } from '../../../src/ceremony/minutes/minutes-schema.ts';
import type { Edition } from '../../../src/ceremony/minutes/people.ts';
import type { Act } from '../../../src/ceremony/record.ts';
import { verifyTranscript } from '../../../src/ceremony/transcript.ts';
import { actOf, chainOf, everyKind, key } from '../sample-acts.ts';
import { samplePlan } from '../sample-plan.ts';

export const plan = samplePlan();

/** One act of every kind, by a participant of the sample's plan. */
export const oneOfEach: readonly Act[] = [
  actOf('ceremony.opened', {}, null),
  ...everyKind.filter((kind) => kind !== 'ceremony.opened').map((kind) => actOf(kind)),
];

export function sampleMinutes(edition: Edition, acts: readonly Act[] = oneOfEach): Minutes {
  const { bytes } = chainOf(plan.sha256, [...acts]);
  const transcript = verifyTranscript(bytes, 'transcript.jsonl', plan.sha256);
  const signed = [{ path: 'checkpoints/12-x.dsse.json', lines: 12, spki: key, record: null }];
  const checkpoints = { signed, problems: [] };
  // The sample's record of a bundle names this file.
  const carried = new Map([['records/tom-okafor-0123456789abcdef.jsonl', checkpoints]]);
  return minutesOf({ plan, transcript, checkpoints, carried, edition });
}
