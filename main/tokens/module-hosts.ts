import type { ChildPlace, StartChild } from './child-port.ts';
import type { Deadlines } from './deadlines.ts';
import { ModuleHost } from './module-host.ts';
import type { ModuleRegistry } from './module-registry.ts';
import { TokenError } from './token-error.ts';
import type { ModuleId } from './token.ts';

export interface ModuleHostsOptions {
  readonly registry: ModuleRegistry;
  /** The program and environment of a module's child. */
  readonly placeOf: (id: ModuleId) => ChildPlace;
  /** The file on which stations wait for each other at this module, or null. */
  readonly lockOf: (id: ModuleId) => string | null;
  readonly start: StartChild;
  readonly deadlines: Deadlines;
}

/** The host of each module that may be loaded; made when it is first asked for. */
export class ModuleHosts {
  readonly #options: ModuleHostsOptions;
  readonly #hosts = new Map<ModuleId, ModuleHost>();
  #closed = false;

  constructor(options: ModuleHostsOptions) {
    this.#options = options;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /**
   * The host of one module. Throws TokenError `module.not-approved`, `module.refused`, `token.input` for an unknown
   * one, or `token.closed`.
   */
  of(id: ModuleId): ModuleHost {
    this.refuseClosed();
    const { registry, placeOf, lockOf, start, deadlines } = this.#options;
    const { path, sha256, name, state, sentence } = registry.find(id);
    if (state !== 'ready') {
      const refused = state === 'refused';
      throw new TokenError(
        refused ? 'module.refused' : 'module.not-approved',
        refused ? 'this library may not be used' : 'this library is not approved',
        { found: name, hint: sentence, notDone: ['Nothing was sent to the token'] },
      );
    }
    const known = this.#hosts.get(id);
    if (known !== undefined) return known;
    const module = { path, sha256, lock: lockOf(id) };
    const host = new ModuleHost(module, { place: placeOf(id), start, deadlines });
    this.#hosts.set(id, host);
    return host;
  }

  /** The modules that may be loaded now. Hosts of others are ended: their file is gone, or not the approved one. */
  ready(): readonly ModuleId[] {
    const files = this.#options.registry.files.filter(({ state }) => state === 'ready');
    const ready = files.map(({ id }) => id);
    for (const [id, host] of this.#hosts) {
      if (ready.includes(id)) continue;
      this.#hosts.delete(id);
      void host.close();
    }
    return ready;
  }

  /** Throws TokenError `token.closed` after `close`. */
  refuseClosed(): void {
    if (!this.#closed) return;
    throw new TokenError('token.closed', 'the station is closing', {
      hint: 'Start the station again.',
      notDone: ['Nothing was sent to the token'],
    });
  }

  /** Ends every child; what is under way fails with `token.closed`. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#hosts.values()].map((host) => host.close()));
  }
}
