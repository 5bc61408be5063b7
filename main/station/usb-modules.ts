import type { ModuleFile } from '../tokens/token.ts';

/** Why no module shows a YubiKey, and what a person can do about it. */
export interface Reason {
  readonly lock: string;
  readonly steps: readonly string[];
}

/** Modules that can talk to the PIV of a YubiKey, by the names of their files. */
const speaksPiv = /ykcs11|opensc-pkcs11/i;

/**
 * Why none of this machine's modules shows a YubiKey that is plugged in; the first reason that holds.
 * @param service whether the smart card service (pcscd) is there to be talked to
 */
export function whyUnseen(modules: readonly ModuleFile[], service: boolean): Reason {
  const able = modules.filter(({ name }) => speaksPiv.test(name));
  const ready = able.filter(({ state }) => state === 'ready');
  const [waiting] = able.filter(({ state }) => state === 'needs-approval');
  const [failed] = able.filter(({ state }) => state === 'failed');
  if (able.length === 0) {
    return {
      lock: 'This YubiKey is here, but no module that can talk to it was found on this machine.',
      steps: [
        'Install Yubico’s module. On Debian: apt install ykcs11 pcscd',
        'Then open “My token is not in this list”, and approve the module by its digest.',
      ],
    };
  }
  if (ready.length === 0 && failed === undefined) {
    return {
      lock: 'This YubiKey is here, but no module that can talk to it is in use.',
      steps:
        waiting === undefined
          ? ['Open “My token is not in this list”, and read why each module is refused.']
          : [
              `Open “My token is not in this list”, and find ${waiting.name}.`,
              'Compare its digest with the one you trust, then approve it.',
            ],
    };
  }
  if (!service) {
    return {
      lock: 'This YubiKey is here, but the smart card service of this machine is not running.',
      steps: [
        'Start it: systemctl start pcscd.socket',
        'Take the YubiKey out and plug it in again.',
      ],
    };
  }
  if (ready.length === 0 && failed !== undefined)
    return {
      lock: `This YubiKey is here, but its module is not in use.`,
      steps: [failed.sentence],
    };
  return {
    lock: 'This YubiKey is here, but its module does not show it.',
    steps: [
      'Take it out and plug it in again.',
      'Close other programs that use smart cards, for example GnuPG.',
    ],
  };
}
