/**
 * The first letter of whatever Electron's process and the station's say to each other. Large: the station's own page.
 * Small: the screen for an audience.
 */

/** To the station: the window shows a new document. */
export const DOCUMENT = 'D';
/** Both ways: a frame of the contract follows. */
export const FRAME = 'F';
export const WITNESS_DOCUMENT = 'd';
export const WITNESS_FRAME = 'f';
/** To the station: the window is gone. */
export const WITNESS_CLOSED = 'x';
/** To Electron: open it, close it. */
export const WITNESS_OPEN = 'o';
export const WITNESS_CLOSE = 'c';
