import type { Cdp } from './cdp.ts';

export interface Page {
  /** Also the id of its main frame. */
  readonly target: string;
  readonly session: string;
}

/** Finds the window's page, waits for it where it is not there yet, and attaches to it. */
export async function attachToPage(cdp: Cdp): Promise<Page> {
  const created = Promise.withResolvers<string>();
  const stop = cdp.on('Target.targetCreated', ({ targetInfo }) => {
    if (targetInfo.type === 'page') created.resolve(targetInfo.targetId);
  });
  const { targetInfos } = await cdp.ask('Target.getTargets', {});
  await cdp.send('Target.setDiscoverTargets', { discover: true });
  const there = targetInfos.find((info) => info.type === 'page')?.targetId;
  const target = there ?? (await created.promise);
  stop();
  const { sessionId } = await cdp.ask('Target.attachToTarget', { targetId: target, flatten: true });
  return { target, session: sessionId };
}

/**
 * One page and no other: every new window, tab, frame of another process or developer tool is held
 * before its first instruction and closed. When the page itself is closed, the program ends.
 */
export async function guardTargets(cdp: Cdp, page: Page): Promise<void> {
  const close = (targetId: string): void => {
    if (targetId !== page.target) cdp.tell('Target.closeTarget', { targetId });
  };
  cdp.on('Target.attachedToTarget', ({ targetInfo }) => {
    if (STRANGERS.has(targetInfo.type)) close(targetInfo.targetId);
  });
  cdp.on('Target.targetCreated', ({ targetInfo }) => {
    if (targetInfo.type === 'page') close(targetInfo.targetId);
  });
  cdp.on('Target.targetDestroyed', ({ targetId }) => {
    if (targetId === page.target) cdp.tell('Browser.close');
  });
  const hold = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };
  await cdp.send('Target.setAutoAttach', hold);
  await cdp.send('Target.setAutoAttach', hold, page.session);
}

const STRANGERS: ReadonlySet<string> = new Set(['page', 'iframe', 'webview', 'other', 'tab_strip']);
