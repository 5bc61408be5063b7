import type { Request, RequestOf, SignResult } from '../wire.ts';
import { keysBehindPin } from './behind-pin.ts';
import { changePin } from './change-pin.ts';
import { ck } from './cryptoki.ts';
import { RefusedByHost } from './fault.ts';
import { loadModule, reinitialise, type LoadedModule } from './loaded-module.ts';
import { Look, visibleKey } from './look.ts';
import { makeKey } from './make-key.ts';
import { findKeys, onlyOne } from './objects.ts';
import { removeKey } from './remove-key.ts';
import { initPin, initToken } from './practice-token.ts';
import { PracticeTurn } from './practice-turn.ts';
import { Presence } from './presence.ts';
import { withSession, type Session } from './session.ts';
import { sign } from './sign.ts';

interface Holding {
  readonly module: LoadedModule;
  readonly presence: Presence;
  readonly look: Look;
  /** Turns at the store of practice tokens; null for every other module. */
  readonly turn: PracticeTurn | null;
}

/** What is told while a signature is made. */
export interface Hearer {
  /** The token has taken its PIN and is asked for the signature. */
  readonly onSigning: () => void;
  /** The signature is there; its session is still open. */
  readonly onSigned: (signed: SignResult) => void;
}

/**
 * Holds one module and does what it is asked. The station sends `look` and `init-token` only while nothing else is
 * under way, and at most one operation a token at a time.
 */
export class TokenHost {
  #holding: Holding | null = null;

  /**
   * Does one request and puts everything away; the result is plain data. A signature is told of before that, so that the
   * station verifies it while its session is closed here. Throws RefusedByHost or CryptokiFault.
   */
  async handle(request: Request, hearer: Hearer): Promise<unknown> {
    if (request.op === 'load') return this.#load(request);
    const { turn, module, presence } = this.#held();
    const act = () => (request.op === 'sign' ? this.#sign(request, hearer) : this.#act(request));
    if (turn === null) {
      presence.forget();
      return act();
    }
    // While nobody else wrote to the store, every token is where it was.
    return turn.hold(() => {
      presence.forget();
      reinitialise(module);
    }, act);
  }

  async #sign(request: RequestOf<'sign'>, { onSigning, onSigned }: Hearer): Promise<unknown> {
    const { module, presence, turn } = this.#held();
    return this.#inSession(request.serial, 'read', async (session) => {
      // The station sends nothing else then: at the practice store, or where one token is all there is.
      const alone = turn !== null || !module.concurrent || presence.only;
      const signed = await sign(session, request, { alone, onSigning });
      onSigned(signed);
      return signed;
    });
  }

  async #act(request: Exclude<Request, { op: 'load' | 'sign' }>): Promise<unknown> {
    switch (request.op) {
      case 'look':
        return { tokens: await this.#reread().look.tokens(request.keys) };
      case 'keys-behind-pin':
        return this.#inSession(request.serial, 'read', (session) => ({
          keys: keysBehindPin(session, request.pin),
        }));
      case 'read-key':
        return this.#inSession(request.serial, 'read', (session) => {
          const keys = findKeys(session, ck.CKO_PUBLIC_KEY, Buffer.from(request.keyId, 'hex'));
          return { key: keys.length === 0 ? null : visibleKey(session, onlyOne(keys)) };
        });
      case 'make-key':
        this.#held().look.forget(request.serial);
        return this.#inSession(request.serial, 'write', (session) => makeKey(session, request));
      case 'remove-key':
        this.#held().look.forget(request.serial);
        return this.#inSession(request.serial, 'write', (session) => removeKey(session, request));
      case 'init-token': {
        const { module, presence } = this.#reread();
        return initToken(module.cryptoki, presence, request);
      }
      case 'init-pin':
        await this.#inSession(request.serial, 'write', (session) => initPin(session, request));
        return null;
      case 'change-pin':
        await this.#inSession(request.serial, 'write', (session) => changePin(session, request));
        return null;
    }
  }

  #load(request: RequestOf<'load'>): unknown {
    if (this.#holding !== null) throw new RefusedByHost('request');
    const turn = request.lock === null ? null : new PracticeTurn(request.lock);
    const module = loadModule(request.path, request.sha256, request.database);
    const presence = new Presence(module.cryptoki, module.serialOf);
    this.#holding = { module, presence, look: new Look(module.cryptoki, presence), turn };
    const { library, version } = module;
    return { library, version, concurrent: module.concurrent && turn === null };
  }

  #held(): Holding {
    if (this.#holding === null) throw new RefusedByHost('not-loaded');
    return this.#holding;
  }

  /** SoftHSM lists the tokens that were there when it was initialised: it is started anew, which takes 0.3 ms. */
  #reread(): Holding {
    const holding = this.#held();
    if (holding.module.rereads && holding.turn === null) reinitialise(holding.module);
    return holding;
  }

  async #inSession<T>(
    serial: string,
    access: 'read' | 'write',
    act: (session: Session) => T | Promise<T>,
  ): Promise<T> {
    const { module, presence } = this.#held();
    return withSession(module.cryptoki, presence, serial, access, act);
  }
}
