import { test as base } from '@playwright/test';
import { removeHome, startInChromium } from './chromium-station.ts';
import type { Network } from './person.ts';
import { startInElectron } from './electron-station.ts';
import type { RunningStation, StartOptions } from './running-station.ts';

export interface StationOptions extends Pick<StartOptions, 'kind' | 'person' | 'headed'> {
  readonly network: Network;
  readonly shellName: 'chromium' | 'electron';
}

/** Specs ask for `page`, and for `station` where they look at the program itself. */
export const test = base.extend<{ station: RunningStation } & StationOptions>({
  kind: ['real', { option: true }],
  person: ['me', { option: true }],
  headed: [false, { option: true }],
  network: ['here', { option: true }],
  shellName: ['chromium', { option: true }],

  station: async ({ kind, person, headed, network, shellName }, use) => {
    const start = shellName === 'electron' ? startInElectron : startInChromium;
    const station = await start({ kind, person, headed, network });
    await use(station);
    await station.stop();
    removeHome(station.home);
  },
  page: async ({ station }, use) => {
    await use(station.page);
  },
});

export { expect } from '@playwright/test';
