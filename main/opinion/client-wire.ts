import { z } from 'zod';

/** What the client's process is asked: everything that it may see, since it opens no file and no connection. */
export const ClientRequest = z.strictObject({
  /** The root that it starts with, base64. */
  trustedRoot: z.string(),
  /** The repository by file name, base64. A name that is not here answers 404. */
  files: z.record(z.string(), z.string()),
  /** Its clock stands at this instant: milliseconds since 1970. */
  clock: z.int(),
  /** Target paths that it looks for once it is up to date: so it reads the delegated roles on the way, too. */
  targets: z.array(z.string()).max(256),
  /** An empty folder of its own for what it trusts. */
  folder: z.string(),
});
export type ClientRequest = z.output<typeof ClientRequest>;

export const ClientAnswer = z.strictObject({
  /** The newest root version that it trusts in the end. */
  trustedVersion: z.int().min(0),
  /** Why it went no further; null if it accepted timestamp, snapshot, targets and the delegated roles too. */
  stopped: z.string().max(400).nullable(),
});
export type ClientAnswer = z.output<typeof ClientAnswer>;
