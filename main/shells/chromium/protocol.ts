/**
 * The part of the DevTools protocol that the shell uses, as schemas. Chromium holds the page and
 * may be taken over by it, so what it says is read like any other input.
 */
import { z } from 'zod';

export const Message = z.union([
  // First, since the page's calls come as events, and somebody waits for each.
  z.object({ method: z.string(), params: z.unknown(), sessionId: z.string().optional() }),
  z.object({
    id: z.int(),
    result: z.unknown().optional(),
    error: z.object({ code: z.number(), message: z.string() }).optional(),
  }),
]);

const TargetInfo = z.object({
  targetId: z.string(),
  type: z.string(),
  /** Of the page that opened it; none for a window that was asked for from outside. */
  openerId: z.string().optional(),
});

const resultShapes = {
  'Target.getTargets': z.object({ targetInfos: z.array(TargetInfo) }),
  'Target.attachToTarget': z.object({ sessionId: z.string() }),
  'Browser.getWindowForTarget': z.object({ windowId: z.int() }),
  'Runtime.evaluate': z.object({ result: z.object({ objectId: z.string().optional() }) }),
  'Page.printToPDF': z.object({ data: z.string() }),
} as const;

const eventShapes = {
  'Target.targetCreated': z.object({ targetInfo: TargetInfo }),
  'Target.targetDestroyed': z.object({ targetId: z.string() }),
  'Target.attachedToTarget': z.object({ sessionId: z.string(), targetInfo: TargetInfo }),
  'Runtime.bindingCalled': z.object({
    name: z.string(),
    payload: z.string(),
    executionContextId: z.int(),
  }),
  'Runtime.executionContextCreated': z.object({
    context: z.object({
      id: z.int(),
      origin: z.string(),
      auxData: z.object({ isDefault: z.boolean(), frameId: z.string() }).partial().optional(),
    }),
  }),
  'Runtime.executionContextDestroyed': z.object({ executionContextId: z.int() }),
  'Runtime.executionContextsCleared': z.object({}),
  'Fetch.requestPaused': z.object({
    requestId: z.string(),
    resourceType: z.string(),
    request: z.object({ url: z.string(), method: z.string() }),
  }),
  'Inspector.targetCrashed': z.object({}),
} as const;

export type ResultName = keyof typeof resultShapes;
export type EventName = keyof typeof eventShapes;
export type Result<K extends ResultName> = z.output<(typeof resultShapes)[K]>;
export type Event<K extends EventName> = z.output<(typeof eventShapes)[K]>;

export const results: { readonly [K in ResultName]: z.ZodType<Result<K>> } = resultShapes;
export const events: { readonly [K in EventName]: z.ZodType<Event<K>> } = eventShapes;
