import type { ReactNode } from 'react';
import { StationContext, type Station } from '../../renderer/calls.ts';

/** A station that never answers and never tells anything: static markup runs no effects, so nothing asks it. */
const quiet: Station = {
  call: () => new Promise(() => undefined),
  on: () => () => undefined,
};

/** Puts a station above a screen, so that it can be drawn. */
export function withStation(screen: ReactNode): ReactNode {
  return <StationContext value={quiet}>{screen}</StationContext>;
}
