import { z } from 'zod';
import { Problem } from './values.ts';

/** Longest frame in UTF-16 units, either way. Larger work is cut into parts by its methods. */
export const MAX_FRAME = 8 * 1024 * 1024;

const Id = z.int().min(0);
const Name = z.string().max(64);

/** What the page sends. */
export const PageFrame = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('call'), id: Id, method: Name, value: z.unknown() }),
  z.strictObject({ t: z.literal('cancel'), id: Id }),
]);

/** What main sends. */
export const MainFrame = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('ok'), id: Id, value: z.unknown() }),
  z.strictObject({ t: z.literal('err'), id: Id, problem: Problem }),
  z.strictObject({ t: z.literal('progress'), id: Id, value: z.unknown() }),
  z.strictObject({ t: z.literal('event'), name: Name, value: z.unknown() }),
]);

export type PageFrame = z.output<typeof PageFrame>;
export type MainFrame = z.output<typeof MainFrame>;

/** Reads one frame; null when it is too long, no JSON, or not of this shape. The text is never repeated. */
export function readFrame<F extends z.ZodType>(shape: F, text: string): z.output<F> | null {
  if (text.length > MAX_FRAME) return null;
  try {
    const frame = shape.safeParse(JSON.parse(text));
    return frame.success ? frame.data : null;
  } catch {
    return null;
  }
}
