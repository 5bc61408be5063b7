import { describe, expect, it } from 'vitest';
import {
  askedOf,
  mostPlaces,
  noQuestion,
  waitsFor,
  withoutPlace,
  withPlace,
} from '../../../../renderer/screens/auditor/question.ts';
import { contract } from '../../../../src/contract/contract.ts';

const folder = { id: 'p-1', name: 'roots', kind: 'folder' } as const;
const file = { id: 'p-2', name: '1.root.json', kind: 'file' } as const;
const on = (day: string) => waitsFor({ ...both, when: { day, time: '' } });
const both = withPlace(withPlace(noQuestion, folder), file);

describe('the places of a question', () => {
  it('are each there once, in the order in which they were added', () => {
    expect(withPlace(both, { ...folder, name: 'again' }).places).toEqual([folder, file]);
    expect(withoutPlace(both, 'p-1').places).toEqual([file]);
    expect(withoutPlace(both, 'p-9').places).toEqual([folder, file]);
  });
});

describe('what a question waits for', () => {
  it('is a place, first of all', () => {
    expect(waitsFor(noQuestion)).toBe('Add a folder or a file first.');
    expect(waitsFor(both)).toBe('');
  });

  it('is no more places than the contract takes', () => {
    const places = Array.from({ length: mostPlaces + 1 }, (_, at) => ({
      ...folder,
      id: `p-${at}`,
    }));
    expect(waitsFor({ ...noQuestion, places })).toMatch(/^At most 64/);
    const fits = { ...noQuestion, places: places.slice(1) };
    expect(waitsFor(fits)).toBe('');
    expect(contract.methods['audit.run'].in.safeParse(askedOf(fits)).success).toBe(true);
  });

  it('is a folder for each file, where Git histories are read', () => {
    expect(waitsFor({ ...both, git: true })).toMatch(/^A file has no Git history/);
    expect(waitsFor({ ...withoutPlace(both, 'p-2'), git: true })).toBe('');
  });

  it('is a day that the calendar has', () => {
    expect(on('2023-02-29')).toBe('There is no such date or time.');
    expect(on('')).toBe('There is no such date or time.');
    expect(on('2024-02-29')).toBe('');
  });
});

describe('a question as main takes it', () => {
  it('has names that main gave, and an instant', () => {
    expect(askedOf(both)).toEqual({
      places: ['p-1', 'p-2'],
      git: false,
      trustedRoot: null,
      asOf: null,
    });
    const full = { ...both, trustedRoot: file, when: { day: '2024-03-20', time: '12:00:00' } };
    expect(askedOf(full)).toMatchObject({ trustedRoot: 'p-2', asOf: '2024-03-20T12:00:00Z' });
  });
});
