import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { UsbView } from '../../src/contract/usb.ts';
import type { TokenListing, Tokens } from '../tokens/token.ts';
import type { UsbDevice } from '../usb/device.ts';
import { goneTokens } from '../usb/gone-tokens.ts';
import type { UsbWatch } from '../usb/watch.ts';
import { usbView } from './usb-view.ts';

/** Milliseconds after which a module should have seen what was plugged in. */
const seenWithin = 4000;
const serviceSocket = '/run/pcscd/pcscd.comm';

/**
 * Brings USB and tokens together: what moves on the bus makes the tokens be looked at, a token whose device left is out
 * of the list at once, and the page hears of devices that no module shows.
 */
export class UsbDesk {
  readonly #usb: UsbWatch;
  readonly #tell: (view: UsbView) => void;
  readonly #ids = new Map<string, string>();
  readonly #since = new Map<string, number>();
  readonly #ends: readonly (() => void)[];
  /** null before the modules were looked at: nothing is said of them then. */
  #listing: TokenListing | null = null;
  #told = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(
    usb: UsbWatch,
    tokens: Pick<Tokens, 'moved' | 'onChange'>,
    tell: (view: UsbView) => void,
  ) {
    this.#usb = usb;
    this.#tell = tell;
    this.#ends = [
      usb.onChange(({ state, moved, arrived, left }) => {
        for (const { id } of arrived) this.#since.set(id, performance.now());
        for (const { id } of left) this.#since.delete(id);
        if (moved)
          tokens.moved(arrived.length > 0, (shown) => goneTokens(left, state.devices, shown));
        this.#show();
      }),
      tokens.onChange((listing) => {
        this.#listing = listing;
        this.#show();
      }),
    ];
  }

  /** What is plugged in now, beside the tokens that were seen last. */
  view(listing: TokenListing): UsbView {
    this.#listing = listing;
    return this.#view();
  }

  /** The device on the bus that told this serial, or null. */
  device(serial: string): UsbDevice | null {
    return this.#usb.state.devices.find(({ info }) => info?.serial === serial) ?? null;
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const end of this.#ends) end();
    this.#usb.close();
  }

  #view(): UsbView {
    return usbView(this.#usb.state, {
      listing: this.#listing ?? { tokens: [], modules: [] },
      service: existsSync(serviceSocket),
      fresh: ({ id }) =>
        this.#listing === null ||
        performance.now() - (this.#since.get(id) ?? -Infinity) < seenWithin,
      idOf: (device) => this.#idOf(device),
    });
  }

  /** Tells what changed, and looks once more when what is fresh now should have been seen. */
  #show(): void {
    const view = this.#view();
    const text = JSON.stringify(view);
    if (text !== this.#told) this.#tell(view);
    this.#told = text;
    clearTimeout(this.#timer);
    if (this.#since.size > 0) this.#timer = setTimeout(() => this.#settle(), seenWithin).unref();
  }

  #settle(): void {
    const now = performance.now();
    for (const [id, since] of this.#since) if (now - since >= seenWithin) this.#since.delete(id);
    this.#show();
  }

  #idOf({ id }: UsbDevice): string {
    const known = this.#ids.get(id);
    if (known !== undefined) return known;
    const made = randomBytes(12).toString('hex');
    this.#ids.set(id, made);
    return made;
  }
}
