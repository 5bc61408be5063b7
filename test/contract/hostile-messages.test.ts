import { describe, expect, it } from 'vitest';
import { contract } from '../../src/contract/contract.ts';
import { serve } from '../../src/contract/serve.ts';
import type { MethodSpec } from '../../src/contract/rpc.ts';
import { messages } from './messages.ts';
import { recorder } from './pair.ts';

const SECRET = 'hunter2-85201973';
const LONG = SECRET.repeat(8000);

/** The call alone, on a handler that says when it was reached. */
function ask(method: string, spec: MethodSpec, value: unknown) {
  const page = recorder();
  const lines: string[] = [];
  let reached = 0;
  serve(
    { methods: { [method]: spec }, events: {} },
    {
      [method]: () => {
        reached += 1;
        return new Promise<never>(() => {});
      },
    },
    page.bridge,
    (line) => lines.push(line),
  );
  page.sayText(`{"t":"call","id":1,"method":${JSON.stringify(method)},"value":${text(value)}}`);
  return { reached, posted: page.posted, told: JSON.stringify([page.posted, lines]) };
}

const text = (value: unknown): string =>
  typeof value === 'string' && value.startsWith('raw:') ? value.slice(4) : JSON.stringify(value);

const calls: [string, MethodSpec, unknown][] = Object.entries(contract.methods).map(
  ([method, spec]) => [
    method,
    spec,
    Object.entries(messages).find(([name]) => name === method)?.[1],
  ],
);

/** Values that no call takes whole, whatever it takes. */
const wrongWhole: [string, unknown][] = [
  ['a number', 1],
  ['a yes or no', true],
  ['an empty text', ''],
  ['a text too long', LONG],
  ['a list', [SECRET]],
  ['members of a prototype', `raw:{"__proto__":{"pin":"${SECRET}"},"constructor":"${SECRET}"}`],
];

/** The message with each member gone, of every wrong type, and with one more than it names. */
function wrongMembers(value: object): [string, unknown][] {
  const body = JSON.stringify(value).slice(1, -1);
  return [
    ['a further member', { ...value, further: SECRET }],
    ['a further member named by a secret', `raw:{${body},"toString":"${SECRET}"}`],
    ['a prototype', `raw:{${body},"__proto__":{"a":"${SECRET}"}}`],
    ...Object.keys(value).flatMap((name): [string, unknown][] => {
      const rest = Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
      return [
        // What may be left out is left out by the page, so it is no fault.
        ...(name === 'replace' || name === 'online'
          ? []
          : [[`no ${name}`, rest] as [string, unknown]]),
        [`${name} as a fraction`, { ...rest, [name]: 0.5 }],
        [`${name} below zero`, { ...rest, [name]: -1 }],
        [`${name} too long`, { ...rest, [name]: LONG }],
        [`${name} as a list of it`, { ...rest, [name]: [[SECRET]] }],
        [`${name} as an object`, { ...rest, [name]: { a: SECRET } }],
      ];
    }),
  ];
}

describe('a page that sends what no page would', () => {
  it.each(calls)('reaches %s with a well-formed message', (method, spec, value) => {
    expect(ask(method, spec, value)).toMatchObject({ reached: 1, posted: [] });
  });

  it.each(calls)(
    'is refused by %s before it acts, and nothing is repeated',
    (method, spec, value) => {
      const wrong =
        typeof value === 'object' && value !== null
          ? [...wrongMembers(value), ['nothing', null]]
          : [];
      for (const [what, sent] of [...wrongWhole, ...wrong]) {
        const { reached, posted, told } = ask(method, spec, sent);
        expect(reached, `${what}`).toBe(0);
        expect(posted, `${what}`).toMatchObject([
          { t: 'err', id: 1, problem: { code: 'rpc.bad-input', found: null } },
        ]);
        expect(told, `${what}`).not.toContain('hunter2');
      }
    },
  );
});
