import { isJsonObject, type JsonObject } from '../../encoding/json.ts';
import { proposedExpiry, usualDays, type ProposedExpiry } from './import-dates.ts';
import type { NewestMetadata } from './newest-metadata.ts';

/** When the next version of a top-level role is proposed to expire. */
export function expiryOf(
  { root, before, targets, snapshot, timestamp }: NewestMetadata,
  name: 'root' | 'targets' | 'snapshot' | 'timestamp',
  today: string,
): ProposedExpiry {
  const newest = { root: root.metadata, targets: targets?.metadata ?? null, snapshot, timestamp }[
    name
  ];
  const online = name === 'snapshot' || name === 'timestamp';
  return proposedExpiry(today, {
    newest,
    before: name === 'root' ? (before?.metadata ?? null) : null,
    signed: online ? entryOf(root.metadata.signed, name) : (newest?.signed ?? null),
    usual: usualDays[name],
  });
}

/** The same for a delegated role. */
export function delegatedExpiry(
  newest: NewestMetadata,
  name: string,
  today: string,
): ProposedExpiry {
  const metadata = newest.delegated(name);
  return proposedExpiry(today, {
    newest: metadata,
    before: null,
    signed: metadata?.signed ?? null,
    usual: usualDays.targets,
  });
}

/** tuf-on-ci keeps the periods of snapshot and timestamp beside their keys, in the root. */
function entryOf(root: JsonObject, name: string): JsonObject | null {
  const roles = root['roles'];
  const entry = isJsonObject(roles) ? roles[name] : undefined;
  return isJsonObject(entry) ? entry : null;
}
