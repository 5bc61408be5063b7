import type { FolderPath } from '../../src/ceremony/folder-path.ts';
import type { RecordData } from '../../src/ceremony/record.ts';
import { refuseMixing } from '../../src/ceremony/rehearsal.ts';
import { schemeOf } from '../../src/ceremony/roster.ts';
import { sha256Hex, type Sha256Hex } from '../../src/encoding/digest.ts';
import { fromHex } from '../../src/encoding/hex.ts';
import { publicKeyFromSpki } from '../../src/keys/public-key.ts';
import { parseSerial } from '../../src/ceremony/serial.ts';
import type { OnlineSigner } from '../online/online-signer.ts';
import type { KeyRef, PresentToken, Tokens } from '../tokens/token.ts';
import { recordStop } from './act-stop.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { requireTwice } from './signature-check.ts';
import { marksOf } from './token-at-hand.ts';
import { requireSameAttested } from './yubikey/same-attested.ts';

/** A token that can sign here for one participant. */
export interface TokenSigner {
  readonly participant: string;
  /** Without `yubikeys` where the station plays this person. */
  readonly tokens: Pick<Tokens, 'sign'> & Partial<Pick<Tokens, 'yubikeys'>>;
  readonly token: PresentToken;
  readonly key: KeyRef;
  readonly pin: string | null;
}

/** Whoever signs a role that is published. */
export type RoleSigner = TokenSigner | FileSigner;

/** The key of a file, for snapshot and timestamp. */
export interface FileSigner {
  /** The online key's id in the plan. */
  readonly participant: string;
  readonly online: OnlineSigner;
}

/** What is signed on publication: the canonical bytes of a role, and the file that they go into. */
export interface RoleBytes {
  readonly file: FolderPath;
  readonly keyid: string;
  readonly bytes: Uint8Array;
}

/** A signature of a role, verified twice, whose file is not written yet. */
export interface MadeSignature {
  /** null for a key that is nobody's: an online key. */
  readonly participant: string | null;
  readonly keyid: string;
  readonly signature: Uint8Array;
  readonly facts: Omit<RecordData<'signature.intended'>, 'scheme'>;
}

/**
 * Signs the bytes of a role once. The intent is on record before, and a stop after; the marks of rehearsal are held
 * against the key, a YubiKey certifies it again, and two implementations verify the signature.
 * @throws RehearsalError; TokenError; StepError `signature.disagreement`, `attestation.*`
 */
export async function signRole(
  ceremony: OpenCeremony,
  signer: RoleSigner,
  role: RoleBytes,
): Promise<MadeSignature> {
  return 'online' in signer
    ? signWithFile(ceremony, signer, role)
    : signWithToken(ceremony, signer, role);
}

async function signWithToken(
  ceremony: OpenCeremony,
  { participant, tokens, token, key, pin }: TokenSigner,
  { file, keyid, bytes }: RoleBytes,
): Promise<MadeSignature> {
  const { plan } = ceremony;
  const scheme = schemeOf(plan, participant);
  const mark: Sha256Hex | null = plan.mode === 'rehearsal' ? plan.sha256 : null;
  refuseMixing(plan, marksOf(token, plan.mode === 'rehearsal'), mark);
  await requireSameAttested(ceremony, { participant, key, tokens });
  const facts = {
    file,
    serial: key.serial,
    spki: key.spkiDigest,
    signedSha256: sha256Hex(bytes),
  };
  await ceremony.append({ kind: 'signature.intended', participant, data: { ...facts, scheme } });
  try {
    const signature = await tokens.sign({ key, scheme, purpose: 'tuf-canonical', bytes, pin });
    const spki = token.keys.find(({ id }) => id === key.id)?.spki ?? '';
    const publicKey = publicKeyFromSpki(fromHex(spki), `token ${key.serial}`);
    await requireTwice({ publicKey, scheme }, bytes, signature);
    return { participant, keyid, signature, facts };
  } catch (error) {
    await recordStop(ceremony, participant, { act: 'signature', serial: key.serial }, error);
    throw error;
  }
}

/** The key's own mode stands for every mark: a practice key file says so, and a real one has none. */
async function signWithFile(
  ceremony: OpenCeremony,
  { participant, online }: FileSigner,
  { file, keyid, bytes }: RoleBytes,
): Promise<MadeSignature> {
  const { plan } = ceremony;
  const practice = online.mode === 'rehearsal';
  const marks = { keyObject: practice, label: practice, store: practice, attestation: null };
  refuseMixing(plan, marks, plan.mode === 'rehearsal' ? plan.sha256 : null);
  const serial = parseSerial(participant, 'online key');
  const { scheme, publicKey } = online;
  const facts = { file, serial, spki: publicKey.digest, signedSha256: sha256Hex(bytes) };
  await ceremony.append({
    kind: 'signature.intended',
    participant: null,
    data: { ...facts, scheme },
  });
  try {
    const purpose = file.endsWith('timestamp.json') ? 'timestamp' : 'snapshot';
    const signature = online.sign(purpose, bytes);
    await requireTwice({ publicKey, scheme }, bytes, signature);
    return { participant: null, keyid, signature, facts };
  } catch (error) {
    await recordStop(ceremony, null, { act: 'signature', serial }, error);
    throw error;
  }
}

/** Records a signature whose file is published now. */
export async function recordRoleSignature(
  ceremony: OpenCeremony,
  { participant, keyid, facts }: MadeSignature,
  fileSha256: Sha256Hex,
): Promise<void> {
  await ceremony.append({
    kind: 'signature.added',
    participant,
    data: {
      ...facts,
      keyid,
      fileSha256,
      verifiedBy: ['node:crypto', 'noble'],
      recovered: false,
    },
  });
}
