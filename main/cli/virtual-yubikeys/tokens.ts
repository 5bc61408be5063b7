import type { KeyEvidence, PlayedTokens } from '../../station/played-tokens.ts';
import { isTokenSerial } from '../../tokens/listing.ts';
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
import { signatureKeyId } from '../../tokens/yubikey/pcsc-yubikeys.ts';
import { readAttestedKey, requireAbout } from '../../station/yubikey/attested-key.ts';
import type { YubikeyStand } from './stand.ts';

/** Of a YubiKey as it comes. */
const pinTries = 3;

interface Played {
  /** Of the device as it was set up last; nobody's before that. */
  pin: string;
  puk: string;
  evidence: KeyEvidence | null;
}

/**
 * The colleagues' tokens of a rehearsal with virtual YubiKeys among them. They are set up and
 * make their keys as a keyholder's own YubiKey does, and sign over libykcs11; everything else is a practice token.
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
      stand.keys.map(({ serial }) => [
        String(serial),
        { pin: randomPin(), puk: randomPin(), evidence: null },
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
    return this.#isPlayed(serial) ? signatureKeyId : null;
  }

  async evidenceOf({ serial }: TokenRef): Promise<KeyEvidence | null> {
    return this.#played.get(serial)?.evidence ?? null;
  }

  /** The evidence has to hold before the key counts: practice root, serial, policies, and the key that libykcs11 shows. */
  async makeKey(request: MakeKeyRequest): Promise<MadeKey> {
    const { ref } = request;
    const played = this.#played.get(ref.serial);
    if (played === undefined) return this.#practice.makeKey(request);
    if (request.scheme !== 'ecdsa-sha2-nistp256' || request.id !== signatureKeyId) {
      throw notShown('another kind of key than the rehearsal asks for');
    }
    try {
      return await this.#makeOn(request, played);
    } catch (error) {
      if (error instanceof TokenError && otherThanAsked.has(error.code))
        throw notShown(error.found ?? error.message);
      throw error;
    }
  }

  async #makeOn({ ref, scheme, label }: MakeKeyRequest, played: Played): Promise<MadeKey> {
    const { yubikeys } = this.#hosts;
    const { serial } = ref;
    const before = await yubikeys.status(ref);
    const [pin, puk] = [randomPin(), randomPin()];
    await yubikeys.setUp({
      ref,
      typedSerial: serial,
      losesKey: before.key === null ? null : (before.key.spkiDigest ?? 'unreadable'),
      pin,
      puk,
    });
    played.pin = pin;
    played.puk = puk;
    const made = await this.#hosts.makeKey({
      ref,
      expectedSerial: serial,
      scheme,
      pin,
      label,
      id: signatureKeyId,
      slotPolicies: { pin: 'always', touch: 'always' },
    });
    const spki = made.key.spkiDigest;
    await this.#hosts.challenge({ key: made.key, scheme, pin });
    const shown = await this.#hosts.readKey(ref, signatureKeyId);
    if (shown?.spkiDigest !== spki) throw notShown('another key than libykcs11 shows');
    const found = await readAttestedKey(this.#hosts, ref);
    const { certificates } = requireAbout(found, { serial, spki, mode: 'rehearsal' });
    played.evidence = {
      keyCertificate: certificates.keyCert,
      deviceCertificate: certificates.deviceCert,
    };
    return made;
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

  /** A virtual YubiKey goes away with the process that plays it. */
  async removePractice(ref: TokenRef): Promise<void> {
    if (!this.#isPlayed(ref.serial)) await this.#practice.removePractice(ref);
  }

  /** A practice token is pulled out of its drawer; nobody can pull a virtual YubiKey from here. */
  async pull(ref: TokenRef): Promise<boolean> {
    return this.#isPlayed(ref.serial) ? false : ((await this.#practice.pull?.(ref)) ?? false);
  }

  async plug(ref: TokenRef): Promise<boolean> {
    return this.#isPlayed(ref.serial) ? false : ((await this.#practice.plug?.(ref)) ?? false);
  }

  /** A virtual YubiKey locks its PIN for real, as a YubiKey does; a practice token never does. */
  async lockPin(ref: TokenRef): Promise<boolean> {
    const played = this.#played.get(ref.serial);
    if (played === undefined) return false;
    for (let tries = 0; tries < pinTries; tries++) await this.#wrongPin(ref, played);
    return true;
  }

  /** Enters a PIN that is wrong: one try is gone. Fulfils once the device has refused it. */
  async #wrongPin(ref: TokenRef, { pin }: Pick<Played, 'pin'>): Promise<void> {
    const wrong = randomPin();
    if (wrong === pin) return this.#wrongPin(ref, { pin });
    try {
      await this.#hosts.yubikeys.changePin(ref, wrong, randomPin());
    } catch (error) {
      const refused = error instanceof TokenError && /^pin\.(wrong|locked)$/.test(error.code);
      if (!refused) throw error;
    }
  }

  async unlockPin(ref: TokenRef): Promise<boolean> {
    const played = this.#played.get(ref.serial);
    if (played === undefined) return false;
    const pin = randomPin();
    await this.#hosts.yubikeys.unblockPin(ref, played.puk, pin);
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

/** What the station says where the device made, or attests, something else than it was asked for. */
const otherThanAsked: ReadonlySet<string> = new Set([
  'key.attributes',
  'key.mismatch',
  'signature.wrong',
]);

function notShown(found: string): TokenError {
  return new TokenError('module.lies', 'the virtual YubiKey made another key than it says', {
    found,
    hint: 'Start the rehearsal again. If it happens again, the simulator is broken.',
    notDone: ['The key was not used.'],
  });
}
