import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { fromHex } from '../../src/encoding/hex.ts';
import { judgePin } from '../../src/keys/pin.ts';
import type { Act } from './act.ts';
import { pipeChild, type StartChild } from './child-port.ts';
import { usualDeadlines, type Deadlines } from './deadlines.ts';
import { childEnvironment } from './environment.ts';
import { softHsmPaths, vendorPaths } from './known-paths.ts';
import { isKeyId, isTokenSerial, presentTokens, visibleKey } from './listing.ts';
import { madeKey } from './made-key.ts';
import { ModuleHost, type Ask } from './module-host.ts';
import { ModuleRegistry, practiceModule, type ModulePlaces } from './module-registry.ts';
import { ModuleSettings } from './module-settings.ts';
import { usualP11KitPlaces } from './p11-kit.ts';
import { practiceLabel, PracticeStore } from './practice-store.ts';
import { assertPurpose, challengeBytes, type SigningPurpose } from './purpose.ts';
import { TokenError } from './token-error.ts';
import type {
  ChallengeAnswer,
  ChallengeRequest,
  KeyId,
  MadeKey,
  MakeKeyRequest,
  ModuleFile,
  ModuleId,
  PresentToken,
  SignRequest,
  TokenListing,
  TokenRef,
  Tokens,
  VisibleKey,
} from './token.ts';
import { verifiedSignature } from './verified-signature.ts';
import { InitTokenResult, MakeKeyResult, NoResult, ReadKeyResult, SignResult } from './wire.ts';

export interface TokenHostsOptions {
  /** The station's own folder of practice tokens; a full path. */
  readonly practiceFolder: string;
  /** The station's settings; a full path. */
  readonly settingsFolder: string;
  /** The child's program, where it is not `host/child.ts` beside this file. */
  readonly childEntry?: string;
  /** How a child is started: Electron's shell gives its own. */
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
  readonly #options: TokenHostsOptions;
  readonly #registry: ModuleRegistry;
  readonly #practice: PracticeStore;
  readonly #hosts = new Map<ModuleId, ModuleHost>();
  readonly #shown = new Map<ModuleId, readonly PresentToken[]>();
  readonly #troubles = new Map<ModuleId, string>();
  readonly #listeners = new Set<(listing: TokenListing) => void>();
  #emitted = '';
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(options: TokenHostsOptions) {
    const home = process.env.HOME;
    this.#options = options;
    this.#practice = new PracticeStore(options.practiceFolder);
    this.#registry = new ModuleRegistry(
      {
        embedded: softHsmPaths,
        p11Kit: usualP11KitPlaces(home),
        known: vendorPaths,
        ...options.places,
      },
      new ModuleSettings(options.settingsFolder),
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
    this.#refuseClosed();
    await this.#registry.search();
    await this.#look('all');
    return this.#listing();
  }

