import { assert, integer, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkpointOf,
  checkpointsOver,
  checkpointText,
  parseCheckpoint,
} from '../../src/ceremony/checkpoint.ts';
import { EncodingError } from '../../src/encoding/encoding-error.ts';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import { records } from './checkpoints/signed-files.ts';

describe('the text of a checkpoint', () => {
  const checkpoint = checkpointOf(records);

  it('is origin, lines and tree head, each in a line', () => {
    expect(fromUtf8(checkpointText(checkpoint))).toMatch(
      new RegExp(`^keyholder-station/transcript/${checkpoint.log}\n4\n[A-Za-z0-9+/]{43}=\n$`),
    );
    expect(parseCheckpoint(checkpointText(checkpoint), 'x')).toEqual(checkpoint);
  });

  it('names the log by its first line, and lines by their number', () => {
    const some = checkpointsOver(records, new Set([1, 3]));
    expect([...some.keys()]).toEqual([1, 3]);
    expect(new Set([...some.values()].map(({ log }) => log))).toEqual(new Set([checkpoint.log]));
    expect(new Set([...some.values(), checkpoint].map(({ treeHead }) => treeHead)).size).toBe(3);
    expect(() => checkpointOf([])).toThrow(RangeError);
  });

  const text = fromUtf8(checkpointText(checkpoint));
  it.each([
    ['another origin', text.replace('transcript', 'log')],
    ['no lines', text.replace('\n4\n', '\n0\n')],
    ['a leading zero', text.replace('\n4\n', '\n04\n')],
    ['a number without end', text.replace('\n4\n', `\n${'4'.repeat(30)}\n`)],
    ['an extension line', `${text}more\n`],
    ['no last line feed', text.trimEnd()],
    ['another line end', text.replaceAll('\n', '\r\n')],
    ['bits behind the tree head', text.replace(/.=\n$/, 'B=\n')],
    ['nothing', ''],
  ])('with %s is refused', (_what, other) => {
    expect(() => parseCheckpoint(utf8(other), 'x')).toThrow(
      expect.objectContaining({ code: 'encoding.checkpoint' }),
    );
  });

  it('of random bytes is a typed error', () => {
    assert(
      property(uint8Array({ maxLength: 500 }), (bytes) => {
        expect(() => parseCheckpoint(bytes, 'x')).toThrow(EncodingError);
      }),
    );
  });

  it('has another tree head for a record of another length', () => {
    assert(
      property(integer({ min: 1, max: 4 }), (lines) => {
        const part = checkpointOf(records.slice(0, lines));
        expect(part.treeHead === checkpoint.treeHead).toBe(lines === 4);
      }),
    );
  });
});
