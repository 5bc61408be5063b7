import {
  assembleDelegated,
  assembleSnapshot,
  assembleTargets,
  assembleTimestamp,
  listedKey,
} from '../../src/ceremony/assembly.ts';
import { refuseMixing } from '../../src/ceremony/rehearsal.ts';
import { participantOf } from '../../src/ceremony/roster.ts';
import type { JsonObject } from '../../src/encoding/json.ts';
import { toHex } from '../../src/encoding/hex.ts';
import { fileFacts, type MetaFacts } from '../../src/tuf/build.ts';
import { canonicalBytes } from '../../src/tuf/canonical.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { metadataFile, type SignatureText } from '../../src/tuf/write.ts';
import { readAt } from '../ceremonies/path-in-folder.ts';
import { publish, type RepositoryFile } from '../ceremonies/repository-writer.ts';
import { longestMetadata } from '../ceremonies/staged-file.ts';
import type { KeyRef, PresentToken, Tokens } from '../tokens/token.ts';
import { nodeVerifier } from '../verification/node.ts';
import { StepError } from './desk.ts';
import { heldKeys, type HeldKey } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { rootInUse, stagedRoot } from './root-at-hand.ts';
import { progressOf } from './seats.ts';
import { marksOf } from './token-at-hand.ts';

/** A token that can sign here for one participant. */
export interface RoleSigner {
  readonly participant: string;
  readonly tokens: Tokens;
  readonly token: PresentToken;
  readonly key: KeyRef;
  readonly pin: string | null;
}

/**
 * Publishes: the staged root with its signatures, and new targets, delegated roles, snapshot and timestamp, signed by
 * the tokens at hand. Nothing is written before every threshold holds; the unversioned names move last.
 * @throws StepError `host.not-ready` with what is missing; TokenError; RehearsalError; FolderError
 */
export async function publishRoot(
  ceremony: OpenCeremony,
  signers: readonly RoleSigner[],
): Promise<void> {
  const { plan, folder } = ceremony;
  const root = await stagedRoot(folder);
  const short = root === null ? ['no root is staged'] : await shortOf(ceremony);
  if (root === null || short.length > 0) throw notReady(short.join('; '));
  const held = await heldKeys(folder);
  const parts = await rolesOf(ceremony, held, signers);
  const rootBytes = root.metadata.bytes;
  const files: RepositoryFile[] = [
    { path: `${root.version}.root.json`, bytes: rootBytes },
    { path: 'root.json', bytes: rootBytes },
    ...parts.flatMap(({ name, version, bytes }) =>
      namesOf(name, version, plan.tuf.consistentSnapshot).map((path) => ({ path, bytes })),
    ),
  ];
  const facts = await publish(folder, files);
  await ceremony.append({
    kind: 'root.published',
    participant: ceremony.youOrNull?.id ?? null,
    data: { version: root.version, signedSha256: root.metadata.signedSha256, files: [...facts] },
  });
}

/** What each threshold of the staged root still lacks, in words; empty when all hold. */
export async function shortOf(ceremony: OpenCeremony): Promise<readonly string[]> {
  const root = await stagedRoot(ceremony.folder);
  if (root === null) return ['no root is staged'];
  const progress = await progressOf(root, await rootInUse(ceremony.folder), nodeVerifier);
  return progress
    .filter(({ met }) => !met)
    .map(
      ({ version, threshold, signed }) =>
        `${threshold - signed.length} more from the keyholders of version ${version}`,
    );
}

interface Part {
  readonly name: string;
  readonly version: number;
  readonly bytes: Uint8Array;
}

/** Targets, delegated roles, snapshot and timestamp, each signed; a version is one above what is published. */
async function rolesOf(
  ceremony: OpenCeremony,
  held: readonly HeldKey[],
  signers: readonly RoleSigner[],
): Promise<readonly Part[]> {
  const { plan } = ceremony;
  const { roles, delegations } = plan.tuf;
  const keys = new Map(held.map(({ participant, publicKey }) => [participant, publicKey]));
  const make = async (
    name: string,
    policy: { readonly holders: readonly string[]; readonly threshold: number },
    build: (version: number) => JsonObject,
  ): Promise<Part> => {
    const version = (await publishedVersion(ceremony, name)) + 1;
    const signed = build(version);
    const signatures: SignatureText[] = [];
    for (const signer of signers
      .filter(({ participant }) => policy.holders.includes(participant))
      .slice(0, policy.threshold)) {
      signatures.push({
        keyid: listedKey(plan, keys, signer.participant).keyid,
        sig: toHex(await signPart(ceremony, signer, signed)),
      });
    }
    if (signatures.length < policy.threshold)
      throw notReady(`${name} needs ${signersInWords(ceremony, policy, signatures.length)}`);
    return { name, version, bytes: metadataFile(signed, signatures) };
  };
  const delegated: Part[] = [];
  for (const delegation of delegations)
    delegated.push(
      await make(delegation.name, delegation, (version) =>
        assembleDelegated(plan, delegation.expires, version),
      ),
    );
  const targets = await make('targets', roles.targets, (version) =>
    assembleTargets(plan, keys, version, new Map()),
  );
  const meta = new Map([targets, ...delegated].map((part) => [`${part.name}.json`, factsOf(part)]));
  const snapshot = await make('snapshot', roles.snapshot, (version) =>
    assembleSnapshot(plan, version, meta),
  );
  const timestamp = await make('timestamp', roles.timestamp, (version) =>
    assembleTimestamp(plan, version, factsOf(snapshot)),
  );
  return [...delegated, targets, snapshot, timestamp];
}

async function signPart(
  ceremony: OpenCeremony,
  signer: RoleSigner,
  signed: JsonObject,
): Promise<Uint8Array> {
  const { plan } = ceremony;
  refuseMixing(
    plan,
    marksOf(signer.token, plan.mode === 'rehearsal'),
    plan.mode === 'rehearsal' ? plan.sha256 : null,
  );
  return signer.tokens.sign({
    key: signer.key,
    scheme: plan.keys.scheme,
    purpose: 'tuf-canonical',
    bytes: canonicalBytes(signed),
    pin: signer.pin,
  });
}

async function publishedVersion({ folder }: OpenCeremony, name: string): Promise<number> {
  const path = `repository/${name}.json`;
  const bytes = await readAt(folder.directory, path, longestMetadata);
  return bytes === null ? 0 : parseMetadata(bytes, path).version;
}

function factsOf({ version, bytes }: Part): MetaFacts {
  return { version, ...fileFacts(bytes) };
}

/** File names of a role (TUF specification 1.0, section 6.1): timestamp has never a version in its name. */
function namesOf(name: string, version: number, consistent: boolean): string[] {
  return name === 'timestamp' || !consistent
    ? [`${name}.json`]
    : [`${version}.${name}.json`, `${name}.json`];
}

function signersInWords(
  { plan }: OpenCeremony,
  { holders, threshold }: { readonly holders: readonly string[]; readonly threshold: number },
  have: number,
): string {
  const names = holders.map((id) => participantOf(plan, id)?.name ?? id).join(', ');
  return `${threshold - have} more of ${names}, with the token at this station`;
}

function notReady(found: string): StepError {
  return new StepError('host.not-ready', 'the root cannot be published yet', {
    expected: 'every threshold met',
    found,
    hint: 'Bring in what is missing, then publish.',
    notDone: ['Nothing was published.'],
  });
}
