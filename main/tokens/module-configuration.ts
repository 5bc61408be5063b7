import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { TokenError } from './token-error.ts';

/**
 * What a library has to be told before it finds its tokens: one file or folder, which the person chooses. There is
 * no free text, so that no setting can turn on a trace or name another program.
 */
export type ConfigurationKind =
  'nss-database' | 'yubihsm-connector' | 'softhsm-configuration' | 'tpm2-store';

export interface ModuleConfiguration {
  readonly kind: ConfigurationKind;
  /** A full path, symlinks resolved. */
  readonly path: string;
}

interface Need {
  /** The library's file name. */
  readonly library: RegExp;
  readonly what: 'file' | 'folder';
  /** Whether the library does nothing without it. */
  readonly required: boolean;
  /** The variable that carries the path to the library; null where it goes in as a parameter. */
  readonly variable: string | null;
  /** What the person is asked for, in one sentence. */
  readonly sentence: string;
}

const needs: Readonly<Record<ConfigurationKind, Need>> = {
  'nss-database': {
    library: /^libsoftokn3\.(so|dylib)|^softokn3\.dll$/,
    what: 'folder',
    required: true,
    variable: null,
    sentence: 'Choose the folder of its database: the one with key4.db in it.',
  },
  'yubihsm-connector': {
    library: /^yubihsm_pkcs11\.(so|dylib|dll)/,
    what: 'file',
    required: true,
    variable: 'YUBIHSM_PKCS11_CONF',
    sentence: 'Choose its configuration, yubihsm_pkcs11.conf: it says where the HSM is.',
  },
  'softhsm-configuration': {
    library: /^libsofthsm2?\.(so|dylib)|^softhsm2(-x64)?\.dll$/,
    what: 'file',
    required: false,
    variable: 'SOFTHSM2_CONF',
    sentence: 'It looks in its usual place. Choose a softhsm2.conf to use another one.',
  },
  'tpm2-store': {
    library: /^libtpm2_pkcs11\.so/,
    what: 'folder',
    required: false,
    variable: 'TPM2_PKCS11_STORE',
    sentence: 'It looks in its usual place. Choose the folder of a store to use another one.',
  },
};

/** What a library with this file name may be told, or null. */
export function configurationKindOf(library: string): ConfigurationKind | null {
  for (const kind of configurationKinds) if (needs[kind].library.test(library)) return kind;
  return null;
}

export const configurationKinds = [
  'nss-database',
  'yubihsm-connector',
  'softhsm-configuration',
  'tpm2-store',
] as const satisfies readonly ConfigurationKind[];

/** What the person is asked for, and whether the library does nothing before that. */
export function configurationNeed(
  kind: ConfigurationKind,
): Pick<Need, 'sentence' | 'required' | 'what'> {
  return needs[kind];
}

/** The variables that carry a configuration to the library. */
export function configurationEnvironment(
  configuration: ModuleConfiguration | null,
): Readonly<Record<string, string>> {
  const variable = configuration === null ? null : needs[configuration.kind].variable;
  return configuration === null || variable === null ? {} : { [variable]: configuration.path };
}

const largestFile = 64 * 1024;
/** yubihsm_pkcs11 writes what passes through it, the PIN too, when one of these is set. */
const traces = /^\s*(debug|dinout|libdebug|debug-file)\b/m;

/**
 * Looks at what the person chose. Throws TokenError `module.configuration` for what is not there, of another kind,
 * under a path that the library cannot take, or would have the library write down what it sees.
 */
export async function checkedConfiguration(
  kind: ConfigurationKind,
  chosen: string,
): Promise<ModuleConfiguration> {
  const real = await there(chosen);
  const status = await stat(real);
  const { what } = needs[kind];
  if (what === 'folder' ? !status.isDirectory() : !status.isFile()) throw unfit(kind, `no ${what}`);
  // NSS reads its parameters with quotes of its own; none of the others quotes anything.
  if (real.length > 900 || /['"\\=#\p{Cc}]/u.test(real)) throw unfit(kind, 'signs in its path');
  if (kind === 'nss-database') await there(path.join(real, 'key4.db'));
  if (what === 'file' && traces.test(await readStart(real))) {
    throw new TokenError(
      'module.configuration',
      'this configuration has the library keep a trace',
      {
        expected: 'no debug, dinout, libdebug or debug-file',
        found: 'one of them',
        place: path.basename(real),
        hint: 'A trace holds the PIN. Take these lines out, then choose the file again.',
      },
    );
  }
  return { kind, path: real };

  async function there(file: string): Promise<string> {
    try {
      return await realpath(file);
    } catch {
      throw unfit(kind, 'nothing there');
    }
  }
}

async function readStart(file: string): Promise<string> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(largestFile) });
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

function unfit(kind: ConfigurationKind, found: string): TokenError {
  return new TokenError('module.configuration', 'this can not be used to set up the library', {
    expected: needs[kind].sentence,
    found,
    hint: 'Choose another place. The path may hold no quotes, backslashes, # and =.',
  });
}
