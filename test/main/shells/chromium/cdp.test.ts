import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cdp } from '../../../../main/shells/chromium/cdp.ts';
import { falseChromium } from './false-chromium.ts';

describe('commands', () => {
  it('get their own answers, in any order', async () => {
    const chromium = falseChromium();
    const cdp = new Cdp(chromium.pipe);
    const first = cdp.send('A.one', { x: 1 }, 'S');
    const second = cdp.send('A.two');
    expect(chromium.commands).toEqual([
      { id: 1, method: 'A.one', params: { x: 1 }, sessionId: 'S' },
      { id: 2, method: 'A.two', params: {} },
    ]);
    chromium.answer('A.two', { second: true });
    chromium.answer('A.one', { first: true });
    expect(await Promise.all([first, second])).toEqual([{ first: true }, { second: true }]);
  });

  it('fail in words without what Chromium said', async () => {
    const chromium = falseChromium();
    const cdp = new Cdp(chromium.pipe);
    const refused = cdp.send('A.one');
    chromium.say({ id: 1, error: { code: -32000, message: 'secret 1234' } });
    await expect(refused).rejects.toMatchObject({ code: 'shell.chromium-answer', place: 'A.one' });
    await expect(refused).rejects.not.toHaveProperty('message', expect.stringContaining('1234'));
  });

  it('fail where the answer is not of its shape', async () => {
    const chromium = falseChromium();
    const cdp = new Cdp(chromium.pipe);
    const asked = cdp.ask('Target.attachToTarget', {});
    chromium.answer('Target.attachToTarget', { sessionId: 5 });
    await expect(asked).rejects.toMatchObject({ code: 'shell.chromium-answer' });
  });

  it('fail when Chromium ends, those that wait and those that come later', async () => {
    const chromium = falseChromium();
    const cdp = new Cdp(chromium.pipe);
    const waiting = cdp.send('A.one');
    chromium.end();
    await expect(waiting).rejects.toMatchObject({ code: 'shell.chromium-ended' });
    await expect(cdp.send('A.two')).rejects.toMatchObject({ code: 'shell.chromium-ended' });
    expect(() => cdp.tell('A.three')).not.toThrow();
    expect(chromium.commands).toHaveLength(1);
  });
});

describe('events', () => {
  it('reach the listeners of their session, until those stop', () => {
    const chromium = falseChromium();
    const cdp = new Cdp(chromium.pipe);
    const seen: string[] = [];
    const stop = cdp.on('Target.targetDestroyed', ({ targetId }) => seen.push(targetId), 'S');
    chromium.event('Target.targetDestroyed', { targetId: 'of another' }, 'T');
    chromium.event('Target.targetDestroyed', { targetId: 'of none' });
    chromium.event('Target.targetDestroyed', { targetId: 'mine' }, 'S');
    stop();
    chromium.event('Target.targetDestroyed', { targetId: 'late' }, 'S');
    expect(seen).toEqual(['mine']);
  });

  it('that are not of their shape are dropped', () => {
    const chromium = falseChromium();
    const cdp = new Cdp(chromium.pipe);
    const seen: string[] = [];
    cdp.on('Target.targetDestroyed', ({ targetId }) => seen.push(targetId));
    chromium.event('Target.targetDestroyed', { targetId: 5 });
    chromium.event('Target.targetDestroyed', {});
    expect(seen).toEqual([]);
  });
});

describe('a browser that does not speak its protocol', () => {
  it('is not asked again', async () => {
    const chromium = falseChromium();
    const cdp = new Cdp(chromium.pipe);
    const waiting = cdp.send('A.one');
    chromium.sayText('{"neither":true}');
    await expect(waiting).rejects.toMatchObject({ code: 'shell.chromium-ended' });
  });

  it('never makes the station fall', () => {
    const chromium = falseChromium();
    const cdp = new Cdp(chromium.pipe);
    cdp.on('Fetch.requestPaused', () => {});
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(() => chromium.sayText(text)).not.toThrow();
      }),
    );
  });
});
