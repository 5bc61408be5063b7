/** A run of a serial's characters that stand together. */
export interface SerialGroup {
  readonly text: string;
  /** Place of the first character in the whole serial. */
  readonly from: number;
}

/**
 * Splits a serial for reading: eight digits two-three-three, as they are printed on a YubiKey and read aloud; shorter
 * numbers are padded to eight with zeros, as on the device's label. Any other serial is split in groups of four from
 * the left, and never at its own hyphens.
 */
export function serialGroups(serial: string): readonly SerialGroup[] {
  const text = /^\d{1,7}$/.test(serial) ? serial.padStart(8, '0') : serial;
  const lengths = /^\d{8}$/.test(text) ? [2, 3, 3] : fours(text);
  let from = 0;
  return lengths.map((length) => {
    const group = { text: text.slice(from, from + length), from };
    from += length;
    return group;
  });
}

function fours(text: string): readonly number[] {
  const whole = Array.from({ length: Math.floor(text.length / 4) }, () => 4);
  const rest = text.length % 4;
  return rest === 0 ? whole : [...whole, rest];
}

/** The serial as a screen reader says it: one character after the other. */
export function spokenSerial(serial: string): string {
  return serialGroups(serial)
    .flatMap((group) => Array.from(group.text))
    .join(' ');
}
