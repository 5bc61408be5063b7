import {
  assembleDelegated,
  assembleSnapshot,
  assembleTargets,
  assembleTimestamp,
  listedKey,
} from '../../src/ceremony/assembly.ts';
import { folderPath } from '../../src/ceremony/folder-path.ts';
import type { Plan, RolePolicy } from '../../src/ceremony/plan.ts';
import { participantOf } from '../../src/ceremony/roster.ts';
import { equalBytes } from '../../src/encoding/bytes.ts';
import type { JsonObject } from '../../src/encoding/json.ts';
import { toHex } from '../../src/encoding/hex.ts';
import type { PublicKey } from '../../src/keys/public-key.ts';
import { fileFacts, type FileFacts, type MetaFacts } from '../../src/tuf/build.ts';
import { canonicalBytes } from '../../src/tuf/canonical.ts';
import { parseTufKey } from '../../src/tuf/key.ts';
import { parseMetadata, type Metadata } from '../../src/tuf/metadata.ts';
import { countSignatures } from '../../src/tuf/threshold.ts';
import { metadataFile, type SignatureText } from '../../src/tuf/write.ts';
import { planName } from '../ceremonies/ceremony-folder.ts';
import { within } from '../ceremonies/directory.ts';
import { readAt } from '../ceremonies/path-in-folder.ts';
import { longestMetadata } from '../ceremonies/staged-file.ts';
import { nodeVerifier } from '../verification/node.ts';
import {
  type Authority,
  withCarriedDelegations,
  withCarriedMeta,
  withCarriedTargets,
} from './carried-targets.ts';
import { StepError } from './desk.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { signRole, type MadeSignature, type RoleSigner } from './sign-role.ts';

/** One metadata file of a role, ready to be published. */
export interface RolePart {
  readonly name: string;
  readonly version: number;
  readonly bytes: Uint8Array;
  /** Made just now; none for a file that an earlier publication left behind. */
  readonly made: readonly MadeSignature[];
}

type Policy = Pick<RolePolicy, 'holders' | 'threshold'>;
type Build = (
  version: number,
  before: Metadata | null,
  planned: Authority,
) => Promise<JsonObject> | JsonObject;

/**
 * Delegated roles, targets, snapshot and timestamp of the plan, each signed by the tokens at hand. What is in the
 * repository already with the same content and enough signatures is taken as it is: a publication that was cut off is
 * finished with the files that it began with. Otherwise the version is one above the highest that is there.
 *
 * @param keys every exported key, by participant
 * @param files target files that come with this publication, by target path
 * @throws StepError `host.not-ready` naming who is missing; TokenError; RehearsalError; FolderError
 */
export async function roleParts(
  ceremony: OpenCeremony,
  keys: ReadonlyMap<string, PublicKey>,
  signers: readonly RoleSigner[],
  files: ReadonlyMap<string, FileFacts>,
): Promise<readonly RolePart[]> {
  const { plan } = ceremony;
  const { roles, delegations } = plan.tuf;
  const make = async (name: string, policy: Policy, build: Build): Promise<RolePart> => {
    const before = await newest(ceremony, name);
    const planned = authorityOf(plan, keys, policy);
    if (before !== null && (await isSame(before, planned, build))) {
      const { version, bytes } = before;
      return { name, version, bytes, made: [] };
    }
    const version = (before?.version ?? 0) + 1;
    const signed = await build(version, before, planned);
    const file = folderPath('repository', fileName(name, version, plan.tuf.consistentSnapshot));
    const made: MadeSignature[] = [];
    for (const signer of chosen(ceremony, name, policy, signers)) {
      const { keyid } = listedKey(plan, keys, signer.participant);
      made.push(await signRole(ceremony, signer, { file, keyid, bytes: canonicalBytes(signed) }));
    }
    return { name, version, bytes: metadataFile(signed, made.map(textOf)), made };
  };
  const delegated: RolePart[] = [];
  for (const delegation of delegations)
    delegated.push(
      await make(delegation.name, delegation, (version, before, planned) =>
        withCarriedTargets(
          ceremony,
          delegation.name,
          before,
          planned,
          assembleDelegated(plan, delegation.expires, version),
        ),
      ),
    );
  const targets = await make('targets', roles.targets, async (version, before, planned) =>
    withCarriedDelegations(
      ceremony,
      before,
      planned,
      await withCarriedTargets(
        ceremony,
        'targets',
        before,
        planned,
        assembleTargets(plan, keys, version, files),
      ),
    ),
  );
  const meta = new Map([targets, ...delegated].map((part) => [`${part.name}.json`, factsOf(part)]));
  const snapshot = await make('snapshot', roles.snapshot, (version, before, planned) =>
    withCarriedMeta(ceremony, before, planned, assembleSnapshot(plan, version, meta)),
  );
  const timestamp = await make('timestamp', roles.timestamp, (version) =>
    assembleTimestamp(plan, version, factsOf(snapshot)),
  );
  return [...delegated, targets, snapshot, timestamp];
}

