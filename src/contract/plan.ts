import { z } from 'zod';
import { DigestHex, OpaqueId, Sentence, Short } from './values.ts';

/** The text of a plan: as long as the largest plan in characters, since a plan is counted in bytes. */
const PlanText = z.string().max(64 * 1024);

/** A plan as it lies on the disk. */
export const PlanFile = z.strictObject({
  /** The folder that holds it. */
  place: OpaqueId,
  /** The last names of the folder's path; never a user's name. */
  folder: z.array(Short).max(2),
  text: PlanText,
  sha256: DigestHex,
  /** Why it cannot be changed any more, or null. */
  fixed: Sentence.nullable(),
});

/** What came of saving: the file as it is now, and whether that is what was sent. */
const Saved = z.strictObject({ saved: z.boolean(), file: PlanFile });

export const planMethods = {
  /** A plan to begin with, of no folder yet. */
  'plan.begin': { in: z.null(), out: z.strictObject({ text: PlanText }) },
  /** The start of a renewal, out of a repository that is there; of a branch's newest commit, or of the files as they lie. */
  'plan.import': {
    in: z.strictObject({ place: OpaqueId, branch: Short.nullable() }),
    out: z.strictObject({ text: PlanText, notes: z.array(Sentence).max(32) }),
  },
  'plan.open': { in: z.strictObject({ place: OpaqueId }), out: PlanFile },
  /** Makes a folder for the plan, named after its title, in the folder that is given. */
  'plan.create': {
    in: z.strictObject({ place: OpaqueId, name: Short, text: PlanText }),
    out: PlanFile,
  },
  /**
   * Writes the text in place of the file with this digest. If somebody changed the file meanwhile nothing is written:
   * `saved` is false, and `file` is what lies there.
   */
  'plan.save': {
    in: z.strictObject({
      place: OpaqueId,
      text: PlanText,
      sha256: DigestHex,
      /** Keeps what lies there in the folder `set-aside` before it is replaced. */
      setAside: z.boolean(),
    }),
    out: Saved,
  },
  /**
   * Begins what comes after the open ceremony, which has published: a folder beside it with the plan of the next version,
   * its keys and its repository. The open ceremony is closed.
   */
  'plan.follow': { in: z.null(), out: PlanFile },
  /** Prints the script of the plan that lies there, into its `report` folder. */
  'plan.print': {
    in: z.strictObject({ place: OpaqueId }),
    out: z.strictObject({ file: Short, sentence: Sentence }),
  },
} as const;

export type PlanFile = z.output<typeof PlanFile>;
