import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { practiceRootKey, practiceRootName } from './practice-root.ts';

/**
 * Under which root a device is made: the practice root, or another one of which the station knows nothing, so that the
 * device counts as a real YubiKey does. Its key is made anew for each process and never pinned anywhere.
 */
export type RootChoice = 'practice' | 'another';

interface Issuer {
  readonly rootName: string;
  readonly rootKey: KeyObject;
  readonly deviceName: string;
}

export const anotherRootName = 'Another Root CA of a Test';

let anotherKey: KeyObject | null = null;

export const issuers: Readonly<Record<RootChoice, () => Issuer>> = {
  practice: () => ({
    rootName: practiceRootName,
    rootKey: practiceRootKey(),
    deviceName: 'Practice YubiKey PIV Attestation',
  }),
  another: () => {
    anotherKey ??= generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    return { rootName: anotherRootName, rootKey: anotherKey, deviceName: 'Yubico PIV Attestation' };
  },
};
