import type { MakeKeyRequest, TokenRef } from '../../../main/tokens/token.ts';
import type { YubikeyStack } from '../../simulators/virtual-yubikey/stack/start.ts';
import { keyId, openTokens, practiceOnly } from '../tokens/tokens-under-test.ts';

/** The library, as the picker of places names it. */
export const library = ['This computer', 'usr', 'lib', 'x86_64-linux-gnu', 'libykcs11.so'];
export const [pin, puk] = ['48261937', '73916284'];

/** Commands that carry a PIN or a secret, or change something; an empty VERIFY only asks for the tries. */
export function isSecretCommand(line: string): boolean {
  return /^> 00(20....(?!00)|24|2c|47|87|db|f[ab]|ff)/.test(line);
}

/** A key in 9c that another program makes. */
export function keyFor(ref: TokenRef): MakeKeyRequest {
  return {
    ref,
    expectedSerial: ref.serial,
    scheme: 'ecdsa-sha2-nistp256',
    pin,
    label: 'a key of somebody',
    id: keyId('02'),
    slotPolicies: { pin: 'always', touch: 'always' },
  };
}

/** The same YubiKey as another program sees it, in another place. */
export async function elsewhere({ environment }: YubikeyStack, serial: number) {
  const hosts = await openTokens({
    places: { ...practiceOnly, embedded: [] },
    moduleEnvironment: environment,
  });
  const file = await hosts.chooseModule(`/${library.slice(1).join('/')}`);
  await hosts.approveModule(file.id, file.sha256);
  const found = (await hosts.list()).tokens.find((one) => one.serial === String(serial));
  if (found?.ref == null) throw new Error(`${serial} is not listed`);
  return { hosts, ref: found.ref };
}
