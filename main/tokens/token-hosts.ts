import { fileURLToPath } from 'node:url';
import { pipeChild, type StartChild } from './child-port.ts';
import { usualDeadlines, type Deadlines } from './deadlines.ts';
import { childEnvironment } from './environment.ts';
import { softHsmPaths, vendorPaths } from './known-paths.ts';
import { configurationEnvironment } from './module-configuration.ts';
import { smartCardSocket } from './module-host.ts';
import { ModuleHosts } from './module-hosts.ts';
import { ModuleRegistry, practiceModule, type ModulePlaces } from './module-registry.ts';
import { ModuleSettings } from './module-settings.ts';
import { usualP11KitPlaces } from './p11-kit.ts';
import { PracticeStore } from './practice-store.ts';
import { PracticeTokens } from './practice-tokens.ts';
import { neededPin, otherToken } from './request-checks.ts';
import { SmartCardService } from './smart-card/card.ts';
import type {
  ChallengeAnswer,
  ChallengeRequest,
  KeyId,
  MadeKey,
  MakeKeyRequest,
  ModuleFile,
  ModuleId,
  PresentToken,
  RemoveKeyRequest,
  ShownKey,
  SignRequest,
  TokenListing,
  TokenRef,
  Tokens,
  TokenSerial,
  VisibleKey,
} from './token.ts';
import { TokenOperations } from './token-operations.ts';
import { TokenWatch } from './token-watch.ts';
import { PcscYubikeys } from './yubikey/pcsc-yubikeys.ts';
import type { Yubikeys } from './yubikey/yubikey.ts';

export interface TokenHostsOptions {
  /** The station's own folder of practice tokens; a full path. */
  readonly practiceFolder: string;
  /** The station's settings; a full path. */
  readonly settingsFolder: string;
  /** The child's program, where it is not `host/child.ts` beside this file. */
  readonly childEntry?: string;
  /** How a child is started, where it is not a process of the running Node. */
  readonly startChild?: StartChild;
  /** Variables for the libraries that the person approved; never for practice tokens. */
  readonly moduleEnvironment?: Readonly<Record<string, string>>;
  readonly places?: Partial<ModulePlaces>;
  readonly deadlines?: Partial<Deadlines>;
  /** Milliseconds between two looks while somebody listens. */
  readonly lookEvery?: number;
}

/** All tokens of the station: one host process for each module, and the practice store. */
export class TokenHosts implements Tokens {
  readonly #registry: ModuleRegistry;
  readonly #practice: PracticeStore;
  readonly #hosts: ModuleHosts;
  readonly #watch: TokenWatch;
  readonly #operations: TokenOperations;
  readonly #practiceTokens: PracticeTokens;
  readonly yubikeys: Yubikeys;

