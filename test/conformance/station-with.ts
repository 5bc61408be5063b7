import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TokenHosts } from '../../main/tokens/token-hosts.ts';
import type { PresentToken } from '../../main/tokens/token.ts';
import type { ModuleUnderTest } from './module-under-test.ts';

export interface StationWith {
  readonly tokens: TokenHosts;
  /** The token of the module, as it was listed first. */
  readonly token: PresentToken;
  readonly close: () => Promise<void>;
}

/** A station with this one module, chosen, approved and set up as a person would. */
export async function stationWith(module: ModuleUnderTest): Promise<StationWith> {
  const folder = mkdtempSync(path.join(tmpdir(), 'conform-station-'));
  const tokens = await TokenHosts.open({
    practiceFolder: path.join(folder, 'practice'),
    settingsFolder: path.join(folder, 'settings'),
    places: { embedded: [], p11Kit: { configurations: [], modules: [] }, known: [] },
    moduleEnvironment: module.environment,
  });
  const close = async (): Promise<void> => {
    await tokens.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const file = await tokens.chooseModule(module.library);
  await tokens.approveModule(file.id, file.sha256);
  if (module.configuration !== null) await tokens.configureModule(file.id, module.configuration);
  const listing = await tokens.list();
  const token = listing.tokens.find(({ label }) => module.label.test(label));
  if (token !== undefined) return { tokens, token, close };
  await close();
  throw new Error(`${module.name} shows no token: ${listing.modules[0]?.sentence}`);
}
