import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Sha256Hex } from '../../src/encoding/digest.ts';
import { parseJson } from '../../src/encoding/json.ts';
import { isMissingOrThere, makePrivateFolder, replacePrivateFile } from './private-file.ts';
import { configurationKinds, type ModuleConfiguration } from './module-configuration.ts';
import { TokenError } from './token-error.ts';

const Settings = z.strictObject({
  format: z.literal('station-modules/1'),
  /** Files that the person chose, by full path. */
  chosen: z.array(z.string().max(4096)).max(64),
  /** SHA-256 of the files that the person approved. */
  approved: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(256),
  /** What the person chose for a library to read: by the name of the library's kind. */
  configured: z.partialRecord(z.enum(configurationKinds), z.string().max(1024)).default({}),
});
type Settings = z.output<typeof Settings>;

const nothingYet: Settings = {
  format: 'station-modules/1',
  chosen: [],
  approved: [],
  configured: {},
};

/** What the person said of modules: `modules.json` in the station's settings folder. Approval is by the file's digest. */
export class ModuleSettings {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Throws TokenError `module.unreadable` for a damaged file: nothing is approved by guessing. */
  async read(): Promise<Settings> {
    try {
      const bytes = await readFile(this.#file);
      return Settings.parse(parseJson(bytes, 'modules.json'));
    } catch (error) {
      if (isMissingOrThere(error, 'ENOENT')) return nothingYet;
      throw new TokenError('module.unreadable', 'the list of approved libraries can not be read', {
        place: 'modules.json in the settings of the station',
        hint: 'Put the file away, then approve the libraries again.',
        cause: error,
      });
    }
  }

  async addChosen(file: string): Promise<void> {
    const settings = await this.read();
    if (settings.chosen.includes(file)) return;
    await this.#write({ ...settings, chosen: [...settings.chosen, file].slice(-64) });
  }

  async approve(sha256: Sha256Hex): Promise<void> {
    const settings = await this.read();
    if (settings.approved.includes(sha256)) return;
    await this.#write({ ...settings, approved: [...settings.approved, sha256].slice(-256) });
  }

  async configure({ kind, path: file }: ModuleConfiguration): Promise<void> {
    const settings = await this.read();
    await this.#write({ ...settings, configured: { ...settings.configured, [kind]: file } });
  }

  get #file(): string {
    return path.join(this.#folder, 'modules.json');
  }

  async #write(settings: Settings): Promise<void> {
    await makePrivateFolder(this.#folder);
    await replacePrivateFile(this.#file, `${JSON.stringify(settings, null, 2)}\n`);
  }
}
