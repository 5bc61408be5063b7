import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MainFrame, MAX_FRAME, PageFrame, readFrame } from '../../src/contract/frame.ts';
import { plainProblem } from '../../src/contract/problem.ts';
import { jsonText } from '../encoding/json-documents.ts';

const problem = plainProblem('host.not-ready', 'two are missing', { hint: 'Wait.' });

/** A call whose text is exactly so long. */
const long = (length: number): string => {
  const [start, end] = ['{"t":"call","id":1,"method":"a","value":"', '"}'];
  return `${start}${'x'.repeat(length - start.length - end.length)}${end}`;
};

describe('a frame', () => {
  it.each([
    { t: 'call', id: 1, method: 'host.look', value: null },
    { t: 'cancel', id: 1 },
  ])('of the page is read: %j', (frame) => {
    expect(readFrame(PageFrame, JSON.stringify(frame))).toEqual(frame);
    expect(readFrame(MainFrame, JSON.stringify(frame))).toBeNull();
  });

  it.each([
    { t: 'ok', id: 1, value: null },
    { t: 'err', id: 1, problem },
    { t: 'progress', id: 1, value: 7 },
    { t: 'event', name: 'ceremony.changed', value: {} },
  ])('of main is read: %j', (frame) => {
    expect(readFrame(MainFrame, JSON.stringify(frame))).toEqual(frame);
    expect(readFrame(PageFrame, JSON.stringify(frame))).toBeNull();
  });

  it.each([
    ['another kind', { t: 'sign', id: 1 }],
    ['a further member', { t: 'cancel', id: 1, pin: '123456' }],
    ['a number below zero', { t: 'cancel', id: -1 }],
    ['a number in words', { t: 'cancel', id: '1' }],
    ['half a number', { t: 'cancel', id: 1.5 }],
    ['a method of 65 characters', { t: 'call', id: 1, method: 'a'.repeat(65), value: null }],
    ['no method', { t: 'call', id: 1, value: null }],
    ['a list', []],
    ['null', null],
  ])('is not %s', (_, frame) => {
    expect(readFrame(PageFrame, JSON.stringify(frame))).toBeNull();
  });

  it('is at most eight mebibytes long, and is not parsed beyond that', () => {
    expect(readFrame(PageFrame, long(MAX_FRAME))).not.toBeNull();
    expect(readFrame(PageFrame, long(MAX_FRAME + 1))).toBeNull();
  });

  it('of any text is one of its shape or nothing, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), jsonText), (text) => {
        const frames = [readFrame(PageFrame, text), readFrame(MainFrame, text)];
        const kinds = frames.flatMap((frame) => (frame === null ? [] : [frame.t]));
        const known = ['call', 'cancel', 'ok', 'err', 'progress', 'event'];
        expect(kinds.filter((kind) => !known.includes(kind))).toEqual([]);
      }),
    );
  });
});
