/** The documents of the bundle, one for each window: the station's own page, and the screen for an audience. */
export const FIRST_PATH = '/index.html';
export const WITNESS_PATH = '/witness.html';
