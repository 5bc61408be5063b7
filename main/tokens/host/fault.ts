import type { HostFault, Refusal, Stage } from '../wire.ts';

/** Raised in the host where it refuses by itself. The code is all that leaves the process. */
export class RefusedByHost extends Error {
  readonly code: Refusal;
  constructor(code: Refusal) {
    super(code);
    this.code = code;
  }
}

/** Raised where a PKCS#11 function failed: its CK_RV and the stage, never its text. */
export class CryptokiFault extends Error {
  readonly code: number;
  readonly stage: Stage;
  /** Set when the token's flags could be read after the failure. */
  flags: number | null = null;
  constructor(code: number, stage: Stage) {
    super(stage);
    this.code = code;
    this.stage = stage;
  }
}

/** Runs one native step; whatever it throws becomes a CryptokiFault without the native text. */
export function step<T>(stage: Stage, native: () => T): T {
  try {
    return native();
  } catch (error) {
    throw asFault(stage, error);
  }
}

/** As `step`, for the functions that run on a thread of their own. */
export async function stepAsync<T>(stage: Stage, native: () => Promise<T>): Promise<T> {
  try {
    return await native();
  } catch (error) {
    throw asFault(stage, error);
  }
}

/** What is only read after the token has done what it was asked to: a fault there must not say that nothing was done. */
export function afterwards<T>(native: () => T): T {
  try {
    return native();
  } catch (error) {
    throw error instanceof CryptokiFault ? new CryptokiFault(error.code, 'read') : error;
  }
}

/** What goes back to the station about an error: a closed code, or a CK_RV with its stage. Never a message. */
export function describeFault(error: unknown, elapsed: number): HostFault {
  if (error instanceof CryptokiFault) {
    const { code, stage, flags } = error;
    return { kind: 'cryptoki', code, stage, flags, elapsed };
  }
  return { kind: 'refused', code: error instanceof RefusedByHost ? error.code : 'internal' };
}

function asFault(stage: Stage, error: unknown): Error {
  if (error instanceof RefusedByHost || error instanceof CryptokiFault) return error;
  const code = error instanceof Error && 'code' in error ? error.code : 0;
  return new CryptokiFault(
    typeof code === 'number' && Number.isSafeInteger(code) ? code : 0,
    stage,
  );
}
