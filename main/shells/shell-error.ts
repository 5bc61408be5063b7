import { StationError } from '../../src/encoding/station-error.ts';

export type ShellErrorCode =
  /** No Chromium is installed where one is looked for. */
  | 'shell.no-chromium'
  /** Chromium ended, or did not answer, before the window was there. */
  | 'shell.chromium-ended'
  /** Chromium said something that its protocol does not allow. */
  | 'shell.chromium-answer'
  /** The station's own process could not be started beside Electron's. */
  | 'shell.no-station'
  /** The page was not built, or its files are not what the build makes. */
  | 'shell.no-page';

/** A window could not be opened or kept open. */
export class ShellError extends StationError<ShellErrorCode> {}
