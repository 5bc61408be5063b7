import { StationError } from '../../encoding/station-error.ts';

/** Raised for files out of which no renewal can be planned. */
export class ImportError extends StationError<'import.no-root' | 'import.too-large'> {}
