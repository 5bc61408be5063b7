import { isPracticeLabel } from '../practice-label.ts';
import type { RequestOf } from '../wire.ts';
import { ck, type Handle } from './cryptoki.ts';
import { afterwards, RefusedByHost, step } from './fault.ts';
import { attribute, findKeys, onlyOne } from './objects.ts';
import { shownKey } from './public-key.ts';
import { logIn, type Session } from './session.ts';

/**
 * Destroys one practice key pair, once, and looks that it is gone. The public key has to have the expected digest, and
 * both halves the label of a practice key: a key of a real ceremony is never removed by the station.
 */
export function removeKey(session: Session, request: RequestOf<'remove-key'>): null {
  const keyId = Buffer.from(request.keyId, 'hex');
  const publicKey = onlyOne(findKeys(session, ck.CKO_PUBLIC_KEY, keyId));
  const shown = shownKey(session, publicKey);
  if (shown === null) throw new RefusedByHost('key-unreadable');
  if (shown.digest !== request.spkiDigest) throw new RefusedByHost('key-mismatch');
  refuseOther(session, publicKey);

  logIn(session, request.pin);
  const privateKey = onlyOne(findKeys(session, ck.CKO_PRIVATE_KEY, keyId));
  refuseOther(session, privateKey);
  const { cryptoki, handle } = session;
  step('remove', () => cryptoki.C_DestroyObject(handle, privateKey));
  const there = afterwards(() => {
    // Some tokens keep both halves as one, and remove them as one.
    for (const left of findKeys(session, ck.CKO_PUBLIC_KEY, keyId))
      step('remove', () => cryptoki.C_DestroyObject(handle, left));
    return [ck.CKO_PRIVATE_KEY, ck.CKO_PUBLIC_KEY].flatMap((keyClass) =>
      findKeys(session, keyClass, keyId),
    );
  });
  if (there.length > 0) throw new RefusedByHost('key-stays');
  return null;
}

function refuseOther(session: Session, key: Handle): void {
  const label = attribute(session, key, ck.CKA_LABEL)?.toString('utf8') ?? '';
  if (!isPracticeLabel(label)) throw new RefusedByHost('not-practice');
}
