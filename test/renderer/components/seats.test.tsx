import { describe, expect, it } from 'vitest';
import { SeatsMeter } from '../../../renderer/components/seats.tsx';
import type { Seats } from '../../../src/contract/values.ts';
import { markup } from '../markup.ts';

const seats: Seats = {
  title: 'Keyholders of version 16',
  threshold: 3,
  signed: 2,
  sentence: 'Yours completes this one.',
  seats: [
    { name: 'Rafael', state: 'spare' },
    { name: 'Amara', state: 'in' },
    { name: 'Priya', state: 'you' },
    { name: 'Mei', state: 'spare' },
    { name: 'Jonas', state: 'in' },
  ],
};

describe('SeatsMeter', () => {
  it('draws signed, you and spare in this order, with the bar after the last needed one', () => {
    const classes = [
      ...markup(<SeatsMeter seats={seats} />).html.matchAll(/class="(seat[\w -]*)"/g),
    ];
    expect(classes.map((match) => match[1])).toEqual([
      'seats',
      'seat on',
      'seat on',
      'seat you',
      'seat-line',
      'seat',
      'seat',
    ]);
  });

  it('says in words what the boxes show', () => {
    expect(markup(<SeatsMeter seats={seats} />).spoken).toContain(
      'Keyholders of version 16 2 in, 3 needed 2 of 5 signed, 3 needed',
    );
    expect(markup(<SeatsMeter seats={{ ...seats, signed: 3 }} />).spoken).toContain('3 in, enough');
  });

  it('keeps the bar in its place when more have signed than are needed', () => {
    const all: Seats = {
      ...seats,
      signed: 5,
      seats: seats.seats.map((seat) => ({ ...seat, state: 'in' })),
    };
    const { html } = markup(<SeatsMeter seats={all} />);
    expect(html.split('seat-line')[0]!.match(/seat on/g)).toHaveLength(3);
  });
});
