import { z } from 'zod';
import { record } from '../record-envelope.ts';
import { Digest, PathInFolder, Text, UtcInstant, Word } from '../record-values.ts';

/** What was undone before publication, given up, or taken over from a machine that is gone. */
export const recoveryRecords = [
  /** Nobody had signed the staged root; it is as if it had not been staged. */
  record(
    'root.unstaged',
    z.strictObject({
      version: z.int().min(0),
      signedSha256: Digest,
      /** Where its file is kept. */
      file: PathInFolder,
      reason: Text.min(1),
    }),
  ),
  /** A root that has signatures is given up. It stays in the folder; these bytes are never staged or signed again. */
  record(
    'root.abandoned',
    z.strictObject({
      version: z.int().min(0),
      sha256: Digest,
      signedSha256: Digest,
      file: PathInFolder,
      /** Distinct keys whose signature over it verifies. */
      signatures: z.int().min(0).max(256),
      /** Every threshold was met: whoever has the file has a root that clients accept. */
      acceptable: z.boolean(),
      reason: Text.min(1),
    }),
  ),
  /** The whole ceremony is given up: nothing is staged, signed or published in it any more. */
  record('ceremony.abandoned', z.strictObject({ reason: Text.min(1) })),
  /** Another machine had the folder open and will not come back; a person said so. */
  record(
    'ceremony.taken-over',
    z.strictObject({
      /** As that machine called itself, and when it opened the folder. */
      host: Word,
      openedAt: UtcInstant,
    }),
  ),
] as const;
