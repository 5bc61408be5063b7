import { z } from 'zod';
import { Digest, PathInFolder, Spki, UtcInstant } from '../record-values.ts';

const Line = z.int().min(1).describe('The line of transcript.jsonl that says so.');
const Who = z
  .string()
  .nullable()
  .describe('A name; in the public edition a part such as "Keyholder 2". null: the station.');

/** A digest as people compare it: in hexadecimal, and by rows A to H in words. */
const SpokenDigest = z.strictObject({
  what: z.string(),
  sha256: Digest,
  rows: z.array(z.string()).length(8).describe('Four words each, of the PGP word list.'),
});

/** The minutes of a ceremony, format `station-minutes/1` (docs/minutes.md). */
export const Minutes = z.strictObject({
  format: z.literal('station-minutes/1'),
  edition: z.enum(['full', 'public']),
  title: z.string(),
  mode: z.enum(['real', 'rehearsal']),
  kind: z.string(),
  planned: z.string().describe('The date of the plan.'),
  rootVersion: z.int(),
  station: z.string().describe('The program and its version.'),
  planSha256: Digest,
  record: z.strictObject({
    lines: z.int().min(1),
    from: UtcInstant,
    to: UtcInstant,
    tip: Digest.describe('Of the last line.'),
    clockSteps: z.array(Line).describe('Lines whose time is before that of the line above.'),
  }),
  outcome: z.string(),
  participants: z.array(
    z.strictObject({
      who: z.string(),
      duties: z.array(z.string()),
      token: z.string().nullable().describe('The serial that the plan names.'),
      present: UtcInstant.nullable().describe('When they said who they are at this station.'),
    }),
  ),
  devices: z.array(
    z.strictObject({
      who: Who,
      serial: z.string(),
      scheme: z.string().nullable(),
      spkiSha256: Spki,
      attested: z.boolean().nullable().describe('null: no evidence is in this record.'),
      chain: z.string().nullable(),
      firmware: z.string().nullable(),
      pinPolicy: z.string().nullable(),
      touchPolicy: z.string().nullable(),
    }),
  ),
  script: z
    .array(
      z.strictObject({
        act: z.string().describe('Its kind, as in the plan.'),
        title: z.string(),
        planned: z.number().min(0).describe('Seconds that the plan gave it.'),
        took: z.number().min(0).nullable().describe('Seconds without pauses; null if not closed.'),
        line: Line.nullable().describe('Where it was closed.'),
        witness: Who.describe('Who confirmed its end; null where nobody did.'),
      }),
    )
    .describe('Acts of the script in their order; empty where it was not run.'),
  acts: z.array(
    z.strictObject({ line: Line, at: UtcInstant, who: Who, kind: z.string(), text: z.string() }),
  ),
  deviations: z.array(
    z.strictObject({
      line: Line,
      at: UtcInstant,
      who: Who.describe('Who wrote it down.'),
      witness: Who.describe('Who confirmed it; null where nobody was asked to.'),
      expected: z.string().nullable().describe('null in the public edition.'),
      happened: z.string().nullable(),
      decided: z.string().nullable(),
    }),
  ),
  digests: z.array(SpokenDigest),
  signatures: z.array(
    z.strictObject({
      line: Line,
      at: UtcInstant,
      who: Who,
      file: PathInFolder,
      serial: z.string(),
      spkiSha256: Spki,
      signedSha256: Digest,
      verifiedBy: z.array(z.string()),
    }),
  ),
  checkpoints: z
    .array(z.strictObject({ lines: Line, who: Who, spkiSha256: Spki, file: z.string() }))
    .describe('Signatures of tokens on the record that were verified when the minutes were made.'),
  carried: z
    .array(
      z.strictObject({
        line: Line.describe('Where it came in first.'),
        who: Who.describe('Whose record it is, as it says of itself.'),
        lines: z.int().min(1),
        tip: Digest.describe('Of its last line.'),
        signed: z
          .array(z.strictObject({ lines: z.int().min(1), who: Who, spkiSha256: Spki }))
          .describe('What tokens signed of it, over so many of its own lines.'),
      }),
    )
    .describe('Records that came from other stations.'),
  published: z.array(
    z.strictObject({
      line: Line,
      files: z.array(z.strictObject({ path: PathInFolder, bytes: z.int(), sha256: Digest })),
    }),
  ),
  verify: z.array(z.string()),
  auditors: z.array(
    z.strictObject({
      asked: z.string().describe('What section 6.1.1.1 asks for, in our words.'),
      shown: z.string(),
      notShown: z.string(),
    }),
  ),
});

export type Minutes = z.output<typeof Minutes>;
