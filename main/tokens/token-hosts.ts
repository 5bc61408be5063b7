import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { fromHex } from '../../src/encoding/hex.ts';
import type { Act } from './act.ts';
import { pipeChild, type StartChild } from './child-port.ts';
import { usualDeadlines, type Deadlines } from './deadlines.ts';
import { childEnvironment } from './environment.ts';
import { softHsmPaths, vendorPaths } from './known-paths.ts';
import { isKeyId, isTokenSerial, visibleKey } from './listing.ts';
import { madeKey } from './made-key.ts';
import { configurationEnvironment } from './module-configuration.ts';
import { smartCardSocket, type Ask } from './module-host.ts';
import { ModuleHosts } from './module-hosts.ts';
import { ModuleRegistry, practiceModule, type ModulePlaces } from './module-registry.ts';
import { ModuleSettings } from './module-settings.ts';
import { usualP11KitPlaces } from './p11-kit.ts';
import { practiceLabel, PracticeStore } from './practice-store.ts';
import { assertPurpose, challengeBytes, type SigningPurpose } from './purpose.ts';
import { TokenWatch } from './token-watch.ts';
import {
  badInput,
  neededPin,
  notPractice,
  otherToken,
  refuseUnconfirmed,
  refuseWeakPin,
} from './request-checks.ts';
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
import { SmartCardService } from './smart-card/card.ts';
import { PcscYubikeys } from './yubikey/pcsc-yubikeys.ts';
import type { Yubikeys } from './yubikey/yubikey.ts';
import { verifiedSignature } from './verified-signature.ts';
import {
  InitTokenResult,
  KeysBehindPinResult,
  MakeKeyResult,
  NoResult,
  ReadKeyResult,
  SignResult,
} from './wire.ts';

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
    const { pinLength } = await this.#practiceToken(ref);
    refuseWeakPin(newPin, pinLength, ref);
    await this.#ask(ref, {
      act: { kind: 'set-pin', serial: ref.serial },
      asked: {
        op: 'init-pin',
        serial: ref.serial,
        soPin: await this.#practice.soPin(),
        pin: newPin,
      },
      result: NoResult,
    });
  }

  async changePin(ref: TokenRef, pin: string, next: string): Promise<void> {
    const act: Act = { kind: 'set-pin', serial: ref.serial };
    await this.#ask(ref, {
      act,
      asked: { op: 'change-pin', serial: ref.serial, pin: neededPin(pin, act), next },
      result: NoResult,
    });
  }

  async makeKey(request: MakeKeyRequest): Promise<MadeKey> {
    const { ref, expectedSerial, scheme, label, id, signal } = request;
    const act: Act = { kind: 'make-key', serial: ref.serial };
    if (expectedSerial !== ref.serial) throw otherToken(expectedSerial, ref);
    const pin = neededPin(request.pin, act);
    if (request.slotPolicies !== undefined) {
      const { slotPolicies: policies, replaces = null } = request;
      return this.yubikeys.makeKey({ ref, scheme, pin, policies, replaces });
    }
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

  async readKey(ref: TokenRef, id: KeyId): Promise<VisibleKey | null> {
    const { key } = await this.#ask(ref, {
      act: { kind: 'read', serial: ref.serial },
      asked: { op: 'read-key', serial: ref.serial, keyId: id },
      result: ReadKeyResult,
    });
    return key === null ? null : visibleKey(key);
  }

  async keysBehindPin(ref: TokenRef, pin: string): Promise<readonly ShownKey[]> {
    const act: Act = { kind: 'read', serial: ref.serial };
    const { keys } = await this.#ask(ref, {
      act,
      asked: { op: 'keys-behind-pin', serial: ref.serial, pin: neededPin(pin, act) },
      result: KeysBehindPinResult,
    });
    return keys.flatMap((key) => visibleKey(key) ?? []);
  }

  async sign(request: SignRequest): Promise<Uint8Array> {
    return this.#sign(request, request.purpose, request.bytes);
  }

  async challenge(request: ChallengeRequest): Promise<ChallengeAnswer> {
    const bytes = challengeBytes(randomBytes(32));
    return { bytes, signature: await this.#sign(request, 'challenge', bytes) };
  }

  async removeKey({ key, confirmed, pin }: RemoveKeyRequest): Promise<void> {
    const act: Act = { kind: 'remove-key', serial: key.serial };
    refuseUnconfirmed(key, confirmed);
    const { serial, id: keyId, spkiDigest } = key;
    if (keyId === null) throw badInput('a key that the token shows');
    await this.#ask(key, {
      act,
      asked: { op: 'remove-key', serial, pin: neededPin(pin, act), keyId, spkiDigest },
      result: NoResult,
    });
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
    const soPin = await this.#practice.soPin();
    const { serial } = await this.#hosts.of(practiceModule).askAlone({
      act: { kind: 'make-token', serial: null },
      asked: { op: 'init-token', label: practiceLabel(name), soPin },
      result: InitTokenResult,
    });
    this.#watch.lookSoon();
    if (!isTokenSerial(serial)) throw badInput('a serial');
    return { module: practiceModule, serial };
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
    await this.#practiceToken(ref);
    const host = this.#hosts.of(practiceModule);
    await host.whileIdle(() => this.#practice.remove(ref.serial));
    await this.#watch.look('all');
  }

  /** Pulls a practice token out, for a rehearsal of that; it stays whole. False where it is not one of these. */
  async pull(ref: TokenRef): Promise<boolean> {
    return this.#inDrawer(ref, () => this.#practice.pull(ref.serial));
  }

  /** Plugs a practice token in again that was pulled. */
  async plug(ref: TokenRef): Promise<boolean> {
    return this.#inDrawer(ref, () => this.#practice.plug(ref.serial));
  }

  async #inDrawer({ module }: TokenRef, move: () => Promise<boolean>): Promise<boolean> {
    if (module !== practiceModule) return false;
    const moved = await this.#hosts.of(practiceModule).whileIdle(move);
    this.#watch.lookSoon();
    return moved;
  }

  async close(): Promise<void> {
    this.#watch.stop();
    await this.#hosts.close();
  }

  async #sign(
    { key, scheme, pin, signal, onSigning }: ChallengeRequest,
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
      onSigning,
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
      return await this.#hosts.of(module).ask(serial, ask);
    } finally {
      this.#watch.lookSoon();
    }
  }

  /** A token of the practice store. Throws TokenError `token.absent` or `token.not-practice`. */
  async #practiceToken(ref: TokenRef): Promise<PresentToken> {
    this.#hosts.refuseClosed();
    if (this.#watch.seen(ref) === undefined) await this.#watch.lookInTurn(ref.module);
    const token = this.#watch.seen(ref);
    if (token?.practice === true && token.ref !== null) return token;
    throw notPractice(ref, token !== undefined);
  }
}

function usualPlaces(): ModulePlaces {
  return {
    embedded: softHsmPaths,
    p11Kit: usualP11KitPlaces(process.env.HOME),
    known: vendorPaths,
  };
}
