import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vendorPaths } from '../../tokens/known-paths.ts';
import { TokenError } from '../../tokens/token-error.ts';
import { TokenHosts } from '../../tokens/token-hosts.ts';
import type { PlayedTokens } from '../../station/played-tokens.ts';
import { startStand, type YubikeyStand } from './stand.ts';
import { YubikeyTokens } from './tokens.ts';

/** Serials of the two virtual YubiKeys of a rehearsal. */
const serials = [11111111, 22222222] as const;

/** The tokens of a rehearsal in which two virtual YubiKeys take part, beside these practice tokens. */
export interface OpenYubikeys {
  readonly tokens: YubikeyTokens;
  close(): Promise<void>;
}

/**
 * Starts two virtual YubiKeys and opens Debian's libykcs11 on them, with settings of its own: what the person approved
 * stays as it is, and the person's own YubiKeys are not seen.
 * @throws TokenError if something that this needs is not there
 */
export async function openYubikeys(practice: PlayedTokens): Promise<OpenYubikeys> {
  return openOnStand(practice, await startStand(serials));
}

/** The same on virtual YubiKeys that run already. Closes the stand, too. */
export async function openOnStand(
  practice: PlayedTokens,
  stand: YubikeyStand,
): Promise<OpenYubikeys> {
  const folder = await mkdtemp(join(tmpdir(), 'station-yubikeys-'));
  let hosts: TokenHosts | null = null;
  const close = async (): Promise<void> => {
    await hosts?.close();
    await stand.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    hosts = await openHosts(stand, folder);
    const tokens = new YubikeyTokens(practice, hosts, stand);
    const present = (await tokens.list()).tokens;
    if (stand.keys.every(({ serial }) => present.some((one) => one.serial === String(serial)))) {
      return { tokens, close };
    }
    throw notReady('the virtual YubiKeys are not among its tokens');
  } catch (error) {
    await close();
    throw error;
  }
}

async function openHosts({ environment }: YubikeyStand, folder: string): Promise<TokenHosts> {
  const hosts = await TokenHosts.open({
    practiceFolder: join(folder, 'practice'),
    settingsFolder: join(folder, 'settings'),
    moduleEnvironment: environment,
    places: {
      embedded: [],
      p11Kit: { configurations: [], modules: [] },
      known: vendorPaths.filter((path) => path.includes('libykcs11')),
    },
  });
  const [module] = (await hosts.list()).modules;
  if (module === undefined) throw notReady('no libykcs11 is installed');
  await hosts.approveModule(module.id, module.sha256);
  return hosts;
}

function notReady(found: string): TokenError {
  return new TokenError('practice.store', 'libykcs11 does not show the virtual YubiKeys', {
    found,
    hint: 'Install Debian’s ykcs11, and start the rehearsal again.',
    notDone: ['No ceremony was begun.'],
  });
}
