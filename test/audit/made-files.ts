/** Metadata made for tests, right or wrong on purpose, and audits of it. */
import { audit, type AuditFile, type AuditQuestion } from '../../src/audit/audit.ts';
import type { AuditReport } from '../../src/audit/report.ts';
import type { JsonObject, JsonValue } from '../../src/encoding/json.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { nobleVerifier } from '../../src/keys/noble.ts';
import { canonicalBytes } from '../../src/tuf/canonical.ts';
import { type Signer, signer } from '../tuf/signers.ts';

export type Files = Readonly<Record<string, Uint8Array>>;

export const asOf = '2026-06-01T00:00:00Z';
export const later = '2027-01-01T00:00:00Z';
export const earlier = '2026-01-01T00:00:00Z';

/** Three keyholders, a fourth who joins, and the keys of the online roles. */
export const [ada, ben, cleo, dora] = ['ada', 'ben', 'cleo', 'dora'].map((name) =>
  signer(name),
) as [Signer, Signer, Signer, Signer];
export const online = signer('online');
export const stranger = signer('stranger');

export interface RootParts {
  readonly version: number;
  readonly keys?: readonly Signer[];
  readonly threshold?: number;
  readonly expires?: string;
  /** Members of the signed part that replace or add to the usual ones. */
  readonly members?: JsonObject;
}

/** The signed part of a root: two of three keyholders, one online key for the other roles. */
export function rootPart({ version, keys = [ada, ben, cleo], ...parts }: RootParts): JsonObject {
  const keyids = keys.map(({ keyid }) => keyid);
  const below = { keyids: [online.keyid], threshold: 1 };
  return {
    _type: 'root',
    spec_version: '1.0.31',
    version,
    expires: parts.expires ?? later,
    consistent_snapshot: false,
    keys: Object.fromEntries([...keys, online].map(({ keyid, object }) => [keyid, object])),
    roles: {
      root: { keyids, threshold: parts.threshold ?? 2 },
      targets: below,
      snapshot: below,
      timestamp: below,
    },
    ...parts.members,
  };
}

export const entry = (by: Signer, signed: JsonValue): JsonObject => ({
  keyid: by.keyid,
  sig: by.sign(canonicalBytes(signed)),
});

/** A file of this signed part, with these entries, or signed by these people. */
export function file(signed: JsonObject, signatures: readonly (Signer | JsonObject)[]): Uint8Array {
  const entries = signatures.map((one) =>
    'publicKey' in one ? entry(one as Signer, signed) : one,
  );
  return utf8(JSON.stringify({ signatures: entries, signed }));
}

/** A root that all its keyholders have signed. */
export function root(parts: RootParts, signers?: readonly (Signer | JsonObject)[]): Uint8Array {
  return file(rootPart(parts), signers ?? parts.keys ?? [ada, ben, cleo]);
}

export function role(type: string, version: number, members: JsonObject = {}): JsonObject {
  const content: Record<string, JsonObject> = {
    targets: { targets: {} },
    snapshot: { meta: { 'targets.json': { version } } },
    timestamp: { meta: { 'snapshot.json': { version } } },
  };
  return {
    _type: type,
    spec_version: '1.0.31',
    version,
    expires: later,
    ...content[type],
    ...members,
  };
}

/** A whole repository that is as it should be: its snapshot names every targets file in its highest version. */
export function repository(replaced: Files = {}): Files {
  const files = { 'targets.json': file(role('targets', 1), [online]), ...replaced };
  const meta: Record<string, { version: number }> = {};
  for (const [path, bytes] of Object.entries(files)) {
    const signed = signedOf(bytes);
    const name = path.replace(/^\d+\./, '');
    if (path.includes('/') || signed?._type !== 'targets') continue;
    meta[name] = { version: Math.max(signed.version, meta[name]?.version ?? 0) };
  }
  return {
    '1.root.json': root({ version: 1 }),
    'snapshot.json': file(role('snapshot', 1, { meta }), [online]),
    'timestamp.json': file(role('timestamp', 1), [online]),
    ...files,
  };
}

function signedOf(bytes: Uint8Array): { _type: string; version: number } | null {
  try {
    const { signed } = JSON.parse(new TextDecoder().decode(bytes));
    return signed ?? null;
  } catch {
    return null;
  }
}

export function below(folder: string, files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, bytes]) => [`${folder}/${path}`, bytes]),
  );
}

export const inputs = (files: Files): AuditFile[] =>
  Object.entries(files).map(([path, bytes]) => ({ path, bytes }));

export function auditOf(files: Files, question: Partial<AuditQuestion> = {}): Promise<AuditReport> {
  return audit(inputs(files), { asOf, verifier: nobleVerifier, ...question });
}

export const codesOf = (report: AuditReport): string[] => [
  ...new Set(report.findings.map(({ code }) => code)),
];
