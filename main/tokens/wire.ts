import { z } from 'zod';
import { signingPurposes } from './purpose.ts';

// What goes between the station and the child process that holds one PKCS#11 module: one JSON text a line.
// The child is not trusted: native code of a vendor runs in it. Every answer is parsed with these schemas,
// and an answer that does not fit ends the child.

/** The longest line that the station accepts from a child, in bytes. */
export const maximumAnswerBytes = 4 * 1024 * 1024;

const hex = (bytes: number) =>
  z
    .string()
    .regex(/^([0-9a-f]{2})+$/)
    .max(bytes * 2);
const Text = z.string().max(256);
const Base64 = z.base64().max(32 * 1024 * 1024);
const Scheme = z.enum([
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ed25519',
  'rsassa-pss-sha256',
]);
const Serial = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
const Pin = z.string().min(1).max(256);
const KeyId = hex(64);

export const Request = z.discriminatedUnion('op', [
  z.strictObject({
    id: z.int(),
    op: z.literal('load'),
    path: z.string().max(4096),
    sha256: hex(32),
    /** A file on which stations wait for each other, or null where several may use the module at once. */
    lock: z.string().max(4096).nullable(),
    /** The folder of a database of NSS, where the module is NSS. */
    database: z.string().max(1024).nullable(),
  }),
  z.strictObject({ id: z.int(), op: z.literal('look'), keys: z.enum(['all', 'new']) }),
  z.strictObject({ id: z.int(), op: z.literal('keys-behind-pin'), serial: Serial, pin: Pin }),
  z.strictObject({ id: z.int(), op: z.literal('read-key'), serial: Serial, keyId: KeyId }),
  z.strictObject({
    id: z.int(),
    op: z.literal('make-key'),
    serial: Serial,
    scheme: Scheme,
    pin: Pin,
    label: z.string().min(1).max(64),
    keyId: KeyId,
  }),
  z.strictObject({
    id: z.int(),
    op: z.literal('sign'),
    serial: Serial,
    scheme: Scheme,
    pin: Pin,
    /** null only for a token that hides its keys: the key is looked for by its digest, after the PIN. */
    keyId: KeyId.nullable(),
    spkiDigest: hex(32),
    purpose: z.enum(signingPurposes),
    bytes: Base64,
  }),
  z.strictObject({
    id: z.int(),
    op: z.literal('remove-key'),
    serial: Serial,
    pin: Pin,
    keyId: KeyId,
    spkiDigest: hex(32),
  }),
  z.strictObject({
    id: z.int(),
    op: z.literal('init-token'),
    label: z.string().max(32),
    soPin: Pin,
  }),
  z.strictObject({ id: z.int(), op: z.literal('change-pin'), serial: Serial, pin: Pin, next: Pin }),
  z.strictObject({ id: z.int(), op: z.literal('init-pin'), serial: Serial, soPin: Pin, pin: Pin }),
]);

/** Where in an operation a PKCS#11 function failed. */
export const stages = [
  'load',
  'look',
  'open',
  'login',
  'find',
  'read',
  'generate',
  'sign',
  'remove',
  'init-token',
  'init-pin',
  'change-pin',
] as const;

/** What the host itself refuses, without asking the token or after it. */
export const refusals = [
  'absent',
  'serial-changed',
  'pin-locked',
  'pin-not-set',
  'pin-already-set',
  'write-protected',
  'protected-path',
  'key-exists',
  'key-absent',
  'key-ambiguous',
  'key-mismatch',
  'key-unreadable',
  'other-scheme',
  // Of a token that shows nothing before its PIN.
  'key-mismatch-after-pin',
  'other-scheme-after-pin',
  'key-not-behind-pin',
  'not-practice',
  'key-stays',
  'purpose',
  'unsupported',
  'no-free-place',
  'store-busy',
  'file-differs',
  'load-failed',
  'not-loaded',
  'request',
  'internal',
] as const;

export const HostFault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cryptoki'),
    /** The CK_RV as a number; 0 where the binding gives none. */
    code: z.int().min(0),
    stage: z.enum(stages),
    /** The token's CK_TOKEN_INFO flags after the failure, where they could be read. */
    flags: z.int().min(0).nullable(),
    /** Milliseconds since the operation began. */
    elapsed: z.number().min(0),
  }),
  z.strictObject({ kind: z.literal('refused'), code: z.enum(refusals) }),
]);

export const Answer = z.discriminatedUnion('ok', [
  z.strictObject({ id: z.int(), ok: z.literal(true), result: z.unknown() }),
  z.strictObject({ id: z.int(), ok: z.literal(false), fault: HostFault }),
]);

/**
 * Before the answer, at most once: the PIN was taken, and the token is asked for the signature now. From here on it may
 * wait for a finger.
 */
export const Notice = z.strictObject({ id: z.int(), about: z.literal('signing') });

/** As many keys as a search in the host returns. */
const mostKeys = 256;

/** A public key as the token shows it; `spki` in hexadecimal DER, null where the host cannot read its form. */
export const WireKey = z.strictObject({ keyId: KeyId, label: Text, spki: hex(4096).nullable() });

export const WireToken = z.strictObject({
  serial: Text,
  label: Text,
  model: Text,
  manufacturer: Text,
  firmware: z.string().regex(/^\d{1,3}\.\d{1,3}$/),
  flags: z.int().min(0),
  pinMin: z.int().min(0),
  pinMax: z.int().min(0),
  keys: z.array(WireKey).max(mostKeys),
  /** The certificate of the device that makes attestations, DER in hexadecimal; null where the token shows none. */
  deviceCert: hex(8192).nullable(),
});

export const LoadResult = z.strictObject({
  library: Text,
  version: z.string().regex(/^\d{1,3}\.\d{1,3}$/),
  /** Two tokens of this module may be used at once. */
  concurrent: z.boolean(),
});
export const LookResult = z.strictObject({ tokens: z.array(WireToken).max(64) });
export const KeysBehindPinResult = z.strictObject({ keys: z.array(WireKey).max(mostKeys) });
export const ReadKeyResult = z.strictObject({ key: WireKey.nullable() });
export const MakeKeyResult = z.strictObject({
  spki: hex(4096),
  attributes: z.strictObject({
    sensitive: z.boolean().nullable(),
    alwaysSensitive: z.boolean().nullable(),
    extractable: z.boolean().nullable(),
    neverExtractable: z.boolean().nullable(),
    local: z.boolean().nullable(),
    sign: z.boolean().nullable(),
    decrypt: z.boolean().nullable(),
    alwaysAuthenticate: z.boolean().nullable(),
  }),
});
/** ECDSA as r and s side by side, as PKCS#11 gives it. */
export const SignResult = z.strictObject({ spki: hex(4096), signature: hex(1024) });
export const InitTokenResult = z.strictObject({ serial: Serial });
export const NoResult = z.null();

export type Request = z.output<typeof Request>;
export type RequestOf<Op extends Request['op']> = Extract<Request, { op: Op }>;
/** A request before it has a number. */
export type Asked = { [Op in Request['op']]: Omit<RequestOf<Op>, 'id'> }[Request['op']];
export type Answer = z.output<typeof Answer>;
export type HostFault = z.output<typeof HostFault>;
export type Stage = (typeof stages)[number];
export type Refusal = (typeof refusals)[number];
export type WireToken = z.output<typeof WireToken>;
export type WireKey = z.output<typeof WireKey>;
export type SignResult = z.output<typeof SignResult>;
export type MakeKeyResult = z.output<typeof MakeKeyResult>;
