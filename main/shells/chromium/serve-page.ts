import type { Bundle } from '../bundle.ts';
import type { PageLink } from '../page-link.ts';
import type { Cdp } from './cdp.ts';
import { watchDocuments } from './document.ts';
import { BINDING, HANDOVER, ORIGIN } from './handover.ts';
import { answerRequests } from './requests.ts';
import type { Page } from './targets.ts';

export interface ServedPage {
  /** What it is called in the log. */
  readonly name: string;
  /** The path of its one document in the bundle. */
  readonly path: string;
  readonly link: PageLink;
  /** The page crashes again and again, and is not loaded any more. */
  readonly giveUp: () => void;
  readonly log: (line: string) => void;
}

/** A page that crashes again and again is not loaded again without end. */
const MAX_CRASHES = 3;

/**
 * Shows one document of the bundle in a window of Chromium. Everything that guards the page is in place before it is
 * loaded. Fulfils when it is linked.
 * @throws ShellError `shell.chromium-ended`, `shell.chromium-answer`
 */
export async function servePage(
  cdp: Cdp,
  { target, session }: Page,
  bundle: Bundle,
  { name, path, link, giveUp, log }: ServedPage,
): Promise<void> {
  const url = `${ORIGIN}${path}`;
  const documents = watchDocuments(cdp, session, target, link);
  await Promise.all([
    answerRequests(cdp, session, bundle, { path, documents }),
    cdp.send('Page.enable', {}, session),
    cdp.send('Runtime.enable', {}, session),
    cdp.send('Inspector.enable', {}, session),
    cdp.send('Runtime.addBinding', { name: BINDING }, session),
    cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: HANDOVER }, session),
  ]);
  let crashes = 0;
  cdp.on(
    'Inspector.targetCrashed',
    () => {
      crashes += 1;
      log(`${name} crashed (${crashes})`);
      if (crashes > MAX_CRASHES) giveUp();
      else cdp.tell('Page.navigate', { url }, session);
    },
    session,
  );
  // A window that the guard holds is let go only now.
  cdp.tell('Runtime.runIfWaitingForDebugger', {}, session);
  await cdp.send('Page.navigate', { url }, session);
  await documents.first;
}
