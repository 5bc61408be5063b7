import type { DelegateView } from '../../../src/contract/delegate.ts';
import { missingKeys } from '../../../src/ceremony/assembly.ts';
import { list } from '../../../src/tuf/difference/words.ts';
import { participantOf } from '../../../src/ceremony/roster.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { StationError } from '../../../src/encoding/station-error.ts';
import { canonicalBytes } from '../../../src/tuf/canonical.ts';
import type { Metadata } from '../../../src/tuf/metadata.ts';
import { parseTargets } from '../../../src/tuf/targets.ts';
import { countSignatures } from '../../../src/tuf/threshold.ts';
import { readStaged } from '../../ceremonies/staged-file.ts';
import { nodeVerifier } from '../../verification/node.ts';
import type { Desk } from '../desk.ts';
import { heldKeys, keysByParticipant, nameOfKey } from '../held-keys.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { seatsOf } from '../seats.ts';
import { stagedTargets, targetFacts } from '../staged-targets.ts';
import { delegatesKeys, delegatesRole, roleContent } from './delegate-role.ts';
import { roleSigners } from './role-signers.ts';

type Staged = NonNullable<DelegateView['staged']>;
type Listed = DelegateView['files'][number];

const mostFiles = 200;

/**
 * The delegate's role as it stands: files, what is staged, and its signatures, from the disk now.
 * @throws DelegationError `delegation.nothing` for the plan of a root; FolderError
 */
export async function delegateView(desk: Desk, ceremony: OpenCeremony): Promise<DelegateView> {
  const { name, paths, threshold } = delegatesRole(ceremony);
  const missing = missingKeys(ceremony.plan, keysByParticipant(await heldKeys(ceremony.folder)));
  const facts = targetFacts(await stagedTargets(ceremony.folder));
  const files = [...facts].map(([path, { length, sha256 }]) => listed(path, length, sha256));
  const metadata = await readStaged(ceremony.folder, `${name}.json`);
  const staged =
    metadata === null || missing.length > 0 ? null : await stagedView(desk, ceremony, metadata);
  const left = staged === null ? threshold : staged.seats.threshold - staged.seats.signed;
  const names = list(missing.map((id) => participantOf(ceremony.plan, id)?.name ?? id));
  return {
    role: name,
    headline: headlineOf(name, staged, left),
    next: nextOf({ names, staged, left }),
    paths: paths.slice(0, 64).map((path) => path.slice(0, 200)),
    threshold,
    files: files.slice(0, mostFiles),
    more: Math.max(0, files.length - mostFiles),
    stage:
      missing.length > 0
        ? { ready: false, reason: `Waiting for the keys of ${names}.`.slice(0, 2000) }
        : { ready: true, reason: 'One above what the delegator has published; 1 for a new role.' },
    staged,
    carry:
      staged === null
        ? { ready: false, reason: 'Nothing is staged yet.' }
        : left > 0
          ? {
              ready: false,
              reason:
                left === 1
                  ? 'One more signature is needed.'
                  : `${left} more signatures are needed.`,
            }
          : { ready: true, reason: 'It has every signature that it needs.' },
  };
}

/**
 * Why the staged role is not what plan and files make; null where it is.
 * @returns a sentence
 */
export async function oddInRole(
  ceremony: OpenCeremony,
  { version, signedSha256 }: Metadata,
): Promise<string | null> {
  try {
    const made = sha256Hex(canonicalBytes(await roleContent(ceremony, version)));
    if (made === signedSha256) return null;
    return 'What is staged is not what the plan and the files in staged/targets make. Stage it again.';
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
    return `${error.message}. ${error.hint}`.slice(0, 2000);
  }
}

async function stagedView(desk: Desk, ceremony: OpenCeremony, metadata: Metadata): Promise<Staged> {
  const { holders } = delegatesRole(ceremony);
  const { keys, role } = await delegatesKeys(ceremony);
  const { distinct, met } = await countSignatures(metadata, keys, role, nodeVerifier);
  const progress = {
    version: metadata.version,
    threshold: role.threshold,
    met,
    signed: distinct,
    keys: [...keys.values()].map(({ publicKey }) => publicKey.digest),
  };
  const odd = await oddInRole(ceremony, metadata);
  const files = [...parseTargets(metadata).targets].map(([path, { length, hashes }]) =>
    listed(path, length ?? 0, hashes.get('sha256') ?? null),
  );
  const seats = seatsOf(progress, null, nameOfKey(await heldKeys(ceremony.folder)));
  return {
    version: metadata.version,
    expires: metadata.expires.text,
    signedSha256: metadata.signedSha256,
    files: files.slice(0, mostFiles),
    more: Math.max(0, files.length - mostFiles),
    odd,
    seats: { ...seats, title: 'Keyholders of the role' },
    signers: await roleSigners(desk, ceremony, {
      holders,
      signed: new Set<string>(distinct),
      stopped: odd === null ? null : 'Nobody signs what has no explanation.',
    }),
  };
}

function listed(path: string, bytes: number, sha256: string | null): Listed {
  return { path: path.slice(0, 2000), bytes, sha256 };
}

function headlineOf(role: string, staged: Staged | null, left: number): string {
  if (staged === null) return `Stage the metadata of ${role}`;
  const what = `${role} version ${staged.version}`;
  return left > 0 ? `${what} waits for signatures` : `${what} has its signatures`;
}

function nextOf(at: {
  readonly names: string;
  readonly staged: Staged | null;
  readonly left: number;
}): string {
  if (at.names !== '') return `Next: ${at.names} export their keys.`.slice(0, 2000);
  if (at.staged === null) return 'Next: put the files into staged/targets, and stage the role.';
  if (at.staged.odd !== null) return 'Next: stage it again.';
  return at.left > 0
    ? `Next: ${at.left === 1 ? 'one more keyholder signs' : `${at.left} keyholders sign`}, after everybody has compared the words.`
    : 'Next: hand the file to the delegator.';
}
