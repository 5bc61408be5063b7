import { PassThrough } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { messagePipe, pipeToChild } from '../../../main/shells/pipe.ts';

function made() {
  const output = new PassThrough();
  const input = new PassThrough();
  const messages: string[] = [];
  const pipe = messagePipe(output, input);
  pipe.onMessage((text) => messages.push(text));
  return { output, input, messages, pipe };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a pipe of messages', () => {
  it('gives back whole messages, however the bytes were cut', async () => {
    const texts = fc.array(
      fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
      {
        minLength: 1,
      },
    );
    await fc.assert(
      fc.asyncProperty(texts, fc.array(fc.integer({ min: 1, max: 9 })), async (sent, cuts) => {
        const { input, messages } = made();
        const bytes = Buffer.from(sent.map((text) => `${text}\0`).join(''));
        let at = 0;
        for (const cut of cuts) {
          input.write(bytes.subarray(at, at + cut));
          at += cut;
        }
        input.write(bytes.subarray(at));
        await turn();
        expect(messages).toEqual(sent.map((text) => Buffer.from(text).toString()));
      }),
      { numRuns: 50 },
    );
  });

  it('ends each message that is written with one zero', () => {
    const { pipe, output } = made();
    pipe.write('one');
    pipe.write('two');
    expect(String(output.read())).toBe('one\0two\0');
  });

  it('tells that the other side is gone, and takes no notice of what is written then', async () => {
    const { pipe, input, output } = made();
    const ended = vi.fn<() => void>();
    pipe.onEnd(ended);
    input.destroy();
    output.destroy(new Error('EPIPE'));
    await turn();
    expect(ended).toHaveBeenCalledOnce();
    expect(() => pipe.write('x')).not.toThrow();
  });
});

describe('a pipe to a child', () => {
  it('is none where the child was not started', () => {
    expect(pipeToChild([null, null, null, null, null], 3, 4)).toBeNull();
    expect(pipeToChild([], 3, 4)).toBeNull();
    expect(
      pipeToChild([null, null, null, new PassThrough(), new PassThrough()], 3, 4),
    ).not.toBeNull();
  });
});
