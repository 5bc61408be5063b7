import { ShellError } from '../shell-error.ts';
import type { Cdp } from './cdp.ts';
import type { Event } from './protocol.ts';

type TargetInfo = Event<'Target.targetCreated'>['targetInfo'];

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

export interface Guard {
  /**
   * Has `ask` bring a window of the station's own, and gives it: the next one that no page opened. It is held before its
   * first instruction.
   * @throws ShellError `shell.chromium-ended` when none comes; what `ask` throws
   */
  expectWindow(ask: () => Promise<void>): Promise<Page>;
}

/** How long a window may take that was asked for. */
const DEADLINE_MS = 10_000;

/**
 * The station's own windows and no other: every further window, tab, frame of another process or developer tool is held
 * before its first instruction and closed. When the first page is closed, the program ends.
 */
export async function guardTargets(cdp: Cdp, page: Page): Promise<Guard> {
  const own = new Set([page.target]);
  let expected: PromiseWithResolvers<Page> | null = null;
  const close = (targetId: string): void => {
    if (!own.has(targetId)) cdp.tell('Target.closeTarget', { targetId });
  };
  const mayBeOurs = ({ type, openerId }: TargetInfo): boolean =>
    expected !== null && type === 'page' && openerId === undefined;
  cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    const { targetId } = targetInfo;
    if (expected !== null && !own.has(targetId) && mayBeOurs(targetInfo)) {
      own.add(targetId);
      expected.resolve({ target: targetId, session: sessionId });
      expected = null;
      return cdp.tell('Target.setAutoAttach', hold, sessionId);
    }
    if (STRANGERS.has(targetInfo.type)) close(targetId);
  });
  cdp.on('Target.targetCreated', ({ targetInfo }) => {
    if (targetInfo.type === 'page' && !mayBeOurs(targetInfo)) close(targetInfo.targetId);
  });
  cdp.on('Target.targetDestroyed', ({ targetId }) => {
    if (targetId === page.target) cdp.tell('Browser.close');
    else own.delete(targetId);
  });
  await cdp.send('Target.setAutoAttach', hold);
  await cdp.send('Target.setAutoAttach', hold, page.session);
  return {
    expectWindow: async (ask) => {
      const coming = Promise.withResolvers<Page>();
      expected = coming;
      const timer = setTimeout(() => coming.reject(noWindow()), DEADLINE_MS);
      try {
        await ask();
        return await coming.promise;
      } finally {
        clearTimeout(timer);
        if (expected === coming) expected = null;
      }
    },
  };
}

const hold = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };

function noWindow(): ShellError {
  return new ShellError('shell.chromium-ended', 'Chromium did not open a second window', {
    hint: 'Try again. The station goes on without it.',
  });
}

const STRANGERS: ReadonlySet<string> = new Set(['page', 'iframe', 'webview', 'other', 'tab_strip']);
