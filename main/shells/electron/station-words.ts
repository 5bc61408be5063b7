/** What Electron's process says to the station's: a new document, or a frame of the page after this letter. */
export const DOCUMENT = 'D';
export const FRAME = 'F';
