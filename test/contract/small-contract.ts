import { z } from 'zod';
import type { Contract, Handlers } from '../../src/contract/rpc.ts';
import { StationError } from '../../src/encoding/station-error.ts';

/** A contract with one method of each kind, for tests of the pipe. */
export const smallContract = {
  methods: {
    'pin.check': {
      in: z.strictObject({
        pin: z.string().min(4).max(8),
        deep: z.array(z.int()).max(3).optional(),
      }),
      out: z.strictObject({ tries: z.int() }),
    },
    'count.up': {
      in: z.strictObject({ to: z.int().max(1000) }),
      out: z.int(),
      progress: z.strictObject({ done: z.int() }),
    },
    'wait.forever': { in: z.null(), out: z.null() },
    'break.down': { in: z.null(), out: z.null() },
    'answer.wrongly': { in: z.null(), out: z.strictObject({ right: z.boolean() }) },
  },
  events: { 'count.changed': z.strictObject({ count: z.int() }) },
} as const satisfies Contract;

export type SmallContract = typeof smallContract;

export const smallHandlers: Handlers<SmallContract> = {
  'pin.check': ({ pin }) => {
    if (pin === '1234') return { tries: 3 };
    throw new StationError('pin.wrong', 'That was not the PIN', {
      expected: 'the PIN of the token',
      place: '24617802',
      hint: 'Two tries left.',
      notDone: ['Nothing was signed'],
    });
  },
  'count.up': async ({ to }, call) => {
    for (let done = 1; done <= to; done += 1) {
      call.signal.throwIfAborted();
      call.progress({ done });
      await Promise.resolve();
    }
    return to;
  },
  'wait.forever': (_input, call) =>
    new Promise((_resolve, reject) => {
      call.signal.addEventListener('abort', () => reject(new Error('secret 1234')));
    }),
  'break.down': () => {
    throw new TypeError('the PIN 1234 is not a function');
  },
  'answer.wrongly': () => ({ right: 'secret 1234' as unknown as boolean }),
};
