import type { ChildPlace, StartChild } from './child-port.ts';
import type { Deadlines } from './deadlines.ts';
import { ModuleHost } from './module-host.ts';
import type { ModuleRegistry } from './module-registry.ts';
import { TokenError } from './token-error.ts';
import type { ModuleConfiguration } from './module-configuration.ts';
import type { ModuleId } from './token.ts';

export interface ModuleHostsOptions {
  readonly registry: ModuleRegistry;
  /** The program and environment of a module's child. */
  readonly placeOf: (id: ModuleId, configuration: ModuleConfiguration | null) => ChildPlace;
  /** The file on which stations wait for each other at this module, or null. */
  readonly lockOf: (id: ModuleId) => string | null;
  readonly start: StartChild;
  readonly deadlines: Deadlines;
}

const notReady = {
  refused: ['module.refused', 'this library may not be used'],
  'needs-approval': ['module.not-approved', 'this library is not approved'],
  failed: ['module.configuration', 'this library has not been told where its tokens are'],
} as const;

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
    const { path, sha256, name, state, sentence, configuration } = registry.find(id);
    if (state !== 'ready') {
      const [code, message] = notReady[state];
      throw new TokenError(code, message, {
        found: name,
        hint: sentence,
        notDone: ['Nothing was sent to the token'],
      });
    }
    const known = this.#hosts.get(id);
    if (known !== undefined) return known;
    const database = configuration?.kind === 'nss-database' ? configuration.path : null;
    const module = { path, sha256, lock: lockOf(id), database };
    const place = placeOf(id, configuration);
    const host = new ModuleHost(module, { place, start, deadlines });
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

  /** Ends the host of a module, so that the next one starts with what the person chose now. */
  async forget(id: ModuleId): Promise<void> {
    const host = this.#hosts.get(id);
    this.#hosts.delete(id);
    await host?.close();
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
