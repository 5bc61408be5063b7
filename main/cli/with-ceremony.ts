import { CeremonyFolder } from '../ceremonies/ceremony-folder.ts';
import { OpenCeremony } from '../station/open-ceremony.ts';
import { readVersion } from '../shells/version.ts';
import { recordOpening } from '../station/practice-ceremony.ts';
import type { CommandIo } from './command.ts';

/**
 * Opens a ceremony folder as its host, with the opening on record, lets `act` work in it, and closes it whatever comes.
 * @throws FolderError `folder.locked` while another station has it open, and others; PlanError; TranscriptError
 */
export async function withCeremony<Result>(
  path: string,
  io: Pick<CommandIo, 'now'>,
  act: (ceremony: OpenCeremony) => Promise<Result>,
): Promise<Result> {
  const now = (): string => `${io.now().slice(0, 19)}Z`;
  const folder = await CeremonyFolder.open(path, now());
  try {
    const ceremony = new OpenCeremony(folder, 'host', null, now);
    await recordOpening({ station: `keyholder-station ${readVersion()}` }, ceremony);
    return await act(ceremony);
  } finally {
    await folder.close();
  }
}
