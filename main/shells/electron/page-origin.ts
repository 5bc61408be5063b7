import { FIRST_PATH, WITNESS_PATH } from '../page-paths.ts';

/** The page's own scheme and host: served from the bundle, from no network and no file. */
export const SCHEME = 'app';
export const HOST = 'station';
export const FIRST_URL = `${SCHEME}://${HOST}${FIRST_PATH}`;
export const WITNESS_URL = `${SCHEME}://${HOST}${WITNESS_PATH}`;

const PREFIX = `${SCHEME}://${HOST}/`;

/**
 * Whether a URL is one of the page. By its prefix and not by `URL.origin`, which Node gives as the
 * text "null" for every scheme of one's own.
 */
export const isPageUrl = (url: string): boolean => url.startsWith(PREFIX);

/** What is asked of a frame to know that it is the page itself. */
export interface FrameFacts {
  readonly parent: unknown;
  readonly url: string;
}

/** Whether a frame is the window's main frame and shows the page. A frame that is gone is not. */
export const isPageFrame = (frame: FrameFacts | null | undefined): boolean =>
  frame !== null && frame !== undefined && frame.parent === null && isPageUrl(frame.url);
