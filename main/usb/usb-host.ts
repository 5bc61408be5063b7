import type { ChildPlace, ChildPort, StartChild } from '../tokens/child-port.ts';
import type { UsbChange, UsbDevice, UsbState, UsbWatching } from './device.ts';
import { productOf } from './product.ts';
import { type BusDevice, type DeviceId, Question, Report } from './wire.ts';

export interface UsbHostOptions {
  /** The program and the whole environment of the child. */
  readonly place: ChildPlace;
  readonly start: StartChild;
  /** Milliseconds that a device may take to tell about itself. */
  readonly infoWithin?: number;
  /** Milliseconds before the child is started again after it ended once, twice… */
  readonly restAfter?: readonly number[];
}

type Listener = (change: UsbChange) => void;

const usualInfoWithin = 8000;
const usualRest = [1000, 5000, 30_000, 300_000] as const;

/**
 * Watches the bus in a process of its own. Nothing here rejects or throws for what the child or a device does: where
 * watching ends, the state says so, and tokens are still looked for through their modules.
 */
export class UsbHost {
  readonly #options: UsbHostOptions;
  readonly #listeners = new Set<Listener>();
  readonly #timers = new Set<NodeJS.Timeout>();
  /** Devices that are being asked now, with what ends the wait. */
  readonly #asked = new Map<DeviceId, NodeJS.Timeout>();
  #port: ChildPort | null = null;
  #watching: UsbWatching = 'starting';
  #devices: readonly UsbDevice[] = [];
  #ends = 0;
  #closed = false;

  constructor(options: UsbHostOptions) {
    this.#options = options;
    this.#start();
  }

  get state(): UsbState {
    return { watching: this.#watching, devices: this.#devices };
  }

  /** Calls the listener after each change, and after each event on the bus. Returns the unsubscription. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  close(): void {
    this.#closed = true;
    this.#listeners.clear();
    for (const timer of this.#timers) clearTimeout(timer);
    for (const timer of this.#asked.values()) clearTimeout(timer);
    this.#port?.kill();
  }

  #start(): void {
    const { start, place } = this.#options;
    const port = start(place);
    this.#port = port;
    port.onText((text) => {
      const report = parseReport(text);
      if (report === null) port.kill();
      else if (port === this.#port) this.#receive(report);
    });
    port.onGarbage(() => port.kill());
    port.onEnd(() => this.#ended());
  }

  #receive(report: Report): void {
    switch (report.kind) {
      case 'devices':
        this.#watching = 'watching';
        this.#see(report.devices);
        return;
      case 'no-bus':
        this.#watching = 'no-bus';
        this.#see([]);
        this.#port?.kill();
        return;
      case 'info':
        this.#learn(report.id, { info: report.info, unread: null });
        return;
      case 'unread':
        this.#learn(report.id, { info: null, unread: report.why });
        return;
    }
  }

  /** Takes in the whole list. What was learned of a device stays with it as long as it is plugged in. */
  #see(list: readonly BusDevice[]): void {
    const before = this.#devices;
    const known = new Map(before.map((device) => [device.id, device]));
    this.#devices = list.map((seen) => known.get(seen.id) ?? newDevice(seen));
    const ids = new Set(list.map(({ id }) => id));
    const arrived = this.#devices.filter(({ id }) => !known.has(id));
    const left = before.filter(({ id }) => !ids.has(id));
    for (const { id } of left) this.#answered(id);
    this.#tell({ moved: true, arrived, left });
    for (const device of list) this.#askOnce(device);
  }

  /** A device is asked when it is plugged in, and not again: later it may be in use. */
  #askOnce({ id, productId }: BusDevice): void {
    const device = this.#devices.find((each) => each.id === id);
    if (device === undefined || device.info !== null || device.unread !== null) return;
    if (this.#asked.has(id)) return;
    const { interfaces } = device.product;
    // FIDO first: it has channels, so that no other program is disturbed.
    const over = [
      ...(interfaces?.fido === true ? (['fido'] as const) : []),
      ...(interfaces?.otp === true ? (['otp'] as const) : []),
    ];
    if (over.length === 0) {
      this.#learn(id, { info: null, unread: 'no-interface' });
      return;
    }
    const late = () => this.#learn(id, { info: null, unread: 'silent' });
    this.#asked.set(id, setTimeout(late, this.#options.infoWithin ?? usualInfoWithin).unref());
    this.#port?.send(JSON.stringify(Question.parse({ op: 'info', id, productId, over })));
  }

  #learn(id: DeviceId, told: Pick<UsbDevice, 'info' | 'unread'>): void {
    const device = this.#devices.find((each) => each.id === id);
    // What comes too late, or about a device that nobody asked about, counts for nothing.
    if (device === undefined || device.info !== null || device.unread !== null) return;
    this.#answered(id);
    this.#devices = this.#devices.map((each) => (each.id === id ? { ...each, ...told } : each));
    this.#tell({ moved: false, arrived: [], left: [] });
  }

  #answered(id: DeviceId): void {
    clearTimeout(this.#asked.get(id));
    this.#asked.delete(id);
  }

  #ended(): void {
    if (this.#closed) return;
    this.#port = null;
    // A device that may have ended the process is not asked again.
    for (const id of this.#asked.keys()) this.#learn(id, { info: null, unread: 'silent' });
    if (this.#watching !== 'no-bus') {
      this.#watching = 'stopped';
      this.#tell({ moved: false, arrived: [], left: [] });
      this.#startLater();
    }
  }

  #startLater(): void {
    const rests = this.#options.restAfter ?? usualRest;
    const rest = rests[Math.min(this.#ends, rests.length - 1)] ?? 0;
    this.#ends += 1;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#start();
    }, rest);
    this.#timers.add(timer.unref());
  }

  #tell(change: Omit<UsbChange, 'state'>): void {
    const { state } = this;
    // Not from here: what a listener throws must not end the watch.
    for (const listener of this.#listeners) queueMicrotask(() => listener({ state, ...change }));
  }
}

function newDevice({ id, productId, release }: BusDevice): UsbDevice {
  return {
    id,
    product: productOf(productId),
    release: release.join('.'),
    info: null,
    unread: null,
  };
}

function parseReport(text: string): Report | null {
  try {
    return Report.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
