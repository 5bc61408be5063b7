import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The folders that belong to the station itself. Ceremony folders lie where people put them. */
export interface StationFolders {
  /** What a person browses from. */
  readonly home: string;
  /** Where new ceremonies are made: `Ceremonies` in the home folder. */
  readonly ceremonies: string;
  /** Practice tokens that the person uses. */
  readonly practice: string;
  /** Practice tokens of the colleagues that the station plays in a rehearsal. */
  readonly colleagues: string;
  /** What this machine remembers: recent work, approved modules. */
  readonly settings: string;
}

/**
 * Works out the station's folders from the environment (XDG base directories) and makes those that only the station
 * uses, readable by their owner alone. The ceremonies folder is made when the first ceremony is.
 */
export function stationFolders(env: NodeJS.ProcessEnv): StationFolders {
  const home = env['HOME'] !== undefined && isAbsolute(env['HOME']) ? env['HOME'] : homedir();
  const given = env['XDG_DATA_HOME'];
  const data = join(
    given !== undefined && isAbsolute(given) ? given : join(home, '.local', 'share'),
    'keyholder-station',
  );
  const folders = {
    home,
    ceremonies: join(home, 'Ceremonies'),
    practice: join(data, 'practice'),
    colleagues: join(data, 'practice-colleagues'),
    settings: join(data, 'settings'),
  };
  for (const own of [folders.practice, folders.colleagues, folders.settings])
    mkdirSync(own, { recursive: true, mode: 0o700 });
  return folders;
}
