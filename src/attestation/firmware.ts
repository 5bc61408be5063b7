/** A firmware version of a token; compared number by number. */
export interface Firmware {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** For people and reports, for example "5.2.7". */
  readonly text: string;
}

/** From its three numbers, each 0 to 255. */
export function firmwareOf(major: number, minor: number, patch: number): Firmware {
  return { major, minor, patch, text: `${major}.${minor}.${patch}` };
}

/** Reads "5.7" or "5.7.0"; null if the text is neither. */
export function parseFirmware(text: string): Firmware | null {
  const match = /^(\d{1,3})\.(\d{1,3})(?:\.(\d{1,3}))?$/.exec(text);
  if (match === null) return null;
  return firmwareOf(Number(match[1]), Number(match[2]), Number(match[3] ?? '0'));
}

/** True if `left` came out before `right`. */
export function isBefore(left: Firmware, right: Firmware): boolean {
  if (left.major !== right.major) return left.major < right.major;
  if (left.minor !== right.minor) return left.minor < right.minor;
  return left.patch < right.patch;
}
