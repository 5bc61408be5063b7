import { timingSafeEqual } from 'node:crypto';
import { status, StatusError, triesLeft } from '../status.ts';

/** A PIN or a PUK with its retry counter: eight bytes, filled up with FF. */
export class Reference {
  readonly #factory: Buffer;
  #value: Buffer;
  #most: number;
  #left: number;

  /** `factory` is what a fresh device has, six to eight characters. */
  constructor(factory: string, most = 3) {
    this.#factory = padded(factory);
    this.#value = this.#factory;
    this.#most = most;
    this.#left = most;
  }

  get left(): number {
    return this.#left;
  }

  get most(): number {
    return this.#most;
  }

  get isDefault(): boolean {
    return this.#value.equals(this.#factory);
  }

  /** @throws StatusError 63CX with one try less, or 6983 if none is left */
  verify(candidate: Buffer): void {
    if (this.#left === 0) throw new StatusError(status.blocked);
    if (candidate.length !== 8 || !timingSafeEqual(candidate, this.#value)) {
      this.#left--;
      throw triesLeft(this.#left);
    }
    this.#left = this.#most;
  }

  /** Takes a new value, with all tries. @throws StatusError 6A80 if it is shorter than six */
  set(value: Buffer): void {
    if (value.length !== 8 || value.subarray(0, 6).includes(0xff)) {
      throw new StatusError(status.wrongData);
    }
    this.#value = Buffer.from(value);
    this.#left = this.#most;
  }

  /** Back to the factory's value, with a new number of tries. */
  reset(most: number): void {
    this.#value = this.#factory;
    this.#most = most;
    this.#left = most;
  }
}

/** Eight bytes, as the host sends them. */
export function padded(text: string): Buffer {
  const bytes = Buffer.alloc(8, 0xff);
  bytes.write(text, 'latin1');
  return bytes;
}
