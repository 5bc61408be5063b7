import { z } from 'zod';
import { fromBase64, toBase64 } from '../../encoding/base64.ts';
import { concat, equalBytes } from '../../encoding/bytes.ts';
import { jcs } from '../../encoding/jcs.ts';
import { parseJson } from '../../encoding/json.ts';
import { StationError } from '../../encoding/station-error.ts';
import { fromUtf8, utf8 } from '../../encoding/utf8.ts';
import { type PublicKey, publicKeyFromPem, publicKeyPem } from '../../keys/public-key.ts';
import { type Scheme, schemeFits } from '../../keys/scheme.ts';
import { Scheme as SchemeName } from '../record-values.ts';
import { DelegationError } from './delegation-error.ts';
import { proofBytes, type ProofText, proofTextOf } from './proof-text.ts';

/** The format of a proof file. */
export const proofFormat = 'station-delegation-proof/1';

/** Most bytes of a proof file: the text, an RSA key of 8192 bits and its signature fit. */
export const longestProof = 16 * 1024;

/** One key's answer to a challenge. Whether the key made it is not said by the file: `judgeProof` says. */
export interface DelegationProof extends ProofText {
  readonly publicKey: PublicKey;
  readonly scheme: Scheme;
  /** ECDSA in DER, Ed25519 and RSA-PSS raw. */
  readonly signature: Uint8Array;
}

const Fields = z.strictObject({
  format: z.literal(proofFormat),
  key: z.string().max(4096),
  scheme: SchemeName,
  signature: z.string().max(2048),
  text: z.string().max(2048),
});

/** The one text of a proof: RFC 8785 and a line feed, so that equal proofs are equal files. */
export function proofFile(proof: DelegationProof): Uint8Array<ArrayBuffer> {
  const canonical = jcs({
    format: proofFormat,
    key: publicKeyPem(proof.publicKey),
    scheme: proof.scheme,
    signature: toBase64(proof.signature),
    text: fromUtf8(proofBytes(proof)),
  });
  return concat(canonical, utf8('\n'));
}

/**
 * Reads a proof. Only what `proofFile` writes is one; the key in it is the key that its text names.
 * @throws DelegationError `delegation.proof`
 */
export function parseProof(bytes: Uint8Array, place: string): DelegationProof {
  let proof: DelegationProof;
  try {
    proof = read(bytes, place);
  } catch (cause) {
    if (!(cause instanceof StationError) && !(cause instanceof z.ZodError)) throw cause;
    throw notProof(place, 'another form', cause);
  }
  if (proof.publicKey.digest !== proof.key)
    throw notProof(place, 'another key than its text names');
  if (!schemeFits(proof.scheme, proof.publicKey)) throw notProof(place, 'a scheme of another kind');
  if (!equalBytes(proofFile(proof), bytes)) throw notProof(place, 'another spelling');
  return proof;
}

function read(bytes: Uint8Array, place: string): DelegationProof {
  const value = parseJson(bytes, place, { bytes: longestProof, depth: 2 });
  const { key, scheme, signature, text } = Fields.parse(value);
  const said = proofTextOf(utf8(text));
  if (said === null) throw notProof(place, 'another text');
  return {
    ...said,
    publicKey: publicKeyFromPem(key, place),
    scheme,
    signature: fromBase64(signature),
  };
}

function notProof(place: string, found: string, cause?: unknown): DelegationError {
  return new DelegationError('delegation.proof', 'the file is no proof of possession', {
    expected: 'the file that the keyholder’s station wrote, byte for byte',
    found,
    place,
    hint: 'It was damaged or edited. Take it from the other project again.',
    notDone: ['No delegation was staged.'],
    cause,
  });
}
