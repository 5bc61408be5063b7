import { isJsonObject, type JsonObject } from '../../src/encoding/json.ts';
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
  for (const { keys, role } of [planned, ...(await authoritiesOf(ceremony, name))]) {
    const count = await countSignatures(before, keys, role, nodeVerifier);
    if (count.met) return { ...signed, targets };
  }
  throw new StepError('host.not-ready', 'the root cannot be published yet', {
    expected: `${before.place}, signed by its keyholders`,
    found: 'too few valid signatures',
    place: before.place,
    hint: 'Take the repository from its source again.',
    notDone: ['Nothing was published.'],
  });
}

/** Who may sign for a role until now: by the root in use, or by the targets role that is published. */
async function authoritiesOf(
  { folder }: OpenCeremony,
  name: string,
): Promise<readonly Authority[]> {
  if (name === 'targets') {
    const root = await rootInUse(folder);
    return root === null ? [] : [{ keys: root.keys, role: root.roles.targets }];
  }
  const path = 'repository/targets.json';
  const bytes = await readAt(folder.directory, path, longestMetadata);
  const value = bytes === null ? undefined : parseMetadata(bytes, path).signed['delegations'];
  if (!isJsonObject(value)) return [];
  const { keys, roles } = parseDelegations({ value, place: `${path}, signed.delegations` });
  return roles.filter((role) => role.name === name).map((role) => ({ keys, role }));
}
