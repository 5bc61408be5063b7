import type { Bundle, BundleFile } from '../bundle.ts';
import { PAGE_HEADERS } from '../page-policy.ts';
import type { Cdp } from './cdp.ts';
import type { Documents } from './document.ts';
import { ORIGIN } from './handover.ts';
import type { Event } from './protocol.ts';

type Paused = Event<'Fetch.requestPaused'>;

/**
 * Answers every request of the window from the bundle; no request ever leaves. Any document but the one at `path`
 * gets 204 No Content, which ends the navigation and leaves the page as it was: a window never shows another's page.
 */
export async function answerRequests(
  cdp: Cdp,
  session: string,
  bundle: Bundle,
  { path, documents }: { readonly path: string; readonly documents: Documents },
): Promise<void> {
  cdp.on('Fetch.requestPaused', (paused) => void answer(paused), session);
  await cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }, session);

  async function answer({ requestId, resourceType, request }: Paused): Promise<void> {
    const isDocument = resourceType === 'Document';
    const asked = request.method === 'GET' ? pathOf(request.url) : null;
    const file = asked === null || (isDocument && asked !== path) ? undefined : bundle.get(asked);
    if (file === undefined) {
      if (isDocument)
        return cdp.tell('Fetch.fulfillRequest', { requestId, responseCode: 204 }, session);
      return cdp.tell('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' }, session);
    }
    if (isDocument) documents.expect();
    else await documents.linked();
    cdp.tell('Fetch.fulfillRequest', { requestId, ...fulfilment(file) }, session);
  }
}

function pathOf(text: string): string | null {
  const url = URL.parse(text);
  return url?.origin === ORIGIN ? url.pathname : null;
}

function fulfilment({ type, body }: BundleFile): object {
  const headers = { ...PAGE_HEADERS, 'Content-Type': type };
  return {
    responseCode: 200,
    responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
    body: body.toString('base64'),
  };
}
