import { isJsonObject, type JsonObject, type JsonValue } from '../../src/encoding/json.ts';
import { compareCodePoints } from '../../src/tuf/code-points.ts';
import {
  unnamedRoles,
  withKeptDelegations,
  withKnownMeta,
} from '../../src/tuf/delegations/keep.ts';
import { parseDelegations } from '../../src/tuf/delegation.ts';
import type { TufKey } from '../../src/tuf/key.ts';
import { parseMetadata, type Metadata } from '../../src/tuf/metadata.ts';
import type { Role } from '../../src/tuf/role.ts';
import { countSignatures } from '../../src/tuf/threshold.ts';
import { readAt } from '../ceremonies/path-in-folder.ts';
import { longestMetadata } from '../ceremonies/staged-file.ts';
import { nodeVerifier } from '../verification/node.ts';
import { StepError } from './desk.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { rootInUse } from './root-at-hand.ts';

/** Keys, and how many of which have to sign. */
export interface Authority {
  readonly keys: ReadonlyMap<string, TufKey>;
  readonly role: Role;
}

/**
 * The signed part with the files that the role spoke of before: a new root changes who signs, not what is published.
 * The list is taken over only from a file that the role's keyholders signed, so nobody slips a file in.
 *
 * @param before the role's newest metadata in the repository, or null
 * @param planned who may sign by the plan: a publication that was cut off has left such files
 * @throws StepError `host.not-ready` for a list of files that nobody vouches for
 */
export async function withCarriedTargets(
  ceremony: OpenCeremony,
  name: string,
  before: Metadata | null,
  planned: Authority,
  signed: JsonObject,
): Promise<JsonObject> {
  const targets = before?.signed['targets'];
  if (before === null || !isJsonObject(targets) || Object.keys(targets).length === 0) return signed;
  await requireVouched(ceremony, name, before, planned);
  return { ...signed, targets: merged(targets, signed['targets']) };
}

/**
 * The top-level targets with the delegations that the plan does not name, as they are published: those to other projects
 * end by being revoked, and not by a plan that is silent about them.
 * @throws StepError `host.not-ready` for targets that nobody vouches for
 */
export async function withCarriedDelegations(
  ceremony: OpenCeremony,
  before: Metadata | null,
  planned: Authority,
  signed: JsonObject,
): Promise<JsonObject> {
  if (before === null) return signed;
  const named = new Set(ceremony.plan.tuf.delegations.map(({ name }) => name));
  if (unnamedRoles(before.signed, named).length === 0) return signed;
  await requireVouched(ceremony, 'targets', before, planned);
  return withKeptDelegations(signed, before.signed, named);
}

/** The snapshot with what the published one names, if its keyholders signed that. @throws StepError `host.not-ready` */
export async function withCarriedMeta(
  ceremony: OpenCeremony,
  before: Metadata | null,
  planned: Authority,
  signed: JsonObject,
): Promise<JsonObject> {
  if (before === null) return signed;
  await requireVouched(ceremony, 'snapshot', before, planned);
  return withKnownMeta(signed, before.signed);
}

async function requireVouched(
  ceremony: OpenCeremony,
  name: string,
  before: Metadata,
  planned: Authority,
): Promise<void> {
  for (const authority of [planned, ...(await authoritiesOf(ceremony, name))])
    if (await isSignedBy(before, authority)) return;
  throw new StepError('host.not-ready', 'the root cannot be published yet', {
    expected: `${before.place}, signed by its keyholders`,
    found: 'too few valid signatures',
    place: before.place,
    hint: 'Take the repository from its source again.',
    notDone: ['Nothing was published.'],
  });
}

/** The files from before, and those that come now: a file of the same path is the new one. */
function merged(before: JsonObject, now: JsonValue | undefined): JsonObject {
  const both = { ...before, ...(isJsonObject(now) ? now : {}) };
  return Object.fromEntries(Object.entries(both).toSorted(([a], [b]) => compareCodePoints(a, b)));
}

/** Who may sign for a role until now: by the root in use, or by the targets role that is published under it. */
async function authoritiesOf(
  { folder }: OpenCeremony,
  name: string,
): Promise<readonly Authority[]> {
  const root = await rootInUse(folder);
  if (root === null) return [];
  if (name === 'snapshot') return [{ keys: root.keys, role: root.roles.snapshot }];
  const top: Authority = { keys: root.keys, role: root.roles.targets };
  if (name === 'targets') return [top];
  const path = 'repository/targets.json';
  const bytes = await readAt(folder.directory, path, longestMetadata);
  if (bytes === null) return [];
  const targets = parseMetadata(bytes, path);
  const value = targets.signed['delegations'];
  if (!isJsonObject(value) || !(await isSignedBy(targets, top))) return [];
  const { keys, roles } = parseDelegations({ value, place: `${path}, signed.delegations` });
  return roles.filter((role) => role.name === name).map((role) => ({ keys, role }));
}

async function isSignedBy(metadata: Metadata, { keys, role }: Authority): Promise<boolean> {
  return (await countSignatures(metadata, keys, role, nodeVerifier)).met;
}
