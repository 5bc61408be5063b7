import type { MakeKeyResult, RequestOf } from '../wire.ts';
import { ck, type Handle, type Mechanism, type Template } from './cryptoki.ts';
import { afterwards, RefusedByHost, stepAsync } from './fault.ts';
import { findKeys, flagAttribute, onlyOne } from './objects.ts';
import { curveParameters, shownKey } from './public-key.ts';
import { logIn, type Session } from './session.ts';

/**
 * Makes a key pair that cannot leave the token, once, and reads it back from there. Nothing is left out of the
 * template when a token refuses it: a smaller template could make a weaker key in silence.
 * Throws RefusedByHost `key-exists` where the CKA_ID is in use.
 */
export async function makeKey(
  session: Session,
  request: RequestOf<'make-key'>,
): Promise<MakeKeyResult> {
  if ((session.token.flags & ck.CKF_WRITE_PROTECTED) !== 0) {
    throw new RefusedByHost('write-protected');
  }
  const keyId = Buffer.from(request.keyId, 'hex');
  logIn(session, request.pin);
  refuseUsedId(session, keyId);
  await generate(session, request, keyId);
  return afterwards(() => {
    const publicKey = onlyOne(findKeys(session, ck.CKO_PUBLIC_KEY, keyId));
    const privateKey = onlyOne(findKeys(session, ck.CKO_PRIVATE_KEY, keyId));
    const shown = shownKey(session, publicKey);
    if (shown === null) throw new RefusedByHost('key-unreadable');
    return { spki: shown.spki.toString('hex'), attributes: readBack(session, privateKey) };
  });
}

/** Looked for after the login: private objects are not shown before it. */
function refuseUsedId(session: Session, keyId: Buffer): void {
  const used = [ck.CKO_PRIVATE_KEY, ck.CKO_PUBLIC_KEY].some(
    (keyClass) => findKeys(session, keyClass, keyId).length > 0,
  );
  if (used) throw new RefusedByHost('key-exists');
}

async function generate(
  session: Session,
  request: RequestOf<'make-key'>,
  keyId: Buffer,
): Promise<void> {
  const name: Template = [
    { type: ck.CKA_TOKEN, value: true },
    { type: ck.CKA_ID, value: keyId },
    { type: ck.CKA_LABEL, value: request.label },
  ];
  const publicKey: Template = [
    ...name,
    { type: ck.CKA_PRIVATE, value: false },
    { type: ck.CKA_VERIFY, value: true },
    ...kindOf(request.scheme),
  ];
  const privateKey: Template = [
    ...name,
    { type: ck.CKA_PRIVATE, value: true },
    { type: ck.CKA_SENSITIVE, value: true },
    { type: ck.CKA_EXTRACTABLE, value: false },
    { type: ck.CKA_SIGN, value: true },
    { type: ck.CKA_DECRYPT, value: false },
    { type: ck.CKA_UNWRAP, value: false },
    { type: ck.CKA_DERIVE, value: false },
  ];
  await stepAsync('generate', () =>
    session.cryptoki.C_GenerateKeyPairAsync(
      session.handle,
      generator(request.scheme),
      publicKey,
      privateKey,
    ),
  );
}

function generator(scheme: RequestOf<'make-key'>['scheme']): Mechanism {
  switch (scheme) {
    case 'ecdsa-sha2-nistp256':
    case 'ecdsa-sha2-nistp384':
      return { mechanism: ck.CKM_EC_KEY_PAIR_GEN };
    case 'ed25519':
      return { mechanism: ck.CKM_EC_EDWARDS_KEY_PAIR_GEN };
    case 'rsassa-pss-sha256':
      return { mechanism: ck.CKM_RSA_PKCS_KEY_PAIR_GEN };
  }
}

/** The curve, or 3072 bits and the exponent 65537. */
function kindOf(scheme: RequestOf<'make-key'>['scheme']): Template {
  if (scheme !== 'rsassa-pss-sha256') {
    return [{ type: ck.CKA_EC_PARAMS, value: curveParameters[scheme] }];
  }
  return [
    { type: ck.CKA_MODULUS_BITS, value: 3072 },
    { type: ck.CKA_PUBLIC_EXPONENT, value: Buffer.from([1, 0, 1]) },
  ];
}

function readBack(session: Session, object: Handle): MakeKeyResult['attributes'] {
  const read = (type: number) => flagAttribute(session, object, type);
  return {
    sensitive: read(ck.CKA_SENSITIVE),
    alwaysSensitive: read(ck.CKA_ALWAYS_SENSITIVE),
    extractable: read(ck.CKA_EXTRACTABLE),
    neverExtractable: read(ck.CKA_NEVER_EXTRACTABLE),
    local: read(ck.CKA_LOCAL),
    sign: read(ck.CKA_SIGN),
    decrypt: read(ck.CKA_DECRYPT),
    alwaysAuthenticate: read(ck.CKA_ALWAYS_AUTHENTICATE),
  };
}
