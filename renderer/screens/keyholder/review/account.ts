import type { Review } from '../../../../src/contract/review.ts';

export type Members = Review['members'];

/** One stretch of the bar on a width of 410. */
export interface AccountPart {
  readonly kind: 'same' | 'new' | 'open';
  readonly x: number;
  readonly width: number;
}

const whole = 410;
const gap = 2;
const least = 8;

/** The bar: unchanged, changed, unexplained. Whatever exists is wide enough to be seen. */
export function accountParts(members: Members): readonly AccountPart[] {
  const counts = [
    { kind: 'same', count: members.unchanged },
    { kind: 'new', count: members.changed },
    { kind: 'open', count: members.unexplained },
  ] as const;
  const shown = counts.filter((part) => part.count > 0);
  const total = shown.reduce((sum, part) => sum + part.count, 0);
  const room = whole - gap * Math.max(0, shown.length - 1) - least * shown.length;
  let x = 0;
  return shown.map(({ kind, count }) => {
    const width = least + (room * count) / total;
    const part = { kind, x, width };
    x += width + gap;
    return part;
  });
}

/** The same in words; `count` says how small numbers are written. */
export function accountSentence(
  members: Members,
  count: (value: number) => string,
): { lead: string; rest: string } {
  const known = `${members.changed} changed, ${members.unchanged} unchanged`;
  if (members.unexplained === 0)
    return {
      lead: `All ${members.total} members are accounted for.`,
      rest: `${known}, none left unexplained.`,
    };
  const open = members.unexplained;
  return {
    lead: `${capital(count(open))} of ${members.total} members ${open === 1 ? 'is' : 'are'} not explained.`,
    rest: `${known}. Nothing can be signed while one is left.`,
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
