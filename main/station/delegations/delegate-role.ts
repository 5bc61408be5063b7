import { listedKey } from '../../../src/ceremony/assembly.ts';
import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import type { Delegation } from '../../../src/ceremony/plan.ts';
import type { JsonObject } from '../../../src/encoding/json.ts';
import { speaksFor } from '../../../src/tuf/delegated-path.ts';
import { buildTargets } from '../../../src/tuf/build.ts';
import { parseTufKey } from '../../../src/tuf/key.ts';
import type { Metadata } from '../../../src/tuf/metadata.ts';
import { metadataFile } from '../../../src/tuf/write.ts';
import { planName } from '../../ceremonies/ceremony-folder.ts';
import { stage } from '../../ceremonies/staged-file.ts';
import { recordStaged } from '../../ceremonies/staged-record.ts';
import { heldKeys, keysByParticipant } from '../held-keys.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { stagedTargets, targetFacts } from '../staged-targets.ts';
import { requireGoesOn } from '../stage-root.ts';
import type { Signatories } from './sign-staged.ts';

/**
 * The role that a delegate's ceremony makes: a plan of the kind `delegation` has exactly one.
 * @throws DelegationError `delegation.nothing` for any other plan
 */
export function delegatesRole({ plan }: OpenCeremony): Delegation {
  const [only] = plan.tuf.delegations;
  if (plan.kind === 'delegation' && only !== undefined) return only;
  throw new DelegationError('delegation.nothing', 'this is no ceremony of a delegate', {
    expected: 'a plan of the kind delegation, with one role',
    found: `a plan of the kind ${plan.kind}`,
    place: planName,
    hint: 'Open the ceremony of the project that the role is delegated to.',
    notDone: ['Nothing was staged.'],
  });
}

/**
 * Stages the delegate's metadata with the files in `staged/targets/`, each of which the delegation has to cover.
 * @param version one above what the delegator has published of this role; 1 for a new one
 * @throws DelegationError; TufError `tuf.build`; FolderError
 */
export async function stageRole(ceremony: OpenCeremony, version: number): Promise<Metadata> {
  requireGoesOn(ceremony.records);
  const { name } = delegatesRole(ceremony);
  const signed = await roleContent(ceremony, version);
  const metadata = await stage(ceremony.folder, `${name}.json`, metadataFile(signed, []));
  await recordStaged(ceremony.folder, ceremony.youOrNull?.id ?? null, ceremony.now());
  return metadata;
}

/**
 * What the delegate's metadata of this version say, by its plan and the files in `staged/targets/`. Nothing is written.
 * @throws DelegationError `delegation.metadata` for a file that the delegation does not cover; TufError; FolderError
 */
export async function roleContent(ceremony: OpenCeremony, version: number): Promise<JsonObject> {
  const role = delegatesRole(ceremony);
  const targets = targetFacts(await stagedTargets(ceremony.folder));
  const covers = { ...role, keyids: [], pathHashPrefixes: null };
  const outside = [...targets.keys()].filter((path) => !speaksFor(covers, path));
  if (outside.length > 0)
    throw new DelegationError('delegation.metadata', 'a file lies outside of what you may sign', {
      expected: `paths like ${role.paths.join(', ')}`,
      found: `${outside.length} others`,
      place: `staged/targets/${outside[0] ?? ''}`,
      hint: 'Take the file out, or ask the delegator for its path.',
      notDone: ['Nothing was staged.'],
    });
  const { plan } = ceremony;
  return buildTargets({
    version,
    expires: role.expires,
    rehearsal: plan.mode === 'rehearsal' ? plan.sha256 : null,
    targets,
    delegations: null,
  });
}

/** Who signs the delegate's metadata, by its own plan. @throws AssemblyError for a key that was not exported */
export async function delegatesKeys(ceremony: OpenCeremony): Promise<Signatories> {
  const role = delegatesRole(ceremony);
  const held = keysByParticipant(await heldKeys(ceremony.folder));
  const listed = role.holders.map((id) => listedKey(ceremony.plan, held, id));
  return {
    keys: new Map(listed.map(({ keyid, object }) => [keyid, parseTufKey(keyid, object, planName)])),
    role: { keyids: listed.map(({ keyid }) => keyid), threshold: role.threshold },
  };
}
