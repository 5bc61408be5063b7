import type { Scheme } from '../../src/keys/scheme.ts';

/** A key that was made beside the station, with the tool of the token. */
export interface OutsideKey {
  readonly scheme: Scheme;
  readonly made: () => Promise<void>;
}

/** One PKCS#11 module with one fresh token, as the conformance suite uses it. */
export interface ModuleUnderTest {
  /** As the matrix names it. */
  readonly name: string;
  /** Full path of the library. */
  readonly library: string;
  /** What a person would choose for it to read, or null. */
  readonly configuration: string | null;
  /** What the library has in its environment beside that. */
  readonly environment: Readonly<Record<string, string>>;
  readonly pin: string;
  /** The label of the token, where several are there. */
  readonly label: RegExp;
  /** Keys that somebody made with the tool of the token, where the generic way cannot make any. */
  readonly outside: readonly OutsideKey[];
  close(): Promise<void>;
}

/** A PIN that every module takes. */
export const pin = '48261937';
