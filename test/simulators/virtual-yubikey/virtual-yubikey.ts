import { parseFirmware } from '../../../src/attestation/firmware.ts';
import { abilitiesOf } from './abilities.ts';
import { AnswerQueue } from './answer-queue.ts';
import type { Applet } from './applet.ts';
import { newDeviceKey } from './attestation.ts';
import { type Command, logLine, readCommand } from './command.ts';
import { type Fault, Faults, instead, withFault } from './fault.ts';
import type { RootChoice } from './issuers.ts';
import { atrOf, type Identity } from './identity.ts';
import { pivApplet } from './piv/applet.ts';
import { managementApplet, otpApplet } from './small-applets.ts';
import { status, statusBytes, StatusError } from './status.ts';
import { TouchSensor } from './touch-sensor.ts';

export interface VirtualYubikeyOptions {
  /** 1 to 4294967295. */
  readonly serial: number;
  /** For example "5.7.1"; 5.4.3 if it is left out. */
  readonly firmware?: string | undefined;
  /** 1 USB-A keychain (if it is left out), 3 USB-C keychain, and so on. */
  readonly formFactor?: number | undefined;
  readonly fips?: boolean | undefined;
  /** Whether touches have to be made; automatic if it is left out. */
  readonly touch?: 'automatic' | 'by-hand' | undefined;
  /** Under which root its attestations end; the practice root if it is left out. */
  readonly root?: RootChoice | undefined;
}

/** Commands kept in the log. */
const longestLog = 5000;
const select = 0xa4;
const getResponse = 0xc0;
const chaining = 0x10;

/** A YubiKey without a plug: command APDUs in, response APDUs out. */
export class VirtualYubikey {
  readonly identity: Identity;
  /** Answer to reset. */
  readonly atr: Buffer;
  readonly sensor: TouchSensor;
  readonly #applets: readonly Applet[];
  readonly #faults = new Faults();
  readonly #answers = new AnswerQueue();
  readonly #log: string[] = [];
  #selected: Applet | null = null;
  #chain: Buffer[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(identity: Identity, sensor: TouchSensor, applets: readonly Applet[]) {
    this.identity = identity;
    this.atr = atrOf(identity);
    this.sensor = sensor;
    this.#applets = applets;
  }

  /** A device as from the factory. @throws RangeError if serial or firmware is none */
  static async make(options: VirtualYubikeyOptions): Promise<VirtualYubikey> {
    const { serial, formFactor = 1, fips = false, root = 'practice' } = options;
    const firmware = parseFirmware(options.firmware ?? '5.4.3');
    if (firmware === null) throw new RangeError('a firmware is three numbers, as in 5.4.3');
    if (!Number.isInteger(serial) || serial < 1 || serial > 0xffff_ffff) {
      throw new RangeError('a serial is a number from 1 to 4294967295');
    }
    const identity: Identity = { serial, firmware, formFactor, fips, root };
    const abilities = abilitiesOf(firmware);
    const sensor = new TouchSensor(options.touch ?? 'automatic');
    const device = await newDeviceKey(identity, abilities);
    return new VirtualYubikey(identity, sensor, [
      pivApplet(identity, abilities, device, sensor),
      managementApplet(identity),
      otpApplet(identity),
    ]);
  }

  /**
   * The answer to one command APDU, one after another. Never throws for what the command holds.
   * @throws DroppedError if a fault takes the device away in the middle of its answer
   */
  transmit(command: Uint8Array): Promise<Buffer> {
    const answer = this.#turn.then(async () => {
      const fault = this.#faults.take(command[1] ?? 0);
      const whole = await withFault(fault, await this.#process(command, fault));
      this.#log.push(logLine(command, whole));
      if (this.#log.length > longestLog) this.#log.shift();
      return whole;
    });
    this.#turn = answer.catch(() => {});
    return answer;
  }

  /** Power on, off, or a reset: everything is forgotten that no memory keeps. */
  powerCycle(): void {
    this.sensor.powerOff();
    for (const applet of this.#applets) applet.forget();
    this.#selected = null;
    this.#chain = [];
    this.#answers.clear();
  }

  /** Plans a fault. Faults come in the order in which they were planned. */
  fault(fault: Fault): void {
    this.#faults.add(fault);
  }

  /** Commands and answers since the last call, secrets left out. */
  takeLog(): readonly string[] {
    return this.#log.splice(0);
  }

  async #process(bytes: Uint8Array, fault: Fault | null): Promise<Buffer> {
    try {
      const command = readCommand(bytes);
      if (command.ins === getResponse) return this.#answers.next();
      this.#answers.clear();
      if ((command.cla & chaining) !== 0) {
        this.#chain.push(command.data);
        return statusBytes(status.ok);
      }
      const data = Buffer.concat([...this.#chain, command.data]);
      this.#chain = [];
      // Also an answer that is a lie is sent in as many parts as it takes.
      const answer = instead(fault) ?? (await this.#answer({ ...command, data }));
      return this.#answers.start(answer, command.extended);
    } catch (error) {
      if (error instanceof StatusError) return statusBytes(error.status);
      process.stderr.write(`virtual YubiKey: ${String(error)}\n`);
      return statusBytes(status.fault);
    }
  }

  async #answer(command: Command): Promise<Buffer> {
    if (command.ins === select && command.p1 === 0x04) return this.#select(command.data);
    if (this.#selected === null) throw new StatusError(status.unknownInstruction);
    return this.#selected.answer(command);
  }

  /** By the whole identifier or its beginning, of at least five bytes. */
  #select(identifier: Buffer): Buffer {
    const asked = identifier.toString('hex');
    const found = this.#applets.find(
      ({ aid }) => asked.startsWith(aid) || (asked.length >= 10 && aid.startsWith(asked)),
    );
    if (found === undefined) throw new StatusError(status.notFound);
    for (const applet of this.#applets) applet.forget();
    this.#selected = found;
    return found.select();
  }
}
