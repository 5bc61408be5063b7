import { hash } from 'node:crypto';
import { hidesKeys } from '../hidden-keys.ts';
import { assertPurpose } from '../purpose.ts';
import type { RequestOf, SignResult } from '../wire.ts';
import { ck, pssMechanism, type Mechanism } from './cryptoki.ts';
import { placeBehindPin, refuseOpen } from './behind-pin.ts';
import { RefusedByHost, step, stepAsync } from './fault.ts';
import { findKeys, flagAttribute, onlyOne } from './objects.ts';
import { shownKey, type ShownKey } from './public-key.ts';
import { logIn, type Session } from './session.ts';

type SignRequest = RequestOf<'sign'>;

export interface SignOptions {
  /** Nothing else is asked of this process meanwhile, so the token is waited for on this very thread. */
  readonly alone: boolean;
  /** Called after the PIN was taken, right before the token is asked. */
  readonly onSigning: () => void;
}

/**
 * Signs whole bytes, once, with the key whose public half has the expected digest. The host hashes the bytes itself,
 * since not every module can, and so that nobody can have a digest signed. The key is held against the expected one before
 * the PIN is sent; where a token shows nothing before that, after it.
 */
export async function sign(
  session: Session,
  request: SignRequest,
  options: SignOptions,
): Promise<SignResult> {
  const bytes = Buffer.from(request.bytes, 'base64');
  refuseOtherForm(request, bytes);
  const { keyId, shown } = loggedIn(session, request);
  const signature = await signOnce(session, request, { keyId, bytes, ...options });
  return { spki: shown.spki.toString('hex'), signature: signature.toString('hex') };
}

interface FoundKey {
  readonly keyId: Buffer;
  readonly shown: ShownKey;
}

/** Finds the expected key and sends the PIN, in the order that the token allows. Throws RefusedByHost, CryptokiFault. */
function loggedIn(session: Session, request: SignRequest): FoundKey {
  const { keyId, pin, spkiDigest } = request;
  if (keyId === null) refuseOpen(session);
  if (keyId !== null && !hidesKeys(session.token)) {
    const found = expectedKey(session, request, keyId, '');
    logIn(session, pin);
    return found;
  }
  logIn(session, pin);
  const place = keyId ?? placeBehindPin(session, spkiDigest);
  return expectedKey(session, request, place, '-after-pin');
}

/** The key of the request, if it is the one under this id. Throws RefusedByHost. */
function expectedKey(
  session: Session,
  { spkiDigest, scheme }: SignRequest,
  keyId: string,
  when: '' | '-after-pin',
): FoundKey {
  const id = Buffer.from(keyId, 'hex');
  const shown = shownKey(session, onlyOne(findKeys(session, ck.CKO_PUBLIC_KEY, id)));
  if (shown === null) throw new RefusedByHost('key-unreadable');
  if (shown.digest !== spkiDigest) throw new RefusedByHost(`key-mismatch${when}`);
  if (shown.scheme !== scheme) throw new RefusedByHost(`other-scheme${when}`);
  return { keyId: id, shown };
}

async function signOnce(
  session: Session,
  request: SignRequest,
  {
    keyId,
    bytes,
    alone,
    onSigning,
  }: SignOptions & { readonly keyId: Buffer; readonly bytes: Buffer },
): Promise<Buffer> {
  const { cryptoki, handle } = session;
  const key = onlyOne(findKeys(session, ck.CKO_PRIVATE_KEY, keyId));
  const asksEachTime = flagAttribute(session, key, ck.CKA_ALWAYS_AUTHENTICATE) === true;
  const { mechanism, data } = prepared(request.scheme, bytes);
  step('sign', () => cryptoki.C_SignInit(handle, mechanism, key));
  // PKCS#11 2.40, 11.7 C_Login: such a key wants the PIN again between C_SignInit and C_Sign.
  if (asksEachTime)
    step('login', () => cryptoki.C_Login(handle, ck.CKU_CONTEXT_SPECIFIC, request.pin));
  const signature = Buffer.alloc(1024);
  onSigning();
  // The way to a thread and back takes longer than a signature of SoftHSM.
  if (alone) return step('sign', () => cryptoki.C_Sign(handle, data, signature));
  const made = await stepAsync('sign', () => cryptoki.C_SignAsync(handle, data, signature));
  // Used after the call: the binding's thread reads `data` without holding it against the garbage collector.
  data.fill(0);
  return made;
}

function prepared(
  scheme: SignRequest['scheme'],
  bytes: Buffer,
): { mechanism: Mechanism; data: Buffer } {
  const digest = (name: string) => hash(name, bytes, 'buffer');
  switch (scheme) {
    case 'ecdsa-sha2-nistp256':
      return { mechanism: { mechanism: ck.CKM_ECDSA }, data: digest('sha256') };
    case 'ecdsa-sha2-nistp384':
      return { mechanism: { mechanism: ck.CKM_ECDSA }, data: digest('sha384') };
    case 'rsassa-pss-sha256':
      return { mechanism: pssMechanism, data: digest('sha256') };
    case 'ed25519':
      return { mechanism: { mechanism: ck.CKM_EDDSA }, data: bytes };
  }
}

function refuseOtherForm(request: SignRequest, bytes: Buffer): void {
  try {
    assertPurpose(request.purpose, bytes);
  } catch {
    throw new RefusedByHost('purpose');
  }
}
