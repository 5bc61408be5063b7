import { VirtualYubikey } from '../virtual-yubikey.ts';
import { VpcdReader } from '../vpcd-reader.ts';
import type { ControlAnswer, ControlRequest, StackEvent, StackSpec } from './requests.ts';

interface PluggableKey {
  readonly device: VirtualYubikey;
  /** The reader that it is or was in. */
  reader: number;
  link: VpcdReader | null;
}

/** The keys of a stack, by serial, and the readers that they are in. */
export class StackKeys {
  readonly #readers: number;
  readonly #keys: ReadonlyMap<number, PluggableKey>;

  private constructor(readers: number, keys: ReadonlyMap<number, PluggableKey>) {
    this.#readers = readers;
    this.#keys = keys;
  }

  static async make(spec: StackSpec, tell: (event: StackEvent) => void): Promise<StackKeys> {
    const keys = await Promise.all(
      spec.keys.map(async (key, index): Promise<[number, PluggableKey]> => {
        const device = await VirtualYubikey.make(key);
        device.sensor.onWait = () => tell({ event: 'waiting-for-touch', serial: key.serial });
        return [key.serial, { device, reader: index % spec.readers, link: null }];
      }),
    );
    return new StackKeys(spec.readers, new Map(keys));
  }

  /** Plugs a key into the reader it was in, or into this one. @throws Error if that one is taken */
  async plug(serial: number, reader?: number): Promise<void> {
    const key = this.#key(serial);
    if (isPlugged(key)) return;
    const into = reader ?? key.reader;
    if (into < 0 || into >= this.#readers) throw new Error(`there is no reader ${into}`);
    for (const [other, { reader: taken, link }] of this.#keys) {
      if (link?.plugged === true && taken === into) {
        throw new Error(`key ${other} is in reader ${into}`);
      }
    }
    key.reader = into;
    key.link = new VpcdReader(key.device, into);
    await key.link.plug();
  }

  /** Does what a line of the control socket asks for. @throws Error with words for whoever asked */
  async act(request: ControlRequest): Promise<ControlAnswer> {
    const key = this.#key(request.serial);
    const { device } = key;
    const answer = (waiting: boolean, log?: readonly string[]): ControlAnswer => ({
      id: request.id,
      ok: true,
      plugged: isPlugged(key),
      waiting,
      ...(log === undefined ? {} : { log: [...log] }),
    });
    switch (request.do) {
      case 'plug':
        await this.plug(request.serial, request.reader);
        break;
      case 'unplug':
        key.link?.unplug();
        break;
      case 'touch':
        return answer(device.sensor.touch());
      case 'touch-mode':
        device.sensor.mode = request.mode;
        break;
      case 'fault':
        device.fault(request.fault);
        break;
      case 'log':
        return answer(device.sensor.waiting > 0, device.takeLog());
      case 'state':
        break;
    }
    return answer(device.sensor.waiting > 0);
  }

  #key(serial: number): PluggableKey {
    const key = this.#keys.get(serial);
    if (key === undefined) throw new Error(`there is no key ${serial}`);
    return key;
  }
}

function isPlugged({ link }: PluggableKey): boolean {
  return link?.plugged === true;
}
