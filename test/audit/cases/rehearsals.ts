import { sha256Hex } from '../../../src/encoding/digest.ts';
import { planBytesOf, rehearsalFields, sampleFields } from '../../ceremony/sample-plan.ts';
import { ada, ben, cleo, root, type Files } from '../made-files.ts';
import type { Case } from './case.ts';

/** The plan of a rehearsal of this version, and of a ceremony that counts. */
export const rehearsed = (rootVersion: number) => {
  const fields = rehearsalFields();
  const kind = rootVersion === 1 ? ('initial' as const) : fields.kind;
  const holders = fields.participants.flatMap(({ id, duties }) =>
    duties.includes('keyholder') ? [id] : [],
  );
  return planBytesOf({ ...fields, kind, tuf: { ...fields.tuf, rootVersion, holders } });
};
export const realPlan = planBytesOf(sampleFields());

export const players = [ada, ben, cleo].map((one) => ({
  ...one,
  object: { ...one.object, 'x-practice': true },
}));

/** A root with every mark of this plan's rehearsal. */
export const marked = (plan: Uint8Array, version = 1) =>
  root({ version, keys: players, members: { 'x-rehearsal': sha256Hex(plan) } });

const first = rehearsed(1);
const whole: Files = {
  'ceremony.yaml': first,
  'repository/1.root.json': marked(first),
};

export const rehearsalCases = {
  'rehearsal.not-announced': {
    provoked: { 'repository/1.root.json': marked(first) },
    quiet: whole,
    says: { severity: 'error', subject: 'repository/1.root.json' },
  },
  'rehearsal.unmarked': {
    provoked: { ...whole, 'repository/1.root.json': root({ version: 1 }) },
    quiet: whole,
    says: { severity: 'error', subject: 'repository/1.root.json' },
  },
  'transcript.missing': {
    provoked: whole,
    // A plan whose ceremony has not begun.
    quiet: { 'ceremony.yaml': rehearsed(2), 'repository/1.root.json': marked(first) },
    says: { severity: 'warning', subject: 'ceremony.yaml' },
  },
  'rehearsal.practice': {
    provoked: whole,
    quiet: { 'ceremony.yaml': realPlan, 'repository/1.root.json': root({ version: 1 }) },
    says: { severity: 'info', subject: 'repository/1.root.json' },
  },
} satisfies Record<string, Case>;