/** File names of a role (TUF specification 1.0, section 6.1): timestamp has never a version in its name. */
export function namesOf({ name, version }: RolePart, consistent: boolean): readonly string[] {
  return [...new Set([fileName(name, version, consistent), `${name}.json`])];
}

function fileName(name: string, version: number, consistent: boolean): string {
  return name === 'timestamp' || !consistent ? `${name}.json` : `${version}.${name}.json`;
}

/** The newest metadata of a role in the repository, under a name with or without a version; null if there is none. */
async function newest({ folder }: OpenCeremony, name: string): Promise<Metadata | null> {
  if ((await folder.directory.kindOf('repository')) !== 'folder') return null;
  const entries = await within(folder.directory.open('repository'), (repository) =>
    repository.entries(),
  );
  const ending = name === 'timestamp' ? [] : [`.${name}.json`];
  const names = entries
    .map((entry) => entry.name)
    .filter(
      (file) =>
        file === `${name}.json` ||
        ending.some((end) => file.endsWith(end) && /^[0-9]{1,9}$/.test(file.slice(0, -end.length))),
    );
  let last: Metadata | null = null;
  for (const file of names) {
    const path = `repository/${file}`;
    const bytes = await readAt(folder.directory, path, longestMetadata);
    if (bytes === null) continue;
    const metadata = parseMetadata(bytes, path);
    if (last === null || metadata.version > last.version) last = metadata;
  }
  return last;
}

/** Whether the file says what would be signed now, and has the signatures that the plan wants. */
async function isSame(there: Metadata, planned: Authority, build: Build): Promise<boolean> {
  if (there.version < 1) return false;
  const wanted = canonicalBytes(await build(there.version, there, planned));
  if (!equalBytes(there.signedBytes, wanted)) return false;
  return (await countSignatures(there, planned.keys, planned.role, nodeVerifier)).met;
}

function authorityOf(
  plan: Plan,
  keys: ReadonlyMap<string, PublicKey>,
  { holders, threshold }: Policy,
): Authority {
  const listed = holders.map((id) => listedKey(plan, keys, id));
  return {
    keys: new Map(listed.map(({ keyid, object }) => [keyid, parseTufKey(keyid, object, planName)])),
    role: { keyids: listed.map(({ keyid }) => keyid), threshold },
  };
}

function chosen(
  { plan }: OpenCeremony,
  name: string,
  { holders, threshold }: Policy,
  signers: readonly RoleSigner[],
): readonly RoleSigner[] {
  const able = signers.filter(({ participant }) => holders.includes(participant));
  if (able.length >= threshold) return able.slice(0, threshold);
  const names = holders.map((id) => participantOf(plan, id)?.name ?? id).join(', ');
  throw new StepError('host.not-ready', 'the root cannot be published yet', {
    expected: 'every threshold met',
    found: `${name} needs ${threshold - able.length} more of ${names}, with the token at this station`,
    hint: 'Bring in what is missing, then publish.',
    notDone: ['Nothing was published.'],
  });
}

function factsOf({ version, bytes }: RolePart): MetaFacts {
  return { version, ...fileFacts(bytes) };
}

function textOf({ keyid, signature }: MadeSignature): SignatureText {
  return { keyid, sig: toHex(signature) };
}
