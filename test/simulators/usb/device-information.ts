/** What a simulated YubiKey tells about itself. */
export interface Told {
  readonly serial?: number;
  readonly firmware?: readonly [number, number, number];
  /** The whole byte: 1 is a USB-A keychain; with 0x80 it is of the FIPS series. */
  readonly form?: number;
  readonly supported?: number;
  readonly enabled?: number;
}

/** One tag, length and value. */
export function field(tag: number, ...value: readonly number[]): readonly number[] {
  return [tag, value.length, ...value];
}

/** The pages of device information, each with its length in front. Firmware 5.4.3, everything on, unless told. */
export function deviceInformation(told: Told = {}): readonly Uint8Array[] {
  const serial = Buffer.alloc(4);
  serial.writeUInt32BE(told.serial ?? 12_345_678);
  return [
    page(
      field(0x01, ...bits(told.supported ?? 0x3_3f)),
      field(0x02, ...serial),
      field(0x03, ...bits(told.enabled ?? 0x3_3f)),
      field(0x04, told.form ?? 1),
      field(0x05, ...(told.firmware ?? [5, 4, 3])),
      field(0x06, 0, 0),
      field(0x07, 15),
      field(0x08, 0),
      field(0x0a, 0),
    ),
  ];
}

/** A page out of fields. */
export function page(...fields: readonly (readonly number[])[]): Uint8Array {
  const bytes = fields.flat();
  return Uint8Array.from([bytes.length, ...bytes]);
}

function bits(capabilities: number): readonly number[] {
  return [capabilities >> 8, capabilities & 0xff];
}
