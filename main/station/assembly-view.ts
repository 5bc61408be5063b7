import type { AssemblyView, Brought, KeyCard } from '../../src/contract/assembly.ts';
import { judgeIncomingKey, type IncomingKey } from '../../src/audit/incoming-key.ts';
import { namesInWords } from '../../src/ceremony/names-in-words.ts';
import { keyholdersOf } from '../../src/ceremony/roster.ts';
import { parseInstant } from '../../src/encoding/instant.ts';
import { keyFolders } from '../ceremonies/known-signers.ts';
import { filesBelow } from '../ceremonies/files-below.ts';
import { nodeVerifier } from '../verification/node.ts';
import type { Brought as BroughtWork, BroughtKey } from './brought.ts';
import { heldKeys, longestKeyFile, nameOfKey, type HeldKey } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { proposedRoot } from './proposed-root.ts';
import { isPublished, rootInUse, stagedRoot } from './root-at-hand.ts';
import { progressOf, seatsOf } from './seats.ts';
import { namesOfMissing, stagingDiffers } from './stage-root.ts';

const mostCards = 64;
const bounds = { files: 16, bytes: longestKeyFile };

/** The keys that are here, judged again from the disk, what the root would change, and what is signed so far. */
export async function assemblyView(ceremony: OpenCeremony): Promise<AssemblyView> {
  const { folder, plan } = ceremony;
  const held = await heldKeys(folder);
  const missing = await namesOfMissing(ceremony);
  const published = await isPublished(folder);
  const staged = await stagedRoot(folder);
  const differs = await stagingDiffers(ceremony);
  const progress =
    staged === null ? [] : await progressOf(staged, await rootInUse(folder), nodeVerifier);
  const version = plan.tuf.rootVersion;
  return {
    headline: headlineOf(version, { missing: missing.length, published, differs }),
    keys: await cardsOf(ceremony, held),
    missing: [...missing],
    proposal: missing.length > 0 ? null : await proposalOf(ceremony),
    stage:
      missing.length > 0
        ? { ready: false, reason: `Waiting for the keys of ${namesInWords(missing)}.` }
        : published
          ? { ready: false, reason: `Root version ${version} is published.` }
          : differs
            ? { ready: true, reason: 'Every key of the plan is here.' }
            : { ready: false, reason: `Root version ${version} is staged.` },
    staged: staged !== null && !differs,
    seats: progress.map((one) => seatsOf(one, null, nameOfKey(held))),
    planned: plannedRemote(ceremony)?.slice(0, 200) ?? null,
    branches: keyholdersOf(plan).flatMap(({ id }) => [`keyholder/${id}`, `signing/${id}`]),
  };
}

/** Where the plan has work carried, or at least where it is published. */
export function plannedRemote({ plan }: Pick<OpenCeremony, 'plan'>): string | null {
  const remote = plan.transfer?.method === 'git' ? plan.transfer.remote : plan.publication?.remote;
  return remote ?? null;
}

/** What was brought in just now, as the page shows it. */
export function broughtView({ name, files, keys, signatures }: BroughtWork): Brought {
  return {
    name: name.slice(0, 200),
    files,
    keys: keys.slice(0, mostCards).map((key: BroughtKey) => cardOf(key, key.became)),
    signatures: signatures
      .slice(0, mostCards)
      .map(({ became, sentence }) => ({ became, sentence })),
  };
}

function headlineOf(
  version: number,
  { missing, published, differs }: { missing: number; published: boolean; differs: boolean },
): string {
  if (published) return `Root version ${version} is published`;
  if (missing > 0)
    return missing === 1 ? 'One key is still to come' : `${missing} keys are still to come`;
  return differs ? `Root version ${version} can be staged` : `Root version ${version} is staged`;
}

async function proposalOf(ceremony: OpenCeremony): Promise<AssemblyView['proposal']> {
  const { version, signedSha256, difference } = await proposedRoot(ceremony);
  return {
    version,
    against: difference.against,
    headline: difference.headline,
    changes: difference.changes.map((change) => ({ ...change })),
    stays: [...difference.stays],
    signedSha256,
  };
}

/** One card for each folder below `keys/`, judged from what lies there now. */
async function cardsOf(ceremony: OpenCeremony, held: readonly HeldKey[]): Promise<KeyCard[]> {
  const { folder, plan } = ceremony;
  const others = held.map(({ participant, name, publicKey }) => ({
    participant,
    name,
    spki: publicKey.digest,
  }));
  const cards: KeyCard[] = [];
  for (const name of (await keyFolders(folder)).slice(0, mostCards)) {
    const files = await filesBelow(folder.directory, ['keys', name], bounds);
    const owner = held.find(({ serial }) => name === serial || name.startsWith(`${serial}-`));
    const key = judgeIncomingKey({
      plan,
      from: owner?.participant ?? null,
      name,
      files,
      others: others.filter(({ participant }) => participant !== owner?.participant),
      asOf: parseInstant(ceremony.now()),
    });
    cards.push(cardOf(key, 'here'));
  }
  return cards;
}

function cardOf(key: IncomingKey, became: KeyCard['became']): KeyCard {
  const { holder, serial, publicKey, state, claims } = key;
  return {
    name: (holder?.name ?? 'Nobody in the plan').slice(0, 200),
    serial: serial.slice(0, 200),
    spkiSha256: publicKey?.digest ?? null,
    state,
    became,
    claims: claims.slice(0, 32).map(({ label, value, why, state: line }) => ({
      label: label.slice(0, 200),
      value: value.slice(0, 2000),
      why: why.slice(0, 2000),
      state: line,
    })),
  };
}
