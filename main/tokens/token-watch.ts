import { Departures } from './departures.ts';
import { presentTokens } from './listing.ts';
import type { ModuleHosts } from './module-hosts.ts';
import type { ModuleRegistry } from './module-registry.ts';
import { TokenError } from './token-error.ts';
import type {
  ModuleFile,
  ModuleId,
  PresentToken,
  TokenListing,
  TokenRef,
  TokenSerial,
} from './token.ts';

type Listener = (listing: TokenListing) => void;

/** After something moved on the bus, when to look, in milliseconds: the reader's service needs a moment to see it too. */
const looksAfterMove = [0, 200, 400, 700, 1200, 2000] as const;

/**
 * What is plugged in, as it was seen last. Looks about once a second while somebody listens, and only at modules that
 * are idle: a look beside an operation would wait for it, or disturb it.
 */
export class TokenWatch {
  readonly #registry: ModuleRegistry;
  readonly #hosts: ModuleHosts;
  readonly #every: number;
  readonly #shown = new Map<ModuleId, readonly PresentToken[]>();
  readonly #troubles = new Map<ModuleId, string>();
  readonly #looks = new Map<ModuleId, Promise<void>>();
  readonly #listeners = new Set<Listener>();
  readonly #departures = new Departures();
  readonly #moves = new Set<NodeJS.Timeout>();
  #told = '';
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  /** `every`: milliseconds between two looks. */
  constructor(registry: ModuleRegistry, hosts: ModuleHosts, every: number) {
    this.#registry = registry;
    this.#hosts = hosts;
    this.#every = every;
  }

  get listing(): TokenListing {
    const modules = this.#registry.files.map((file): ModuleFile => {
      const sentence = this.#troubles.get(file.id);
      return sentence === undefined ? file : { ...file, state: 'failed', sentence };
    });
    const tokens = modules.flatMap(({ id }) => this.#shown.get(id) ?? []);
    return { tokens: this.#departures.without(tokens), modules };
  }

  /** A token as it was seen last. */
  seen({ module, serial }: TokenRef): PresentToken | undefined {
    return this.#shown.get(module)?.find((token) => token.serial === serial);
  }

  /**
   * Looks at every module that may be loaded and is idle, and tells the listeners what changed. A module that fails
   * shows no tokens, and says why. Never rejects.
   */
  async look(keys: 'all' | 'new'): Promise<void> {
    const ready = this.#hosts.ready();
    for (const id of this.#shown.keys()) if (!ready.includes(id)) this.#shown.delete(id);
    for (const id of this.#troubles.keys()) if (!ready.includes(id)) this.#troubles.delete(id);
    await Promise.all(
      ready.map((id) => this.#afterOthers(id, () => this.#lookAt(id, keys, false))),
    );
    this.#tell();
  }

  /** Looks at one module, and waits for its operations where it has some. Never rejects. */
  async lookInTurn(id: ModuleId): Promise<void> {
    await this.#afterOthers(id, () => this.#lookAt(id, 'all', true));
    this.#tell();
  }

  /** Looks in the background, if anybody listens: after an operation that may have changed something. */
  lookSoon(): void {
    if (this.#listeners.size > 0) void this.look('new');
  }

  /**
   * Something came or went on a bus. Tokens that surely went are out of the listing at once, also while their module is
   * busy and cannot be asked; for the rest the modules are asked now, and a few times more.
   * @param arrived a device that may be a token came
   * @param gone picks those that went from the tokens that are listed
   */
  moved(arrived: boolean, gone: (shown: readonly PresentToken[]) => readonly TokenSerial[]): void {
    if (this.#stopped) return;
    if (arrived) this.#departures.forget();
    this.#departures.note(gone(this.listing.tokens), performance.now());
    this.#tell();
    for (const timer of this.#moves) clearTimeout(timer);
    this.#moves.clear();
    for (const wait of looksAfterMove) {
      const timer = setTimeout(() => {
        this.#moves.delete(timer);
        this.lookSoon();
      }, wait);
      this.#moves.add(timer.unref());
    }
  }

  /** Calls the listener with the whole listing after each change. Returns the unsubscription. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    this.#lookLater();
    return () => {
      this.#listeners.delete(listener);
    };
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const timer of this.#moves) clearTimeout(timer);
    this.#listeners.clear();
  }

  /** One look after the other, so that each shows at least what was there when it was asked for. */
  async #afterOthers(id: ModuleId, look: () => Promise<void>): Promise<void> {
    const turn = (this.#looks.get(id) ?? Promise.resolve()).then(look);
    this.#looks.set(id, turn);
    await turn;
  }

  async #lookAt(id: ModuleId, keys: 'all' | 'new', waits: boolean): Promise<void> {
    try {
      const host = this.#hosts.of(id);
      if (!waits && (!host.idle || host.resting)) return;
      const begun = performance.now();
      const tokens = presentTokens(id, await host.look(keys));
      this.#departures.seen(tokens, begun);
      this.#shown.set(id, tokens);
      this.#troubles.delete(id);
    } catch (error) {
      this.#shown.delete(id);
      this.#troubles.set(id, sentenceOf(error));
    }
  }

  #tell(): void {
    const listing = this.listing;
    const text = JSON.stringify(listing);
    if (text === this.#told) return;
    this.#told = text;
    // Not from here: what a listener throws must not end the watch.
    for (const listener of this.#listeners) queueMicrotask(() => listener(listing));
  }

  #lookLater(): void {
    clearTimeout(this.#timer);
    if (this.#stopped || this.#listeners.size === 0) return;
    this.#timer = setTimeout(() => {
      void this.look('new').then(() => this.#lookLater());
    }, this.#every);
    this.#timer.unref();
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof TokenError
    ? `Not in use: ${error.message}. ${error.hint}`
    : 'Not in use: it can not be asked for its tokens.';
}
