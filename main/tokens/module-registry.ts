import path from 'node:path';
import { isModuleId, moduleIdOf, readModule, type ReadModule } from './module-file.ts';
import {
  checkedConfiguration,
  configurationKindOf,
  configurationNeed,
} from './module-configuration.ts';
import type { ModuleSettings } from './module-settings.ts';
import { p11KitModules, type P11KitPlaces } from './p11-kit.ts';
import { TokenError } from './token-error.ts';
import type { ModuleFile, ModuleId, ModuleOrigin } from './token.ts';

/** Where modules are looked for. Nothing there runs: files are read and digested. */
export interface ModulePlaces {
  /** Candidates for the library of practice tokens; the first that can be read is used. */
  readonly embedded: readonly string[];
  readonly p11Kit: P11KitPlaces;
  readonly known: readonly string[];
}

/** The id of the library of practice tokens, whatever its digest: the same file may also serve the user's own tokens. */
export const practiceModule: ModuleId = asModuleId('m-practice');

/** Finds module files and says which may be loaded. A module is its digest: the same file found twice is one module. */
export class ModuleRegistry {
  readonly #places: ModulePlaces;
  readonly #settings: ModuleSettings;
  #files: readonly ModuleFile[] = [];

  constructor(places: ModulePlaces, settings: ModuleSettings) {
    this.#places = places;
    this.#settings = settings;
  }

  /** What the last search found. */
  get files(): readonly ModuleFile[] {
    return this.#files;
  }

  /** The module with this id. Throws TokenError `token.input` where there is none. */
  find(id: ModuleId): ModuleFile {
    const file = this.#files.find((each) => each.id === id);
    if (file !== undefined) return file;
    throw new TokenError('token.input', 'the station knows no such library', {
      hint: 'Look at the list of libraries again.',
    });
  }

  /** Searches again: the library of practice tokens, the person's choice, p11-kit's list, known paths; in this order. */
  async search(): Promise<readonly ModuleFile[]> {
    const settings = await this.#settings.read();
    const { chosen } = settings;
    const found = new Map<ModuleId, ModuleFile>();
    for (const file of this.#places.embedded) {
      const read = await readOrNull(file);
      if (read === null || read.refused !== null) continue;
      found.set(practiceModule, embeddedFile(read));
      break;
    }
    const others: [ModuleOrigin, readonly string[]][] = [
      ['chosen', chosen],
      ['p11-kit', await p11KitModules(this.#places.p11Kit)],
      ['known-path', this.#places.known],
    ];
    for (const [origin, paths] of others) {
      for (const file of paths) {
        const read = await readOrNull(file);
        if (read === null) continue;
        const id = moduleIdOf(read.sha256);
        if (!found.has(id)) found.set(id, moduleFile(id, origin, read, settings));
      }
    }
    this.#files = [...found.values()].slice(0, 64);
    return this.#files;
  }

  /** Reads a file that the person named and keeps its path. Throws TokenError `module.unreadable` or `module.refused`. */
  async choose(file: string): Promise<ModuleFile> {
    const read = await readModule(file);
    if (read.refused === null) await this.#settings.addChosen(read.path);
    await this.search();
    const settings = await this.#settings.read();
    const id = moduleIdOf(read.sha256);
    return this.#files.find((each) => each.id === id) ?? moduleFile(id, 'chosen', read, settings);
  }

  /**
   * Keeps what the person chose for a library to read. Throws TokenError `module.configuration`, or `token.input` for
   * a library that takes nothing.
   */
  async configure(id: ModuleId, chosen: string): Promise<void> {
    const { name, origin } = this.find(id);
    const kind = origin === 'embedded' ? null : configurationKindOf(name);
    if (kind === null) {
      throw new TokenError('token.input', 'there is nothing to choose for this library', {
        found: name,
        hint: 'It finds its tokens by itself.',
      });
    }
    await this.#settings.configure(await checkedConfiguration(kind, chosen));
    await this.search();
  }

  /** Approves a module by the digest that the person saw. Throws TokenError `module.changed` or `module.refused`. */
  async approve(id: ModuleId, sha256: string): Promise<void> {
    const file = this.find(id);
    const now = await readModule(file.path);
    if (now.refused !== null) {
      throw new TokenError('module.refused', 'this library may not be used', {
        found: file.name,
        hint: now.refused,
      });
    }
    if (now.sha256 !== sha256 || file.sha256 !== sha256) {
      throw new TokenError('module.changed', 'the file is not the one that was shown', {
        expected: file.sha256,
        found: now.sha256,
        place: file.name,
        hint: 'Look at the list of libraries again, and find out why the file changed.',
        notDone: ['The library was not loaded'],
      });
    }
    await this.#settings.approve(now.sha256);
    await this.search();
  }
}

function asModuleId(text: string): ModuleId {
  if (isModuleId(text)) return text;
  throw new RangeError('not a module id');
}

async function readOrNull(file: string): Promise<ReadModule | null> {
  try {
    return await readModule(file);
  } catch {
    return null;
  }
}

function embeddedFile({ path, name, sha256 }: ReadModule): ModuleFile {
  const sentence =
    'The library of practice tokens. It sees the practice folder of the station only.';
  const settled = { configuration: null, configurable: null, state: 'ready', sentence } as const;
  return { id: practiceModule, origin: 'embedded', path, name, sha256, ...settled };
}

function moduleFile(
  id: ModuleId,
  origin: ModuleOrigin,
  { path: file, name, sha256, refused }: ReadModule,
  { approved, configured }: Awaited<ReturnType<ModuleSettings['read']>>,
): ModuleFile {
  const kind = configurationKindOf(name);
  const chosen = kind === null ? undefined : configured[kind];
  const known = {
    id,
    origin,
    path: file,
    name,
    sha256,
    configuration: kind === null || chosen === undefined ? null : { kind, path: chosen },
    configurable: kind === null || refused !== null ? null : configurationNeed(kind).sentence,
  };
  if (refused !== null) return { ...known, state: 'refused', sentence: refused };
  const { sentence, required } = kind === null ? nothingToRead : configurationNeed(kind);
  if (approved.includes(sha256) && required && chosen === undefined)
    return { ...known, state: 'failed', sentence };
  return approved.includes(sha256)
    ? { ...known, state: 'ready', sentence: approvedSentence(sentence, chosen) }
    : {
        ...known,
        state: 'needs-approval',
        sentence:
          'Found on this machine. It receives PINs: approve it only if you know its vendor.',
      };
}

const nothingToRead = { sentence: '', required: false };

function approvedSentence(need: string, chosen: string | undefined): string {
  const approved = 'Approved by you, by the digest of its file.';
  if (chosen !== undefined) return `${approved} It reads ${path.basename(chosen).slice(0, 80)}.`;
  return need === '' ? approved : `${approved} ${need}`;
}
