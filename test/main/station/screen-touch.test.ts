import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ScreenTouch, touchSeconds } from '../../../main/station/screen-touch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const never = () => new AbortController().signal;

it('counts down once a second and ends with the press', async () => {
  const screen = new ScreenTouch();
  const seconds: number[] = [];
  const waiting = screen.wait((left) => void seconds.push(left), never());
  await vi.advanceTimersByTimeAsync(3000);
  screen.press();
  await waiting;
  expect(seconds).toEqual([15, 14, 13, 12]);
  expect(vi.getTimerCount()).toBe(0);
});

it('takes a press that comes with the announcement itself', async () => {
  const screen = new ScreenTouch();
  await expect(screen.wait(() => screen.press(), never())).resolves.toBeUndefined();
});

it('takes a cancel that comes with the announcement itself', async () => {
  const stop = new AbortController();
  await expect(new ScreenTouch().wait(() => stop.abort(), stop.signal)).rejects.toBe(
    stop.signal.reason,
  );
  expect(vi.getTimerCount()).toBe(0);
});

it('says that time ran out, and what did not happen', async () => {
  const waiting = new ScreenTouch().wait(() => {}, never());
  await Promise.all([
    expect(waiting).rejects.toMatchObject({
      code: 'touch.timeout',
      notDone: ['Nothing was signed.', 'No PIN try was lost.'],
    }),
    vi.advanceTimersByTimeAsync(touchSeconds * 1000),
  ]);
});

it('does not begin for somebody who cancelled already, and takes no press that nobody asked for', async () => {
  const stop = new AbortController();
  stop.abort();
  const screen = new ScreenTouch();
  screen.press();
  const tick = vi.fn<(left: number) => void>();
  await expect(screen.wait(tick, stop.signal)).rejects.toBe(stop.signal.reason);
  expect(tick).not.toHaveBeenCalled();
});
