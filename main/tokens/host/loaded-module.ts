import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ck, loadCryptoki, type Cryptoki } from './cryptoki.ts';
import { CryptokiFault, RefusedByHost, step } from './fault.ts';
import { fieldText } from './field-text.ts';
import { nssParameters, nssSerial } from './nss-database.ts';
import { serialsOf, type SerialOf } from './stand-in-serial.ts';

/** One module in this process, initialised. */
export interface LoadedModule {
  readonly cryptoki: Cryptoki;
  readonly library: string;
  readonly version: string;
  /** The module allows calls from several threads, so two tokens can be used at once. */
  readonly concurrent: boolean;
  /** The module sees new tokens only after C_Finalize and C_Initialize. */
  readonly rereads: boolean;
  /** Parameters that C_Initialize needs, or null. */
  readonly parameters: string | null;
  /** Names tokens that tell no serial. */
  readonly serialOf: SerialOf;
}

/**
 * Loads and initialises a module whose file still has the approved digest. `database`: the folder of a database of
 * NSS, or null for every other module.
 * Throws RefusedByHost `file-differs`, `load-failed`, or CryptokiFault at stage `load`.
 */
export function loadModule(path: string, sha256: string, database: string | null): LoadedModule {
  const found = createHash('sha256').update(readModule(path)).digest('hex');
  if (found !== sha256) throw new RefusedByHost('file-differs');
  const cryptoki = open(path);
  const parameters = database === null ? null : nssParameters(database);
  const concurrent = initialise(cryptoki, parameters);
  const info = step('load', () => cryptoki.C_GetInfo());
  const { major, minor } = info.libraryVersion;
  const library = `${fieldText(info.manufacturerID)} ${fieldText(info.libraryDescription)}`;
  return {
    cryptoki,
    library,
    version: `${major}.${minor}`,
    concurrent,
    rereads: fieldText(info.manufacturerID) === 'SoftHSM',
    parameters,
    serialOf: serialsOf(library, database === null ? null : nssSerial(database)),
  };
}

/** Starts the module anew, so that it reads its token folder again. Only while no operation is under way. */
export function reinitialise(module: LoadedModule): void {
  step('load', () => module.cryptoki.C_Finalize());
  initialise(module.cryptoki, module.parameters);
}

function readModule(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new RefusedByHost('load-failed');
  }
}

function open(path: string): Cryptoki {
  try {
    return loadCryptoki(path);
  } catch {
    throw new RefusedByHost('load-failed');
  }
}

/** Asks for locking by the system, and goes on without threads where the module cannot lock. */
function initialise(cryptoki: Cryptoki, parameters: string | null): boolean {
  const own = parameters === null ? {} : { libraryParameters: parameters };
  try {
    step('load', () => cryptoki.C_Initialize({ flags: ck.CKF_OS_LOCKING_OK, ...own }));
    return true;
  } catch (error) {
    if (!(error instanceof CryptokiFault) || error.code !== ck.CKR_CANT_LOCK) throw error;
    step('load', () =>
      cryptoki.C_Initialize(parameters === null ? undefined : { flags: 0, ...own }),
    );
    return false;
  }
}
