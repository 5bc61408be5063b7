import { describe, expect, it } from 'vitest';
import { positionIn } from '../../src/ceremony/plan-place.ts';
import { readYaml } from '../../src/ceremony/plan-yaml.ts';

const text = `# a plan
title: x
people:
  - id: a
    duties: [host, "é"]
  - { id: b }
empty:
`;
const { places } = readYaml(text, 'plan.yaml');

describe('a place in a plan', () => {
  it.each<readonly [readonly (string | number)[], number, number]>([
    [['title'], 2, 1],
    [['people'], 3, 1],
    [['people', 0], 4, 5],
    [['people', 0, 'id'], 4, 5],
    [['people', 0, 'duties'], 5, 5],
    [['people', 0, 'duties', 1], 5, 20],
    [['people', 1], 6, 5],
    [['people', 1, 'id'], 6, 7],
    [['empty'], 7, 1],
  ])('is that of the member %j', (steps, line, column) => {
    expect(places.of(steps)).toBe(`plan.yaml, line ${line}, column ${column}`);
    expect(places.position(steps)).toMatchObject({ line, column });
    const { offset } = places.position(steps);
    const before = text.slice(0, offset).split('\n');
    expect([before.length, (before.at(-1) ?? '').length + 1]).toEqual([line, column]);
  });

  it.each<readonly [readonly (string | number)[], number]>([
    [[], 2],
    [['none'], 2],
    [['people', 7], 3],
    [['people', 7, 'id'], 3],
    [['people', 1, 'token'], 6],
    [['people', 0, 'duties', 9], 5],
    [['title', 'x', 'y'], 2],
    [['empty', 'x'], 7],
  ])('is that of the nearest thing that there is: %j', (steps, line) => {
    expect(places.position(steps).line).toBe(line);
  });

  it('is the first line and column of a text with nothing in it', () => {
    expect(readYaml('~', 'p').places.of(['title'])).toBe('p, line 1, column 1');
  });
});

describe('line and column out of a place', () => {
  it.each([
    ['plan.yaml, line 5, column 20', { line: 5, column: 20 }],
    ['a, line 1, column 2, line 3, column 4', { line: 3, column: 4 }],
    ['plan.yaml', null],
    ['plan.yaml, line 5', null],
    ['plan.yaml, line 5, column 20, in $.a', null],
    ['plan.yaml, line x, column 20', null],
    ['', null],
  ])('%s', (place, position) => {
    expect(positionIn(place)).toEqual(position);
  });

  it('gives back what was written', () => {
    const { line, column } = places.position(['people', 0, 'duties', 1]);
    expect(positionIn(places.of(['people', 0, 'duties', 1]))).toEqual({ line, column });
  });
});
