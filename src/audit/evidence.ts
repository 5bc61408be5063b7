import {
  type Attestation,
  isAttestation,
  judgeAttestation,
  reservation,
} from '../attestation/attestation.ts';
import type { Certificate } from '../attestation/certificate.ts';
import { isIssuedBy } from '../attestation/issued-by.ts';
import { StationError } from '../encoding/station-error.ts';
import type { PublicKey } from '../keys/public-key.ts';
import { folderOf, nameOf } from './file-path.ts';
import { type InputFile } from './input.ts';

/** What the files say about one key: its attestation, and the public key file beside it. */
export interface Evidence {
  /** Path of the key certificate, or of the public key where there is no certificate. */
  readonly path: string;
  /** Serials that folder and file name state, without what follows a hyphen; each once. */
  readonly statedSerials: readonly string[];
  readonly attestation: Attestation | null;
  /** What the device says, also where that speaks against the key: then these are its only words. */
  readonly told: Attestation | null;
  /** null where a certificate stands without a public key file. */
  readonly publicKey: { readonly path: string; readonly key: PublicKey } | null;
  /**
   * Why a certificate was not judged: no device certificate is there, its claims are out of form, or the device itself
   * says that the key was or may be elsewhere.
   */
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
const mostBatches = 256;

interface Placed<T> {
  /** How findings name the file. */
  readonly path: string;
  /** What its folder and name say. */
  readonly place: string;
  /** The first commit that has it, in a Git history. */
  readonly commit: string | null;
  readonly value: T;
}

/** All of `gatheringEvidence`, at once: for a few files. */
export function gatherEvidence(files: readonly InputFile[]): Gathered {
  const gathering = gatheringEvidence(files);
  for (;;) {
    const { done, value } = gathering.next();
    if (done === true) return value;
  }
}

/**
 * Finds the attestations among the files. A key certificate is known by its claims. Its device certificate is looked
 * for in its own folder, then everywhere, by signature: the names in the certificates are all alike.
 * @yields before each key certificate, how many were judged: a chain is verified for each
 */
export function* gatheringEvidence(files: readonly InputFile[]): Generator<number, Gathered> {
  const certificates = files.flatMap(({ path, place, origin, reading }): Placed<Certificate>[] =>
    reading.kind === 'evidence'
      ? reading.certificates.map((value) => ({
          path,
          place,
          commit: origin?.commit ?? null,
          value,
        }))
      : [],
  );
  const { keyCerts, deviceCerts } = sorted(certificates);
  const publicKeys = files.flatMap(({ path, place, origin, reading }): Placed<PublicKey>[] =>
    reading.kind === 'evidence'
      ? reading.publicKeys.map((value) => ({ path, place, commit: origin?.commit ?? null, value }))
      : [],
  );
  const used = new Set<string>();
  const evidence: Evidence[] = [];
  const [devices, keysBeside] = [shelved(deviceCerts), byFolder(publicKeys)];
  for (const keyCert of keyCerts) {
    yield evidence.length;
    const device = deviceOf(keyCert, devices);
    const beside = publicKeyOf(keyCert, keysBeside.get(folderOf(keyCert.place)) ?? []);
    for (const placed of [keyCert, device, beside]) if (placed) used.add(placed.path);
    evidence.push(evidenceOf(keyCert, device, beside));
  }
  const alone = publicKeys.filter(
    ({ path, place }) => !used.has(path) && /_pubkey\.[a-z]+$/.test(place),
  );
  for (const { path } of alone) used.add(path);
  return { evidence: [...evidence, ...alone.map(keyAlone)], usedPaths: used };
}

/**
 * Key certificates are known by their claims. One that has none and is named as a key certificate is evidence that
 * does not hold, unless it is the device certificate of another one: then only the names were exchanged.
 */
function sorted(certificates: readonly Placed<Certificate>[]) {
  const claiming = certificates.filter(({ value }) => isAttestation(value));
  const named = certificates.filter(
    ({ place, value }) =>
      !isAttestation(value) &&
      /_key_cert\.[a-z]+$/.test(place) &&
      !claiming.some((one) => isIssuedBy(one.value, value.publicKey)),
  );
  const keyCerts = new Set([...claiming, ...named]);
  return {
    keyCerts: certificates.filter((one) => keyCerts.has(one)),
    deviceCerts: certificates.filter((one) => !keyCerts.has(one)),
  };
}

interface DeviceShelves {
  readonly byFolder: ReadonlyMap<string, readonly Placed<Certificate>[]>;
  /** Each certificate once, as many as are tried for a key that lies alone. */
  readonly batches: readonly Placed<Certificate>[];
}

function shelved(deviceCerts: readonly Placed<Certificate>[]): DeviceShelves {
  const batches = new Map(deviceCerts.map((placed) => [placed.value.sha256, placed]));
  return {
    byFolder: byFolder(deviceCerts),
    batches: [...batches.values()].slice(0, mostBatches),
  };
}

function byFolder<T>(placed: readonly Placed<T>[]): ReadonlyMap<string, readonly Placed<T>[]> {
  return Map.groupBy(placed, ({ place }) => folderOf(place));
}

function evidenceOf(
  keyCert: Placed<Certificate>,
  device: Placed<Certificate> | undefined,
  publicKey: Placed<PublicKey> | undefined,
): Evidence {
  const common = {
    path: keyCert.path,
    statedSerials: statedSerials(keyCert.place),
    keyCert: keyCert.value,
    publicKey: publicKey === undefined ? null : { path: publicKey.path, key: publicKey.value },
  };
  if (device === undefined) {
    return {
      ...common,
      attestation: null,
      told: null,
      problem: 'the device certificate is not there',
    };
  }
  try {
    const attestation = judgeAttestation(keyCert.value, device.value, keyCert.path);
    const against = reservation(attestation);
    return {
      ...common,
      attestation: against === null ? attestation : null,
      told: attestation,
      problem: against,
    };
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
    return { ...common, attestation: null, told: null, problem: error.message };
  }
}

function keyAlone({ path, place, value }: Placed<PublicKey>): Evidence {
  return {
    path,
    statedSerials: statedSerials(place),
    attestation: null,
    told: null,
    publicKey: { path, key: value },
    problem: null,
    keyCert: null,
  };
}

/**
 * By signature, since names do not tell. Where a file beside says by its name that it is the one, and did not sign,
 * the evidence does not hold as it was handed over, even if the right certificate lies elsewhere.
 */
function deviceOf(
  keyCert: Placed<Certificate>,
  devices: DeviceShelves,
): Placed<Certificate> | undefined {
  const beside = devices.byFolder.get(folderOf(keyCert.place)) ?? [];
  const signs = ({ value }: Placed<Certificate>) => isIssuedBy(keyCert.value, value.publicKey);
  return (
    beside.find(signs) ??
    beside.find(({ place }) => belongsTo(keyCert.place, place)) ??
    devices.batches.find(signs) ??
    beside[0]
  );
}

/** Of those in its folder the public key file of the same name; else, where names say nothing, the one that is the same key. */
function publicKeyOf(
  keyCert: Placed<Certificate>,
  beside: readonly Placed<PublicKey>[],
): Placed<PublicKey> | undefined {
  const same = beside.find(({ value }) => value.digest === keyCert.value.publicKey.digest);
  const named = beside.filter(({ place }) => belongsTo(keyCert.place, place));
  // In a Git history a place has held several keys over time: those of another commit were not handed over together.
  const together = named.filter(({ commit }) => commit === keyCert.commit);
  return together.find(({ value }) => value === same?.value) ?? together[0] ?? same;
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
