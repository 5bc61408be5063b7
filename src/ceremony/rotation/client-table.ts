import type { Scheme } from '../../keys/scheme.ts';
import type { KeyEncoding } from '../../tuf/key.ts';

/** Programs that follow roots, as far as they can be run where this project is tested. */
export type ClientId = 'tuf-js' | 'tufjs-models-5' | 'tufjs-models-4' | 'python-securesystemslib';

export interface Client {
  readonly id: ClientId;
  readonly name: string;
  /** The version that was run. */
  readonly version: string;
}

/**
 * What a client makes of a root with a key in some form:
 * - `counts`: a signature of the key counts;
 * - `counts-not`: the signature is right and does not count; signatures of other keys do;
 * - `refuses-the-root`: the client does not take the root at all, whoever signed it.
 */
export type ClientAnswer = 'counts' | 'counts-not' | 'refuses-the-root';

/** How a key stands in a root. */
export interface KeyForm {
  readonly scheme: Scheme;
  readonly keytype: string;
  readonly encoding: KeyEncoding;
}

export interface ClientRow extends KeyForm {
  readonly answers: Readonly<Record<ClientId, ClientAnswer>>;
}
