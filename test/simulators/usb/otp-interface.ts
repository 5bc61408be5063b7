const reportBytes = 8;
const frameBytes = 70;

/**
 * The keyboard interface of a YubiKey, the device's side: a feature report of 8 bytes that is written and read, as
 * Yubico's own programs use it. Written after the description of the frames, not after a device.
 */
export class OtpInterface {
  /** What was asked for: the slots, in order. */
  readonly asked: number[] = [];
  readonly #pages: readonly Uint8Array[];
  readonly #status: Uint8Array;
  readonly #frame = new Uint8Array(frameBytes);
  #answer: Uint8Array[] = [];
  #working = 0;

  constructor(pages: readonly Uint8Array[], firmware: readonly [number, number, number]) {
    this.#pages = pages;
    this.#status = Uint8Array.from([0, ...firmware, 1, 0, 0, 0]);
  }

  /** SET_REPORT. */
  write(report: Uint8Array): void {
    const flag = report[reportBytes - 1] ?? 0;
    if (flag === 0xff || flag === 0x8f) this.#answer = [];
    else if ((flag & 0x80) !== 0) this.#take(flag & 0x1f, report.subarray(0, reportBytes - 1));
  }

  /** GET_REPORT: it is at work for two reads, then each read gives the next part of the answer. */
  read(): Uint8Array {
    if (this.#working > 0) {
      this.#working -= 1;
      return Uint8Array.from([...this.#status.subarray(0, 7), 0x80]);
    }
    return this.#answer.shift() ?? this.#status;
  }

  #take(sequence: number, data: Uint8Array): void {
    if (sequence > 9) return;
    this.#frame.set(data, sequence * 7);
    this.#working = 1;
    if (sequence < 9) return;
    const [slot = 0, low = 0, high = 0] = this.#frame.subarray(64);
    const payload = this.#frame.slice(0, 64);
    this.#frame.fill(0);
    if (crc(payload) !== low + high * 256) return;
    this.asked.push(slot);
    const page = slot === 0x13 ? this.#pages[payload[0] ?? 0] : undefined;
    if (page === undefined) return;
    this.#working = 2;
    this.#answer = inReports(page);
  }
}

function inReports(page: Uint8Array): Uint8Array[] {
  const inverted = ~crc(page) & 0xff_ff;
  const whole = [...page, inverted & 0xff, inverted >> 8];
  const reports: Uint8Array[] = [];
  for (let at = 0; at < whole.length; at += 7) {
    const data = [...whole.slice(at, at + 7), 0, 0, 0, 0, 0, 0].slice(0, 7);
    reports.push(Uint8Array.from([...data, 0x40 | (at / 7)]));
  }
  reports.push(Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0x40]));
  return reports;
}

/** By table, so that it is not the station's own arithmetic. */
function crc(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => (sum >> 8) ^ (table[(sum ^ byte) & 0xff] ?? 0), 0xff_ff);
}

const table = Array.from({ length: 256 }, (_, index) =>
  Array.from({ length: 8 }).reduce<number>(
    (value) => ((value & 1) === 1 ? (value >>> 1) ^ 0x84_08 : value >>> 1),
    index,
  ),
);
