import type { Session } from 'electron';
import type { Bundle } from '../bundle.ts';
import { PAGE_HEADERS } from '../page-policy.ts';
import { HOST, SCHEME } from './page-origin.ts';

/** Answers the page's scheme from the bundle, a map that was read at start: no path is built from a URL. */
export function serveBundle(session: Session, bundle: Bundle): void {
  session.protocol.handle(SCHEME, (request) => {
    const url = URL.parse(request.url);
    const asked = url?.host === HOST && request.method === 'GET' ? url.pathname : '';
    const file = bundle.get(asked);
    if (file === undefined) return new Response(null, { status: 404, headers: PAGE_HEADERS });
    return new Response(file.body, { headers: { ...PAGE_HEADERS, 'Content-Type': file.type } });
  });
}
