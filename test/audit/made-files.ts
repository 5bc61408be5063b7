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
    snapshot: { meta: { 'targets.json': { version: 1 } } },
    timestamp: { meta: { 'snapshot.json': { version: 1 } } },
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

/** A whole repository that is as it should be. */
export function repository(replaced: Files = {}): Files {
  return {
    '1.root.json': root({ version: 1 }),
    'targets.json': file(role('targets', 1), [online]),
    'snapshot.json': file(role('snapshot', 1), [online]),
    'timestamp.json': file(role('timestamp', 1), [online]),
    ...replaced,
  };
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
