import type { Certificate } from '../attestation/certificate.ts';
import { isIssuedBy } from '../attestation/issued-by.ts';
import { judgePivAttestation, type PivAttestation } from '../attestation/piv-attestation.ts';
import { isPivAttestation } from '../attestation/piv-claims.ts';
import { StationError } from '../encoding/station-error.ts';
import type { PublicKey } from '../keys/public-key.ts';
import { folderOf, type InputFile, nameOf } from './input.ts';

/** What the files say about one key: its attestation, and the public key file beside it. */
export interface Evidence {
  /** Path of the key certificate, or of the public key where there is no certificate. */
  readonly path: string;
  /** Serials that folder and file name state, without what follows a hyphen; each once. */
  readonly statedSerials: readonly string[];
  readonly attestation: PivAttestation | null;
  /** null where a certificate stands without a public key file. */
  readonly publicKey: { readonly path: string; readonly key: PublicKey } | null;
  /** Why a certificate was not judged: no device certificate is there, or its claims are out of form. */
  readonly problem: string | null;
  /** The key certificate; null for a public key alone. */
  readonly keyCert: Certificate | null;
}

/** Evidence as it was gathered, with the files that took part. */
export interface Gathered {
  readonly evidence: readonly Evidence[];
  readonly usedPaths: ReadonlySet<string>;
}

/** Device certificates are issued by the batch: a ceremony has few. More than this are not tried for a lone key. */
const mostBatches = 64;

interface Placed<T> {
  readonly path: string;
  readonly value: T;
}

/**
 * Finds the attestations among the files. A key certificate is known by its claims. Its device certificate is looked
 * for in its own folder, then everywhere, by signature: the names in the certificates are all alike.
 */
export function gatherEvidence(files: readonly InputFile[]): Gathered {
  const certificates = files.flatMap(({ path, reading }): Placed<Certificate>[] =>
    reading.kind === 'certificate' ? [{ path, value: reading.certificate }] : [],
  );
  const keyCerts = certificates.filter(isKeyCert);
  const deviceCerts = certificates.filter((placed) => !isKeyCert(placed));
  const publicKeys = files.flatMap(({ path, reading }): Placed<PublicKey>[] =>
    reading.kind === 'public-key' ? [{ path, value: reading.key }] : [],
  );
  const used = new Set<string>();
  const evidence = keyCerts.map((keyCert) => {
    const device = deviceOf(keyCert, deviceCerts);
    const beside = publicKeys.find((key) => belongsTo(keyCert.path, key.path));
    for (const placed of [keyCert, device, beside]) if (placed) used.add(placed.path);
    return evidenceOf(keyCert, device, beside);
  });
  const alone = publicKeys.filter(({ path }) => !used.has(path) && path.endsWith('_pubkey.pem'));
  for (const { path } of alone) used.add(path);
  return { evidence: [...evidence, ...alone.map(keyAlone)], usedPaths: used };
}

/** By its claims, or because its name says so: one without claims is evidence that does not hold. */
function isKeyCert({ path, value }: Placed<Certificate>): boolean {
  return isPivAttestation(value) || path.endsWith('_key_cert.pem');
}

function evidenceOf(
  keyCert: Placed<Certificate>,
  device: Placed<Certificate> | undefined,
  publicKey: Placed<PublicKey> | undefined,
): Evidence {
  const common = {
    path: keyCert.path,
    statedSerials: statedSerials(keyCert.path),
    keyCert: keyCert.value,
    publicKey: publicKey === undefined ? null : { path: publicKey.path, key: publicKey.value },
  };
  if (device === undefined) {
    return { ...common, attestation: null, problem: 'the device certificate is not there' };
  }
  try {
    const attestation = judgePivAttestation(keyCert.value, device.value, keyCert.path);
    return { ...common, attestation, problem: null };
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
    return { ...common, attestation: null, problem: error.message };
  }
}

function keyAlone({ path, value }: Placed<PublicKey>): Evidence {
  return {
    path,
    statedSerials: statedSerials(path),
    attestation: null,
    publicKey: { path, key: value },
    problem: null,
    keyCert: null,
  };
}

function deviceOf(
  keyCert: Placed<Certificate>,
  deviceCerts: readonly Placed<Certificate>[],
): Placed<Certificate> | undefined {
  const beside = deviceCerts.filter(({ path }) => folderOf(path) === folderOf(keyCert.path));
  const signs = ({ value }: Placed<Certificate>) => isIssuedBy(keyCert.value, value.publicKey);
  const named = beside.find(({ path }) => belongsTo(keyCert.path, path));
  const batches = new Map(deviceCerts.map((placed) => [placed.value.sha256, placed]));
  return (
    beside.find(signs) ??
    named ??
    beside[0] ??
    [...batches.values()].slice(0, mostBatches).find(signs)
  );
}

/** `X_key_cert.pem`, `X_device_cert.pem` and `X_pubkey.pem` of one folder belong together. */
function belongsTo(keyCertPath: string, path: string): boolean {
  if (folderOf(keyCertPath) !== folderOf(path)) return false;
  return stemOf(keyCertPath) === stemOf(path);
}

function stemOf(path: string): string {
  return nameOf(path).replace(/_(?:key_cert|device_cert|pubkey)\.[a-z]+$/, '');
}

/** Decimal digits of a device, or the sixteen hexadecimal digits of a practice token, as folder and file names begin. */
const serialForm = '(\\d{4,20}|[0-9a-f]{16})(?:-[0-9a-f]{8})?';

/** What follows a hyphen tells a device's keys apart, and is no part of the serial. */
function statedSerials(path: string): readonly string[] {
  const inFolder = new RegExp(`^${serialForm}$`).exec(nameOf(folderOf(path)))?.[1];
  const inName = new RegExp(`^${serialForm}_(?:key_cert|pubkey)\\.`).exec(nameOf(path))?.[1];
  return [...new Set([inFolder, inName].filter((serial) => serial !== undefined))];
}
