import { basename } from 'node:path';
import { readChosenFile } from '../ceremonies/linux-directory.ts';
import { longestOnlineKey } from '../online/online-key-file.ts';
import { OnlineSigner } from '../online/online-signer.ts';
import { readVersion } from '../shells/version.ts';
import { stationFolders } from '../station/folders.ts';
import { fileSigner, onlineTokenSigners } from '../station/online-signers.ts';
import type { OpenCeremony } from '../station/open-ceremony.ts';
import { signersAtHand, type AskPin } from '../station/signers-at-hand.ts';
import type { RoleSigner } from '../station/sign-role.ts';
import { openDesk } from '../station/station.ts';
import { type CommandIo, UsageError } from './command.ts';

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
  const shell = { version: readVersion(), root: process.getuid?.() === 0 };
  const desk = await openDesk(shell, stationFolders(process.env));
  const secret = (prompt: string): Promise<string> => {
    if (io.secret === undefined) throw new UsageError('nobody can be asked for a PIN here');
    return io.secret(prompt);
  };
  const askPin: AskPin = async ({ name, serial }) => secret(`PIN of ${serial}, ${name}`);
  try {
    const signers: RoleSigner[] = [
      ...(await signersAtHand(desk, ceremony, people, askPin)),
      ...(await onlineTokenSigners(desk, ceremony, askPin)),
    ];
    if (keyFile !== null) {
      const bytes = await readChosenFile(keyFile, longestOnlineKey);
      const name = basename(keyFile);
      const online = await OnlineSigner.open(bytes, await secret(`Passphrase of ${name}`), name);
      signers.push(await fileSigner(ceremony, online));
    }
    return await act(signers);
  } finally {
    await Promise.all([desk.tokens.close(), desk.colleagues.close()]);
  }
}
