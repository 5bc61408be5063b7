import { lookAtNetwork } from '../network/look.ts';
import { readVersion } from '../shells/version.ts';
import type { Desk } from '../station/desk.ts';
import { stationFolders } from '../station/folders.ts';
import { requireOffline } from '../station/network-gate.ts';
import { type OpenCeremony, SeatError } from '../station/open-ceremony.ts';
import { openDesk } from '../station/station.ts';
import type { CommandIo } from './command.ts';
import { UsageError } from './command.ts';

/**
 * The tokens of this station for acts that sign, under the rules of the window: nothing that counts as root, and in a
 * real ceremony nothing while the machine has a way out. What was seen of the network is on record.
 *
 * @param root whether the program runs as root
 * @throws SeatError `ceremony.real-as-root`; StepError `network.way-out`; nothing was sent to a token
 */
export async function withSigningDesk<Result>(
  ceremony: OpenCeremony,
  act: (desk: Desk) => Promise<Result>,
  root = process.getuid?.() === 0,
): Promise<Result> {
  if (root && ceremony.plan.mode === 'real')
    throw new SeatError('ceremony.real-as-root', 'this station offers rehearsals and audits only', {
      found: 'It runs as root.',
      hint: 'Start the command as an ordinary user.',
      notDone: ['Nothing was signed.', 'No PIN was sent.'],
    });
  await requireOffline(ceremony, await lookAtNetwork(ceremony.now()));
  const desk = await openDesk({ version: readVersion(), root }, stationFolders(process.env));
  try {
    return await act(desk);
  } finally {
    await Promise.all([desk.tokens.close(), desk.colleagues.close()]);
  }
}

/** Asks for a PIN or passphrase where there is somebody to ask. @throws UsageError where there is nobody */
export async function askSecret(io: CommandIo, prompt: string): Promise<string> {
  if (io.secret === undefined) throw new UsageError('nobody can be asked for a PIN here');
  return io.secret(prompt);
}
