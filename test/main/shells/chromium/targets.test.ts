import { describe, expect, it } from 'vitest';
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
