import { verifyPivAttestation } from '../../../src/attestation/piv-attestation.ts';
import { publicKeyFromSpki } from '../../../src/keys/public-key.ts';
import type { KeyEvidence, PlayedTokens } from '../../station/played-tokens.ts';
import { isKeyId, isTokenSerial } from '../../tokens/listing.ts';
import { practiceLabel } from '../../tokens/practice-store.ts';
import { randomPin } from '../../tokens/random-pin.ts';
import { TokenError } from '../../tokens/token-error.ts';
import type { TokenHosts } from '../../tokens/token-hosts.ts';
import type {
  ChallengeAnswer,
  ChallengeRequest,
  KeyId,
  MadeKey,
  MakeKeyRequest,
  PresentToken,
  SignRequest,
  TokenListing,
  TokenRef,
  TokenSerial,
} from '../../tokens/token.ts';
import { PivTool } from './piv-tool.ts';
import type { YubikeyStand } from './stand.ts';

const factoryPin = '123456';
const factoryPuk = '12345678';
/** Of a YubiKey as it comes. */
const pinTries = 3;
/** CKA_ID that libykcs11 gives slot 9c. */
const signatureSlot: KeyId = asKeyId('02');

interface Played {
  readonly tool: PivTool;
  pin: string;
  evidence: KeyEvidence | null;
}

/**
 * The colleagues' tokens of a rehearsal with virtual YubiKeys among them. A key is made by yubico-piv-tool, since that
 * can set its policies, and signs over libykcs11; everything else is a practice token as always.
 */
export class YubikeyTokens implements PlayedTokens {
  readonly #practice: PlayedTokens;
  readonly #hosts: TokenHosts;
  readonly #played: ReadonlyMap<string, Played>;

  /** `hosts` sees the stand's YubiKeys, and nothing else. */
  constructor(practice: PlayedTokens, hosts: TokenHosts, stand: YubikeyStand) {
    this.#practice = practice;
    this.#hosts = hosts;
    this.#played = new Map(
      stand.keys.map(({ serial, reader }) => [
        String(serial),
        { tool: new PivTool(reader, stand.environment), pin: factoryPin, evidence: null },
      ]),
    );
  }

  get serials(): readonly TokenSerial[] {
    return [...this.#played.keys()].filter(isTokenSerial);
  }

  async list(): Promise<TokenListing> {
    const [practice, yubikeys] = [await this.#practice.list(), await this.#hosts.list()];
    const played = yubikeys.tokens.filter(({ serial }) => this.#isPlayed(serial));
    return { ...practice, tokens: [...practice.tokens, ...played.map(asPractice)] };
  }

  keyIdOn({ serial }: TokenRef): KeyId | null {
    return this.#isPlayed(serial) ? signatureSlot : null;
  }

  async evidenceOf({ serial }: TokenRef): Promise<KeyEvidence | null> {
    return this.#played.get(serial)?.evidence ?? null;
  }

  /** The evidence has to hold before the key counts: practice root, serial, policies, and the key that libykcs11 shows. */
  async makeKey(request: MakeKeyRequest): Promise<MadeKey> {
    const { ref } = request;
    const played = this.#played.get(ref.serial);
    if (played === undefined) return this.#practice.makeKey(request);
    if (request.scheme !== 'ecdsa-sha2-nistp256' || request.id !== signatureSlot) {
      throw notShown('another kind of key than the rehearsal asks for');
    }
    const pin = randomPin();
    await played.tool.changePin(played.pin, pin);
    played.pin = pin;
    await played.tool.generate();
    const evidence: KeyEvidence = {
      keyCertificate: await played.tool.keyCertificate(),
      deviceCertificate: await played.tool.deviceCertificate(),
    };
    const attestation = verifyPivAttestation(
      { keyCert: evidence.keyCertificate, deviceCert: evidence.deviceCertificate },
      `virtual YubiKey ${ref.serial}`,
    );
    if (!attestation.chain.practice) throw notShown('a chain that does not end in practice');
    if (attestation.serial !== ref.serial) throw notShown('the serial of another device');
    if (attestation.pinPolicy !== 'always' || attestation.touchPolicy !== 'always') {
      throw notShown('other policies than the plan asks for');
    }
    const shown = await this.#hosts.readKey(ref, signatureSlot);
    const { spki, digest } = publicKeyFromSpki(attestation.publicKey.spki, ref.serial);
    if (shown?.spkiDigest !== digest) throw notShown('another key than libykcs11 shows');
    played.evidence = evidence;
    return {
      key: { ...ref, id: signatureSlot, spkiDigest: digest },
      spki,
      attributes: {
        sensitive: null,
        alwaysSensitive: null,
        // What the attestation says; the rest was not asked.
        extractable: null,
        neverExtractable: null,
        local: true,
        sign: null,
        decrypt: null,
        alwaysAuthenticate: true,
      },
    };
  }

  sign(request: SignRequest): Promise<Uint8Array> {
    return (this.#isPlayed(request.key.serial) ? this.#hosts : this.#practice).sign(request);
  }

  challenge(request: ChallengeRequest): Promise<ChallengeAnswer> {
    return (this.#isPlayed(request.key.serial) ? this.#hosts : this.#practice).challenge(request);
  }

  async colleaguePin(ref: TokenRef): Promise<string | null> {
    return this.#played.get(ref.serial)?.pin ?? this.#practice.colleaguePin(ref);
  }

  createColleague(name: string): Promise<TokenRef> {
    return this.#practice.createColleague(name);
  }

  /** A practice token is pulled out of its drawer; nobody can pull a virtual YubiKey from here. */
  async pull(ref: TokenRef): Promise<boolean> {
    return this.#isPlayed(ref.serial) ? false : ((await this.#practice.pull?.(ref)) ?? false);
  }

  async plug(ref: TokenRef): Promise<boolean> {
    return this.#isPlayed(ref.serial) ? false : ((await this.#practice.plug?.(ref)) ?? false);
  }

  /** A virtual YubiKey locks its PIN for real, as a YubiKey does; a practice token never does. */
  async lockPin({ serial }: TokenRef): Promise<boolean> {
    const played = this.#played.get(serial);
    if (played === undefined) return false;
    for (let tries = 0; tries < pinTries; tries++) await played.tool.wrongPin();
    return true;
  }

  async unlockPin({ serial }: TokenRef): Promise<boolean> {
    const played = this.#played.get(serial);
    if (played === undefined) return false;
    const pin = randomPin();
    await played.tool.unblockPin(factoryPuk, pin);
    played.pin = pin;
    return true;
  }

  async close(): Promise<void> {
    await Promise.all([this.#practice.close(), this.#hosts.close()]);
  }

  #isPlayed(serial: string | null): boolean {
    return serial !== null && this.#played.has(serial);
  }
}

/** A YubiKey has no label of its own, and these were started by the rehearsal itself: it gives them the marks. */
function asPractice(token: PresentToken): PresentToken {
  return { ...token, practice: true, label: practiceLabel(`YubiKey ${token.serial}`) };
}

function asKeyId(text: string): KeyId {
  if (isKeyId(text)) return text;
  throw new RangeError('not a key id');
}

function notShown(found: string): TokenError {
  return new TokenError('module.lies', 'the virtual YubiKey made another key than it says', {
    found,
    hint: 'Start the rehearsal again. If it happens again, the simulator is broken.',
    notDone: ['The key was not used.'],
  });
}
