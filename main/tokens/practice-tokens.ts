import { isTokenSerial } from './listing.ts';
import type { ModuleHosts } from './module-hosts.ts';
import { practiceModule } from './module-registry.ts';
import { practiceLabel, type PracticeStore } from './practice-store.ts';
import { badInput, notPractice, refuseWeakPin } from './request-checks.ts';
import type { PresentToken, TokenRef } from './token.ts';
import type { TokenOperations } from './token-operations.ts';
import type { TokenWatch } from './token-watch.ts';
import { InitTokenResult, NoResult } from './wire.ts';

/** The station's own practice tokens: made, played, pulled and removed. `Tokens` says what each method gives and throws. */
export class PracticeTokens {
  readonly #store: PracticeStore;
  readonly #hosts: ModuleHosts;
  readonly #watch: TokenWatch;
  readonly #operations: TokenOperations;

  constructor(
    store: PracticeStore,
    hosts: ModuleHosts,
    watch: TokenWatch,
    operations: TokenOperations,
  ) {
    this.#store = store;
    this.#hosts = hosts;
    this.#watch = watch;
    this.#operations = operations;
  }

  async setPin(ref: TokenRef, newPin: string): Promise<void> {
    const { pinLength } = await this.#practiceToken(ref);
    refuseWeakPin(newPin, pinLength, ref);
    await this.#operations.ask(ref, {
      act: { kind: 'set-pin', serial: ref.serial },
      asked: {
        op: 'init-pin',
        serial: ref.serial,
        soPin: await this.#store.soPin(),
        pin: newPin,
      },
      result: NoResult,
    });
  }

  async createPractice(name: string): Promise<TokenRef> {
    const soPin = await this.#store.soPin();
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
    await this.setPin(ref, await this.#store.keepColleaguePin(ref.serial));
    return ref;
  }

  async colleaguePin(ref: TokenRef): Promise<string | null> {
    return ref.module === practiceModule ? this.#store.colleaguePin(ref.serial) : null;
  }

  async removePractice(ref: TokenRef): Promise<void> {
    await this.#practiceToken(ref);
    const host = this.#hosts.of(practiceModule);
    await host.whileIdle(() => this.#store.remove(ref.serial));
    await this.#watch.look('all');
  }

  /** Pulls a practice token out, for a rehearsal of that; it stays whole. False where it is not one of these. */
  async pull(ref: TokenRef): Promise<boolean> {
    return this.#inDrawer(ref, () => this.#store.pull(ref.serial));
  }

  /** Plugs a practice token in again that was pulled. */
  async plug(ref: TokenRef): Promise<boolean> {
    return this.#inDrawer(ref, () => this.#store.plug(ref.serial));
  }

  async #inDrawer({ module }: TokenRef, move: () => Promise<boolean>): Promise<boolean> {
    if (module !== practiceModule) return false;
    const moved = await this.#hosts.of(practiceModule).whileIdle(move);
    this.#watch.lookSoon();
    return moved;
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
