/** One second of the touch ring: an arc and whether that second is still to come. */
export interface RingSegment {
  readonly d: string;
  readonly state: 'left' | 'gone';
}

/** Seconds in a full ring; a longer wait keeps the ring full until the last fifteen. */
export const ringSeconds = 15;

const centre = 160;
const radius = 148;
const gap = 0.035;

/**
 * The arcs of the ring on a 320 × 320 view box, clockwise from the top, one a second.
 * The seconds that are gone are taken away from the top on.
 */
export function ringSegments(secondsLeft: number): readonly RingSegment[] {
  const left = Math.max(0, Math.min(ringSeconds, Math.floor(secondsLeft)));
  return Array.from({ length: ringSeconds }, (_, index) => ({
    d: arc(index),
    state: index < ringSeconds - left ? 'gone' : 'left',
  }));
}

function arc(index: number): string {
  const from = (index / ringSeconds) * 2 * Math.PI - Math.PI / 2 + gap;
  const to = ((index + 1) / ringSeconds) * 2 * Math.PI - Math.PI / 2 - gap;
  return `M${point(from)}A${radius} ${radius} 0 0 1 ${point(to)}`;
}

function point(angle: number): string {
  const x = (centre + radius * Math.cos(angle)).toFixed(2);
  const y = (centre + radius * Math.sin(angle)).toFixed(2);
  return `${x} ${y}`;
}
