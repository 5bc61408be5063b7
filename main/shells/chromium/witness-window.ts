import type { Bundle } from '../bundle.ts';
import { WITNESS_PATH } from '../page-paths.ts';
import type { PageLink } from '../page-link.ts';
import type { WitnessWindow } from '../shell.ts';
import type { Cdp } from './cdp.ts';
import { servePage } from './serve-page.ts';
import type { Guard, Page } from './targets.ts';

export interface WitnessOptions {
  readonly cdp: Cdp;
  readonly guard: Guard;
  readonly bundle: Bundle;
  readonly link: PageLink;
  /** Asks the Chromium that runs for a further window like an application's; false where it takes no such call. */
  readonly appWindow: () => Promise<boolean>;
  /** It is gone, whoever closed it, or could not be opened. */
  readonly closed: () => void;
  readonly log: (line: string) => void;
}

/** Inner size at which it opens: 16:9. */
const SIZE = { width: 1280, height: 720 } as const;

/**
 * The second window, for an audience, in the browser process of the first. It is guarded like the first, and its end is
 * not the station's.
 */
export function witnessWindow({
  cdp,
  guard,
  bundle,
  link,
  appWindow,
  closed,
  log,
}: WitnessOptions): WitnessWindow {
  let wanted = false;
  let opening = false;
  let page: Page | null = null;

  const ask = async (): Promise<void> => {
    if (await appWindow()) return;
    // Without a screen Chromium takes no call of this kind. An ordinary window shows the same page behind the same guards.
    await cdp.send('Target.createTarget', { url: 'about:blank', newWindow: true, ...SIZE });
  };
  const close = (target: string): void => cdp.tell('Target.closeTarget', { targetId: target });
  const gone = (): void => {
    page = null;
    link.disconnect();
    if (!wanted) return;
    wanted = false;
    closed();
  };
  cdp.on('Target.targetDestroyed', ({ targetId }) => {
    if (targetId === page?.target) gone();
  });

  const show = async (): Promise<void> => {
    const made = await guard.expectWindow(ask);
    page = made;
    if (!wanted) return close(made.target);
    await resize(cdp, made);
    await servePage(cdp, made, bundle, {
      name: 'the witness screen',
      path: WITNESS_PATH,
      link,
      giveUp: () => close(made.target),
      log,
    });
  };
  const open = (): void => {
    if (opening) return;
    opening = true;
    show()
      .catch(() => {
        log('the witness screen could not be opened');
        if (page === null) gone();
        else close(page.target);
      })
      .finally(() => {
        opening = false;
        // It was closed and wanted again before the first one was there.
        if (wanted && page === null) open();
      });
  };

  return {
    open: () => {
      wanted = true;
      if (page === null) open();
    },
    close: () => {
      wanted = false;
      if (page !== null) close(page.target);
    },
  };
}

/** What is asked for is the size of the page, as far as the window system gives it. A window that stays as it is shows the page too. */
async function resize(cdp: Cdp, { target }: Page): Promise<void> {
  const { windowId } = await cdp.ask('Browser.getWindowForTarget', { targetId: target });
  cdp.tell('Browser.setContentsSize', { windowId, ...SIZE });
}
