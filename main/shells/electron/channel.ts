/** The channel of the contract's frames between page and main, in both directions. */
export const CHANNEL = 'station';
/** Said by the preload script when a document begins, before any script of the page. */
export const DOCUMENT_CHANNEL = 'station-document';
