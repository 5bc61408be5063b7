import { describe, expect, it, vi } from 'vitest';
import { Cdp } from '../../../../main/shells/chromium/cdp.ts';
import { attachToPage, guardTargets } from '../../../../main/shells/chromium/targets.ts';
import { falseChromium } from './false-chromium.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const target = (targetId: string, type = 'page') => ({ targetInfo: { targetId, type } });

const guarded = () => {
  const chromium = falseChromium();
  void guardTargets(new Cdp(chromium.pipe), { target: 'P', session: 'S' });
  return chromium;
};

describe('the page', () => {
  it('is the one that is there', async () => {
    const { pipe, answer } = falseChromium();
    const page = attachToPage(new Cdp(pipe));
    answer('Target.getTargets', {
      targetInfos: [
        { targetId: 'B', type: 'browser' },
        { targetId: 'P', type: 'page' },
      ],
    });
    await turn();
    answer('Target.setDiscoverTargets', {});
    await turn();
    answer('Target.attachToTarget', { sessionId: 'S' });
    expect(await page).toEqual({ target: 'P', session: 'S' });
  });

  it('is waited for where it comes later', async () => {
    const { pipe, answer, event, sent } = falseChromium();
    const page = attachToPage(new Cdp(pipe));
    answer('Target.getTargets', { targetInfos: [] });
    await turn();
    answer('Target.setDiscoverTargets', {});
    event('Target.targetCreated', target('W', 'worker'));
    event('Target.targetCreated', target('P'));
    await turn();
    expect(sent('Target.attachToTarget')[0]?.params).toEqual({ targetId: 'P', flatten: true });
    answer('Target.attachToTarget', { sessionId: 'S' });
    expect(await page).toEqual({ target: 'P', session: 'S' });
  });
});

describe('other targets', () => {
  it('are held before their first instruction', async () => {
    const { sent, answer } = guarded();
    answer('Target.setAutoAttach', {});
    await turn();
    const held = sent('Target.setAutoAttach');
    expect(held.map(({ sessionId }) => sessionId)).toEqual([undefined, 'S']);
    for (const { params } of held) expect(params).toMatchObject({ waitForDebuggerOnStart: true });
  });

  it.each(['page', 'iframe', 'webview', 'other', 'tab_strip'])('a %s is closed', (type) => {
    const { event, sent } = guarded();
    event('Target.attachedToTarget', { sessionId: 'T', ...target('X', type) });
    expect(sent('Target.closeTarget').map(({ params }) => params)).toEqual([{ targetId: 'X' }]);
  });

  it('a page that nobody attached to is closed', () => {
    const { event, sent } = guarded();
    event('Target.targetCreated', target('X'));
    expect(sent('Target.closeTarget').map(({ params }) => params)).toEqual([{ targetId: 'X' }]);
  });

  it('the page itself stays, and its end is the end of Chromium', () => {
    const { event, sent } = guarded();
    event('Target.targetCreated', target('P'));
    event('Target.attachedToTarget', { sessionId: 'T', ...target('P') });
    event('Target.targetDestroyed', { targetId: 'X' });
    expect(sent('Target.closeTarget')).toEqual([]);
    expect(sent('Browser.close')).toEqual([]);
    event('Target.targetDestroyed', { targetId: 'P' });
    expect(sent('Browser.close')).toHaveLength(1);
  });
});

const made = async () => {
  const chromium = falseChromium();
  const guarding = guardTargets(new Cdp(chromium.pipe), { target: 'P', session: 'S' });
  chromium.answer('Target.setAutoAttach', {});
  await turn();
  chromium.answer('Target.setAutoAttach', {});
  return { ...chromium, guard: await guarding };
};
const closed = ({ sent }: ReturnType<typeof falseChromium>) =>
  sent('Target.closeTarget').map(({ params }) => params['targetId']);

describe('a window of the station’s own', () => {
  it.each(['attached first', 'created first'])('is the next that comes, %s', async (order) => {
    const chromium = await made();
    const coming = chromium.guard.expectWindow(async () => {});
    if (order === 'created first') chromium.event('Target.targetCreated', target('W'));
    chromium.event('Target.attachedToTarget', { sessionId: 'T', ...target('W') });
    if (order === 'attached first') chromium.event('Target.targetCreated', target('W'));
    expect(await coming).toEqual({ target: 'W', session: 'T' });
    expect(closed(chromium)).toEqual([]);
    // What it would open is held, too.
    expect(chromium.sent('Target.setAutoAttach').map(({ sessionId }) => sessionId)).toContain('T');
  });

  it('is none that a page opened, nor a frame', async () => {
    const chromium = await made();
    const coming = chromium.guard.expectWindow(async () => {});
    const opened = { targetInfo: { targetId: 'X', type: 'page', openerId: 'P' } };
    chromium.event('Target.targetCreated', opened);
    chromium.event('Target.attachedToTarget', { sessionId: 'T', ...opened });
    chromium.event('Target.attachedToTarget', { sessionId: 'U', ...target('F', 'iframe') });
    expect(closed(chromium)).toEqual(['X', 'X', 'F']);
    chromium.event('Target.attachedToTarget', { sessionId: 'V', ...target('W') });
    expect(await coming).toEqual({ target: 'W', session: 'V' });
  });

  it('is one only, and the next is a stranger again', async () => {
    const chromium = await made();
    const coming = chromium.guard.expectWindow(async () => {});
    chromium.event('Target.attachedToTarget', { sessionId: 'T', ...target('W') });
    chromium.event('Target.attachedToTarget', { sessionId: 'U', ...target('X') });
    await coming;
    expect(closed(chromium)).toEqual(['X']);
  });

  it('is not waited for where nobody could be asked for it', async () => {
    const chromium = await made();
    const refused = chromium.guard.expectWindow(() => Promise.reject(new RangeError('no')));
    await expect(refused).rejects.toThrow('no');
    chromium.event('Target.targetCreated', target('W'));
    expect(closed(chromium)).toEqual(['W']);
  });

  it('that never comes is an error, and the station goes on', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const chromium = await made();
      const coming = chromium.guard.expectWindow(async () => {});
      await Promise.all([
        expect(coming).rejects.toMatchObject({ code: 'shell.chromium-ended' }),
        vi.advanceTimersByTimeAsync(10_000),
      ]);
      expect(chromium.sent('Browser.close')).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is not the end of Chromium when it goes', async () => {
    const chromium = await made();
    const coming = chromium.guard.expectWindow(async () => {});
    chromium.event('Target.attachedToTarget', { sessionId: 'T', ...target('W') });
    await coming;
    chromium.event('Target.targetDestroyed', { targetId: 'W' });
    expect(chromium.sent('Browser.close')).toEqual([]);
  });
});
