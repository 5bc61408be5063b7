import { basename } from 'node:path';
import { readChosenFile } from '../ceremonies/chosen-file.ts';
import { longestOnlineKey } from '../online/online-key-file.ts';
import { OnlineSigner } from '../online/online-signer.ts';
import { fileSigner, onlineTokenSigners } from '../station/online-signers.ts';
import type { OpenCeremony } from '../station/open-ceremony.ts';
import { signersAtHand, type AskPin } from '../station/signers-at-hand.ts';
import type { RoleSigner } from '../station/sign-role.ts';
import type { CommandIo } from './command.ts';
import { askSecret, withSigningDesk } from './signing-desk.ts';

/**
 * Lets `act` sign with what the plan says and is here: tokens of these people, online keys on tokens, and the key file,
 * if one is named. PINs and the passphrase are asked for, each once.
 */
export async function withPublicationSigners<Result>(
  ceremony: OpenCeremony,
  { people, keyFile }: { readonly people: readonly string[]; readonly keyFile: string | null },
  io: CommandIo,
  act: (signers: readonly RoleSigner[]) => Promise<Result>,
): Promise<Result> {
  const askPin: AskPin = ({ name, serial, tries }) =>
    askSecret(io, `PIN of ${serial}, ${name} (${tries})`);
  return withSigningDesk(ceremony, async (desk) => {
    const signers: RoleSigner[] = [
      ...(await signersAtHand(desk, ceremony, people, askPin)),
      ...(await onlineTokenSigners(desk, ceremony, askPin)),
    ];
    if (keyFile !== null) {
      const bytes = await readChosenFile(keyFile, longestOnlineKey);
      const name = basename(keyFile);
      const passphrase = await askSecret(io, `Passphrase of ${name}`);
      const online = await OnlineSigner.open(bytes, passphrase, name);
      signers.push(await fileSigner(ceremony, online));
    }
    return act(signers);
  });
}
