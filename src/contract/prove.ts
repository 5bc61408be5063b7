import { z } from 'zod';
import { TokenView } from './tokens.ts';
import { OpaqueId, Pin, Problem, Sentence, Short } from './values.ts';

/** A challenge of the delegator, as its file says it. */
const Asked = z.strictObject({
  role: Short,
  /** The first digits of its random bytes: they are said to the delegate by another way. */
  number: Short,
  words: z.array(Sentence).max(8),
});

/** A delegate's key, before it answers a challenge. */
export const ProveLook = z.strictObject({
  /** The role of this plan. */
  role: Short,
  token: TokenView.nullable(),
  serial: Short,
  tries: Sentence,
  /** Where the finger goes: nowhere, on the token, or on the gold disc on screen for a practice token in a file. */
  touch: z.enum(['none', 'token', 'screen']),
  problem: Problem.nullable(),
  /** Challenges that this key has answered, newest last. */
  answered: z.array(z.strictObject({ number: Short, file: Short })).max(64),
});

export const proveMethods = {
  'prove.look': { in: z.null(), out: ProveLook },
  /** Reads a challenge from a file that the person chose. Nothing is signed. */
  'prove.read': { in: z.strictObject({ place: OpaqueId }), out: Asked },
  /** The key answers the challenge in this file, if it is still the one that was shown. */
  'prove.start': {
    in: z.strictObject({ place: OpaqueId, number: Short, pin: Pin }),
    out: ProveLook,
    /** Whole seconds left to press the gold disc. */
    progress: z.strictObject({ secondsLeft: z.int().min(0).max(60) }),
  },
  /** Presses the gold disc of a practice token. */
  'prove.touch': { in: z.null(), out: z.null() },
  /** Copies challenge and answers to a folder, a stick's for example, and reads them back. */
  'prove.carry': {
    in: z.strictObject({ number: Short, place: OpaqueId }),
    out: z.strictObject({ name: Short, files: z.int().min(1) }),
  },
} as const;

export type ProveLook = z.output<typeof ProveLook>;
export type Asked = z.output<typeof Asked>;
