import { createCipheriv, randomBytes } from 'node:crypto';
import type { Abilities } from '../abilities.ts';
import { status, StatusError } from '../status.ts';

/** Algorithms of the management key: cipher, bytes of the key, bytes of a block. */
const ciphers: ReadonlyMap<number, { cipher: string; keySize: number; block: number }> = new Map([
  [0x03, { cipher: 'des-ede3-ecb', keySize: 24, block: 8 }],
  [0x08, { cipher: 'aes-128-ecb', keySize: 16, block: 16 }],
  [0x0a, { cipher: 'aes-192-ecb', keySize: 24, block: 16 }],
  [0x0c, { cipher: 'aes-256-ecb', keySize: 32, block: 16 }],
]);

/** What every device has when it is new. */
export const factoryManagementKey = Buffer.from('0102030405060708'.repeat(3), 'hex');

/** The key that lets a host make keys and write objects. */
export class ManagementKey {
  readonly #abilities: Abilities;
  #key = factoryManagementKey;
  #algorithm: number;
  #touch = 1;

  constructor(abilities: Abilities) {
    this.#abilities = abilities;
    this.#algorithm = abilities.factoryManagementAlgorithm;
  }

  get algorithm(): number {
    return this.#algorithm;
  }

  /** 1 never, 2 always. */
  get touchPolicy(): number {
    return this.#touch;
  }

  get isDefault(): boolean {
    return this.#key.equals(factoryManagementKey);
  }

  /** A random number of one block, for a challenge or a witness. */
  challenge(): Buffer {
    return randomBytes(this.#cipher(this.#algorithm).block);
  }

  /** @throws StatusError 6A80 if it is not one block */
  encrypt(block: Buffer): Buffer {
    const { cipher, block: size } = this.#cipher(this.#algorithm);
    if (block.length !== size) throw new StatusError(status.wrongData);
    const encryption = createCipheriv(cipher, this.#key, null).setAutoPadding(false);
    return Buffer.concat([encryption.update(block), encryption.final()]);
  }

  /** @throws StatusError 6A80 for an algorithm that this firmware lacks or a key of another length */
  set(algorithm: number, key: Buffer, touch: number): void {
    const { keySize } = this.#cipher(algorithm);
    const known = algorithm === 0x03 || this.#abilities.aesManagementKey;
    if (!known || key.length !== keySize) throw new StatusError(status.wrongData);
    this.#algorithm = algorithm;
    this.#key = Buffer.from(key);
    this.#touch = touch;
  }

  #cipher(algorithm: number): { cipher: string; keySize: number; block: number } {
    const found = ciphers.get(algorithm);
    if (found === undefined) throw new StatusError(status.wrongData);
    return found;
  }
}
