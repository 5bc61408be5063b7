import type { ReactNode } from 'react';
import { StationContext, type Station } from '../../renderer/calls.ts';
import { markup } from './markup.ts';

/** A call that a page made: its method, and what was asked. */
export type Asked = readonly [method: string, input: unknown];

/** A station that gives these answers, and what it was asked. What has no answer never ends. */
export function askedStation(answers: Readonly<Record<string, unknown>>): {
  readonly station: Station;
  readonly asked: readonly Asked[];
} {
  const asked: Asked[] = [];
  const call = (method: string, input: unknown): Promise<unknown> => {
    asked.push([method, input]);
    return method in answers ? Promise.resolve(answers[method]) : new Promise(() => undefined);
  };
  return { station: { call, on: () => () => undefined } as unknown as Station, asked };
}

/** What a hook gives when a page is drawn for the first time, with this station above it. */
export function hookOf<Given>(use: () => Given, station: Station): Given {
  const given: Given[] = [];
  function Page(): ReactNode {
    given.push(use());
    return null;
  }
  markup(
    <StationContext value={station}>
      <Page />
    </StationContext>,
  );
  const [first] = given;
  if (first === undefined) throw new Error('the hook gave nothing');
  return first;
}
