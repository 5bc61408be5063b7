import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { fromHex } from '../../src/encoding/hex.ts';
import type { Act } from './act.ts';
import { isKeyId, visibleKey } from './listing.ts';
import { madeKey } from './made-key.ts';
import type { Ask } from './module-host.ts';
import type { ModuleHosts } from './module-hosts.ts';
import { assertPurpose, challengeBytes, type SigningPurpose } from './purpose.ts';
import { badInput, neededPin, refuseUnconfirmed } from './request-checks.ts';
import type {
  ChallengeAnswer,
  ChallengeRequest,
  KeyId,
  MadeKey,
  MakeKeyRequest,
  RemoveKeyRequest,
  ShownKey,
  SignRequest,
  TokenRef,
  VisibleKey,
} from './token.ts';
import type { TokenWatch } from './token-watch.ts';
import { verifiedSignature } from './verified-signature.ts';
import { KeysBehindPinResult, MakeKeyResult, NoResult, ReadKeyResult, SignResult } from './wire.ts';

type PlainMakeKeyRequest = Omit<MakeKeyRequest, 'expectedSerial' | 'slotPolicies' | 'replaces'>;

/** What the station asks of one token by PKCS#11, each thing once: `Tokens` says what each method gives and throws. */
export class TokenOperations {
  readonly #hosts: ModuleHosts;
  readonly #watch: TokenWatch;

  constructor(hosts: ModuleHosts, watch: TokenWatch) {
    this.#hosts = hosts;
    this.#watch = watch;
  }

  /** One operation with one token; whoever listens hears soon what changed. */
  async ask<Schema extends z.ZodType>(
    { module, serial }: TokenRef,
    ask: Ask<Schema>,
  ): Promise<z.output<Schema>> {
    try {
      return await this.#hosts.of(module).ask(serial, ask);
    } finally {
      this.#watch.lookSoon();
    }
  }

  async changePin(ref: TokenRef, pin: string, next: string): Promise<void> {
    const act: Act = { kind: 'set-pin', serial: ref.serial };
    await this.ask(ref, {
      act,
      asked: { op: 'change-pin', serial: ref.serial, pin: neededPin(pin, act), next },
      result: NoResult,
    });
  }

  /** Whoever asks has held the token against the expected serial. */
  async makeKey(request: PlainMakeKeyRequest): Promise<MadeKey> {
    const { ref, scheme, label, id, signal } = request;
    const act: Act = { kind: 'make-key', serial: ref.serial };
    const pin = neededPin(request.pin, act);
    if (label === '' || Buffer.byteLength(label) > 64) throw badInput('a label of 1 to 64 bytes');
    if (!isKeyId(id)) throw badInput('a key id of 1 to 64 bytes in hexadecimal');
    const made = await this.ask(ref, {
      act,
      asked: { op: 'make-key', serial: ref.serial, scheme, pin, label, keyId: id },
      result: MakeKeyResult,
      signal,
    });
    return madeKey(ref, id, scheme, made);
  }

  async readKey(ref: TokenRef, id: KeyId): Promise<VisibleKey | null> {
    const { key } = await this.ask(ref, {
      act: { kind: 'read', serial: ref.serial },
      asked: { op: 'read-key', serial: ref.serial, keyId: id },
      result: ReadKeyResult,
    });
    return key === null ? null : visibleKey(key);
  }

  async keysBehindPin(ref: TokenRef, pin: string): Promise<readonly ShownKey[]> {
    const act: Act = { kind: 'read', serial: ref.serial };
    const { keys } = await this.ask(ref, {
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
    await this.ask(key, {
      act,
      asked: { op: 'remove-key', serial, pin: neededPin(pin, act), keyId, spkiDigest },
      result: NoResult,
    });
  }

  async #sign(
    { key, scheme, pin, signal, onSigning }: ChallengeRequest,
    purpose: SigningPurpose,
    bytes: Uint8Array,
  ): Promise<Uint8Array> {
    const act: Act = { kind: 'sign', serial: key.serial };
    assertPurpose(purpose, bytes);
    const signed = await this.ask(key, {
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
}