  onChange(listener: (listing: TokenListing) => void): () => void {
    this.#listeners.add(listener);
    this.#lookLater();
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async setPin(ref: TokenRef, newPin: string): Promise<void> {
    this.#refuseClosed();
    const token = await this.#practiceToken(ref);
    const { min, max } = token.pinLength;
    const problem = judgePin(newPin, { min: Math.max(min, 6), max, serial: ref.serial });
    if (problem !== null) {
      throw new TokenError('pin.format', 'this PIN can not be chosen', {
        place: ref.serial,
        hint: problem.sentence,
        notDone: ['No PIN was set'],
      });
    }
    const soPin = await this.#practice.soPin();
    await this.#ask(ref, {
      act: { kind: 'set-pin', serial: ref.serial },
      asked: { op: 'init-pin', serial: ref.serial, soPin, pin: newPin },
      result: NoResult,
    });
  }

  async makeKey(request: MakeKeyRequest): Promise<MadeKey> {
    const { ref, expectedSerial, scheme, label, id, signal } = request;
    const act: Act = { kind: 'make-key', serial: ref.serial };
    if (expectedSerial !== ref.serial) throw otherToken(expectedSerial, ref);
    const pin = neededPin(request.pin, act);
    if (label === '' || Buffer.byteLength(label) > 64) throw badInput('a label of 1 to 64 bytes');
    if (!isKeyId(id)) throw badInput('a key id of 1 to 64 bytes in hexadecimal');
    const made = await this.#ask(ref, {
      act,
      asked: { op: 'make-key', serial: ref.serial, scheme, pin, label, keyId: id },
      result: MakeKeyResult,
      signal,
    });
    return madeKey(ref, id, scheme, made);
  }

  async readKey(ref: TokenRef, id: KeyId): Promise<VisibleKey | null> {
    const { key } = await this.#ask(ref, {
      act: { kind: 'read', serial: ref.serial },
      asked: { op: 'read-key', serial: ref.serial, keyId: id },
      result: ReadKeyResult,
    });
    return key === null ? null : visibleKey(key);
  }

  async sign(request: SignRequest): Promise<Uint8Array> {
    return this.#sign(request, request.purpose, request.bytes);
  }

  async challenge(request: ChallengeRequest): Promise<ChallengeAnswer> {
    const bytes = challengeBytes(randomBytes(32));
    return { bytes, signature: await this.#sign(request, 'challenge', bytes) };
  }

  async chooseModule(path: string): Promise<ModuleFile> {
    return this.#registry.choose(path);
  }

  async approveModule(id: ModuleId, sha256: string): Promise<TokenListing> {
    await this.#registry.approve(id, sha256);
    return this.list();
  }

  async createPractice(name: string): Promise<TokenRef> {
    this.#refuseClosed();
    const soPin = await this.#practice.soPin();
    const made = await this.#host(practiceModule).askAlone({
      act: { kind: 'make-token', serial: null },
      asked: { op: 'init-token', label: practiceLabel(name), soPin },
      result: InitTokenResult,
    });
    if (!isTokenSerial(made.serial)) throw badInput('a serial');
    return { module: practiceModule, serial: made.serial };
  }

  async createColleague(name: string): Promise<TokenRef> {
    const ref = await this.createPractice(name);
    await this.setPin(ref, await this.#practice.keepColleaguePin(ref.serial));
    return ref;
  }

  async colleaguePin(ref: TokenRef): Promise<string | null> {
    return ref.module === practiceModule ? this.#practice.colleaguePin(ref.serial) : null;
  }

  async removePractice(ref: TokenRef): Promise<void> {
    this.#refuseClosed();
    await this.#practiceToken(ref);
    await this.#host(practiceModule).whileIdle(() => this.#practice.remove(ref.serial));
    await this.#look('all');
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#listeners.clear();
    await Promise.all([...this.#hosts.values()].map((host) => host.close()));
  }

  async #sign(
    { key, scheme, pin, signal }: ChallengeRequest,
    purpose: SigningPurpose,
    bytes: Uint8Array,
  ): Promise<Uint8Array> {
    const act: Act = { kind: 'sign', serial: key.serial };
    assertPurpose(purpose, bytes);
    const signed = await this.#ask(key, {
      act,
      asked: {
        op: 'sign',
        serial: key.serial,
        scheme,
        pin: neededPin(pin, act),
        keyId: key.id,
        spkiDigest: key.spkiDigest,
        purpose,
        bytes: Buffer.from(bytes).toString('base64'),
      },
      result: SignResult,
      signal,
    });
    return verifiedSignature(key, scheme, bytes, {
      spki: fromHex(signed.spki),
      signature: fromHex(signed.signature),
    });
  }

  /** One operation with one token; whoever listens hears soon what changed. */
  async #ask<Schema extends z.ZodType>(
    { module, serial }: TokenRef,
    ask: Ask<Schema>,
  ): Promise<z.output<Schema>> {
    try {
      return await this.#host(module).ask(serial, ask);
    } finally {
      if (this.#listeners.size > 0) void this.#look('new');
    }
  }

  /** The host of a module that may be loaded. Throws TokenError `module.not-approved` or `module.refused`. */
  #host(id: ModuleId): ModuleHost {
    this.#refuseClosed();
    const file = this.#registry.find(id);
    if (file.state !== 'ready') {
      const refused = file.state === 'refused';
      throw new TokenError(
        refused ? 'module.refused' : 'module.not-approved',
        refused ? 'this library may not be used' : 'this library is not approved',
        { found: file.name, hint: file.sentence, notDone: ['Nothing was sent to the token'] },
      );
    }
    const known = this.#hosts.get(id);
    if (known !== undefined) return known;
    const { childEntry, startChild, moduleEnvironment, deadlines } = this.#options;
    const lock = id === practiceModule ? this.#practice.lockFile : null;
    const host = new ModuleHost(
      { path: file.path, sha256: file.sha256, lock },
      {
        place: {
          entry: childEntry ?? fileURLToPath(new URL('./host/child.ts', import.meta.url)),
          environment:
            id === practiceModule
              ? childEnvironment({}, { SOFTHSM2_CONF: this.#practice.configuration })
              : childEnvironment(process.env, moduleEnvironment ?? {}),
        },
        start: startChild ?? pipeChild,
        deadlines: { ...usualDeadlines, ...deadlines },
      },
    );
    this.#hosts.set(id, host);
    return host;
  }

  /** Looks at every module that may be loaded and is idle; a failing one shows nothing, and says why. */
  async #look(keys: 'all' | 'new'): Promise<void> {
    const ready = this.#registry.files.filter(({ state }) => state === 'ready');
    this.#dropOthers(new Set(ready.map(({ id }) => id)));
    await Promise.all(
      ready.map(async ({ id }) => {
        try {
          const host = this.#host(id);
          if (!host.idle || host.resting) return;
          this.#shown.set(id, presentTokens(id, await host.look(keys)));
          this.#troubles.delete(id);
        } catch (error) {
          this.#shown.delete(id);
          this.#troubles.set(id, sentenceOf(error));
        }
      }),
    );
    this.#emit();
  }

  /** Ends the hosts of modules whose file is gone, or is not the one that was approved any more. */
  #dropOthers(ready: ReadonlySet<ModuleId>): void {
    for (const [id, host] of this.#hosts) {
      if (ready.has(id)) continue;
      this.#hosts.delete(id);
      this.#shown.delete(id);
      this.#troubles.delete(id);
      void host.close();
    }
  }

  #listing(): TokenListing {
    const modules = this.#registry.files.map((file): ModuleFile => {
      const sentence = this.#troubles.get(file.id);
      return sentence === undefined ? file : { ...file, state: 'failed', sentence };
    });
    const tokens = modules.flatMap(({ id }) => this.#shown.get(id) ?? []);
    return { tokens, modules };
  }

  #emit(): void {
    const listing = this.#listing();
    const text = JSON.stringify(listing);
    if (text === this.#emitted || this.#closed) return;
    this.#emitted = text;
    for (const listener of this.#listeners) listener(listing);
  }

  #lookLater(): void {
    clearTimeout(this.#timer);
    if (this.#closed || this.#listeners.size === 0) return;
    this.#timer = setTimeout(() => {
      void this.#look('new').finally(() => this.#lookLater());
    }, this.#options.lookEvery ?? 1000);
    this.#timer.unref();
  }

  async #practiceToken(ref: TokenRef): Promise<PresentToken> {
    const shown = this.#shown.get(ref.module)?.find(({ serial }) => serial === ref.serial);
    const token = shown ?? (await this.list()).tokens.find((each) => isSame(each, ref));
    if (token?.practice === true && token.ref !== null) return token;
    throw token === undefined
      ? new TokenError('token.absent', 'the token is not plugged in', {
          place: ref.serial,
          hint: 'Look at the list of tokens again.',
        })
      : new TokenError('token.not-practice', 'this is no practice token of this station', {
          place: ref.serial,
          hint: 'The station makes, changes and removes practice tokens only.',
        });
  }

  #refuseClosed(): void {
    if (!this.#closed) return;
    throw new TokenError('token.closed', 'the station is closing', {
      hint: 'Start the station again.',
      notDone: ['Nothing was sent to the token'],
    });
  }
}

function isSame(token: PresentToken, ref: TokenRef): boolean {
  return token.module === ref.module && token.serial === ref.serial;
}

function sentenceOf(error: unknown): string {
  return error instanceof TokenError
    ? `Not in use: ${error.message}. ${error.hint}`
    : 'Not in use: it can not be asked for its tokens.';
}

function neededPin(pin: string | null, act: Act): string {
  if (pin !== null && pin !== '') return pin;
  throw new TokenError('pin.needed', 'the token needs its PIN', {
    ...(act.serial === null ? {} : { place: act.serial }),
    hint: 'Enter the PIN of the token.',
    notDone: ['Nothing was sent to the token'],
  });
}

function otherToken(expected: string, ref: TokenRef): TokenError {
  return new TokenError('token.wrong-serial', 'this is not the token in the plan', {
    expected,
    found: ref.serial,
    hint: `Take out ${ref.serial}. Plug in ${expected}.`,
    notDone: ['No key was made', 'No PIN was sent'],
  });
}

function badInput(expected: string): TokenError {
  return new TokenError(
    'token.input',
    'the station asked a token for something that makes no sense',
    {
      expected,
      hint: 'Report this: it is a fault of the station.',
      notDone: ['Nothing was sent to the token'],
    },
  );
}