  private constructor(options: TokenHostsOptions) {
    const { settingsFolder, practiceFolder, lookEvery } = options;
    const practice = new PracticeStore(practiceFolder);
    const places = { ...usualPlaces(), ...options.places };
    this.#practice = practice;
    this.#registry = new ModuleRegistry(places, new ModuleSettings(settingsFolder));
    this.#hosts = new ModuleHosts({
      registry: this.#registry,
      placeOf: (id, configuration) => ({
        entry: options.childEntry ?? fileURLToPath(new URL('./host/child.ts', import.meta.url)),
        environment:
          id === practiceModule
            ? childEnvironment({}, { SOFTHSM2_CONF: practice.configuration })
            : childEnvironment(process.env, {
                ...configurationEnvironment(configuration),
                ...options.moduleEnvironment,
              }),
        finishes: true,
      }),
      lockOf: (id) => (id === practiceModule ? practice.lockFile : null),
      start: options.startChild ?? pipeChild,
      deadlines: { ...usualDeadlines, ...options.deadlines },
    });
    this.#watch = new TokenWatch(this.#registry, this.#hosts, lookEvery ?? 1000);
    this.#operations = new TokenOperations(this.#hosts, this.#watch);
    this.#practiceTokens = new PracticeTokens(practice, this.#hosts, this.#watch, this.#operations);
    const socket = options.moduleEnvironment?.['PCSCLITE_CSOCK_NAME'];
    this.yubikeys = new PcscYubikeys(
      new SmartCardService(socket ?? process.env['PCSCLITE_CSOCK_NAME'] ?? smartCardSocket),
      {
        reading: ({ module }, work) => this.#hosts.of(module).whileIdle(work),
        changing: (ref, what, work) => this.#thenLook(ref, what, work),
      },
    );
  }

  /** Prepares the practice store and reads the module files. Nothing native runs before the first look. */
  static async open(options: TokenHostsOptions): Promise<TokenHosts> {
    const hosts = new TokenHosts(options);
    await hosts.#practice.prepare();
    await hosts.#registry.search();
    return hosts;
  }

  async list(): Promise<TokenListing> {
    this.#hosts.refuseClosed();
    await this.#registry.search();
    await this.#watch.look('all');
    return this.#watch.listing;
  }

  onChange(listener: (listing: TokenListing) => void): () => void {
    return this.#watch.listen(listener);
  }

  moved(arrived: boolean, gone: (shown: readonly PresentToken[]) => readonly TokenSerial[]): void {
    this.#watch.moved(arrived, gone);
  }

  async setPin(ref: TokenRef, newPin: string): Promise<void> {
    return this.#practiceTokens.setPin(ref, newPin);
  }

  async changePin(ref: TokenRef, pin: string, next: string): Promise<void> {
    return this.#operations.changePin(ref, pin, next);
  }

  async makeKey(request: MakeKeyRequest): Promise<MadeKey> {
    const { ref, expectedSerial, scheme, slotPolicies: policies, replaces = null } = request;
    if (expectedSerial !== ref.serial) throw otherToken(expectedSerial, ref);
    if (policies === undefined) return this.#operations.makeKey(request);
    const pin = neededPin(request.pin, { kind: 'make-key', serial: ref.serial });
    return this.yubikeys.makeKey({ ref, scheme, pin, policies, replaces });
  }

  async readKey(ref: TokenRef, id: KeyId): Promise<VisibleKey | null> {
    return this.#operations.readKey(ref, id);
  }

  async keysBehindPin(ref: TokenRef, pin: string): Promise<readonly ShownKey[]> {
    return this.#operations.keysBehindPin(ref, pin);
  }

  async sign(request: SignRequest): Promise<Uint8Array> {
    return this.#operations.sign(request);
  }

  async challenge(request: ChallengeRequest): Promise<ChallengeAnswer> {
    return this.#operations.challenge(request);
  }

  async removeKey(request: RemoveKeyRequest): Promise<void> {
    return this.#operations.removeKey(request);
  }

  async configureModule(id: ModuleId, path: string): Promise<TokenListing> {
    await this.#registry.configure(id, path);
    await this.#hosts.forget(id);
    return this.list();
  }

  async chooseModule(path: string): Promise<ModuleFile> {
    return this.#registry.choose(path);
  }

  async approveModule(id: ModuleId, sha256: string): Promise<TokenListing> {
    await this.#registry.approve(id, sha256);
    return this.list();
  }

  async createPractice(name: string): Promise<TokenRef> {
    return this.#practiceTokens.createPractice(name);
  }

  async createColleague(name: string): Promise<TokenRef> {
    return this.#practiceTokens.createColleague(name);
  }

  async colleaguePin(ref: TokenRef): Promise<string | null> {
    return this.#practiceTokens.colleaguePin(ref);
  }

  async removePractice(ref: TokenRef): Promise<void> {
    return this.#practiceTokens.removePractice(ref);
  }

  /** Pulls a practice token out, for a rehearsal of that; it stays whole. False where it is not one of these. */
  async pull(ref: TokenRef): Promise<boolean> {
    return this.#practiceTokens.pull(ref);
  }

  /** Plugs a practice token in again that was pulled. */
  async plug(ref: TokenRef): Promise<boolean> {
    return this.#practiceTokens.plug(ref);
  }

  async close(): Promise<void> {
    this.#watch.stop();
    await this.#hosts.close();
  }

  async #thenLook<T>(
    { module }: TokenRef,
    what: 'key' | 'secrets',
    work: () => Promise<T>,
  ): Promise<T> {
    const host = this.#hosts.of(module);
    try {
      return await (what === 'key' ? host.whileIdle(work) : host.whileIdleThenAnew(work));
    } finally {
      await this.#watch.lookInTurn(module);
    }
  }
}

function usualPlaces(): ModulePlaces {
  return {
    embedded: softHsmPaths,
    p11Kit: usualP11KitPlaces(process.env.HOME),
    known: vendorPaths,
  };
}
