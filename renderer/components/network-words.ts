import type { NetworkState } from '../../src/contract/station.ts';
import type { IconName } from './icon.tsx';

/** How the way out of this machine is told: an icon and a few words. */
export const networkWords = {
  none: { icon: 'offline', text: 'Offline' },
  out: { icon: 'online', text: 'A way out is open' },
  unknown: { icon: 'warning', text: 'Network not known' },
} as const satisfies Record<NetworkState['way'], { icon: IconName; text: string }>;
