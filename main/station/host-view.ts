import type { HostView } from '../../src/contract/host.ts';
import type { NetworkState } from '../../src/contract/station.ts';
import { namesInWords } from '../../src/ceremony/names-in-words.ts';
import type { Plan } from '../../src/ceremony/plan.ts';
import { holdersOf, keyholdersOf, onlineKeysOf } from '../../src/ceremony/roster.ts';
import type { SpkiDigest } from '../../src/keys/public-key.ts';
import { nodeVerifier } from '../verification/node.ts';
import { colleaguesOf } from './colleagues.ts';
import { delegatesHost } from './delegations/delegates-host.ts';
import type { Desk } from './desk.ts';
import { heldKeys, nameOfKey, type HeldKey } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { publicationKeys, repositoryRoles, type SignedRole } from './publication-keys.ts';
import { shortOf } from './publish-root.ts';
import { reviewMatter, reviewProblem, type RootProblem } from './review-root.ts';
import { presentKey } from './record-signer.ts';
import { isPublished, rootInUse } from './root-at-hand.ts';
import { triesNow } from './tries-now.ts';
import { progressOf, seatsOf, type Progress } from './seats.ts';
import { wayOut } from './sign-look.ts';
import { lookAtTargets, shownTargets, targetsDigest } from './shown-targets.ts';
import { namesOfMissing, stagingDiffers } from './stage-root.ts';

type Act = HostView['acts'][number];
type Keyholder = HostView['keyholders'][number];

/** Where a ceremony stands, for its host: worked out from the files on the disk now. */
export async function hostView(
  desk: Desk,
  ceremony: OpenCeremony,
  network: NetworkState,
): Promise<HostView> {
  const { folder, plan } = ceremony;
  const held = await heldKeys(folder);
  const missing = await namesOfMissing(ceremony);
  const published = await isPublished(folder);
  const matter = await reviewMatter(ceremony);
  const staged = matter?.staged ?? null;
  const stopped = matter === null ? null : reviewProblem(ceremony, matter);
  const progress =
    staged === null ? [] : await progressOf(staged, await rootInUse(folder), nodeVerifier);
  const differs = await stagingDiffers(ceremony);
  const short = await shortOf(ceremony);
  const colleagues = await colleaguesOf(desk.colleagues, ceremony);
  const played = new Set(colleagues.map(({ participant }) => participant.id));
  const version = plan.tuf.rootVersion;
  const without = colleagues.filter(
    ({ participant: { id } }) =>
      holdersOf(plan).has(id) && !held.some(({ participant }) => participant === id),
  );
  const asksPin = needsPin(plan, played);
  const signed = new Set(progress.flatMap((one) => one.signed));
  const targets = published ? { staged: [], problem: null } : await lookAtTargets(folder);
  return {
    headline: headlineOf(version, { published, staged: staged !== null, missing, short }),
    acts: actsOf(version, {
      keys: missing.length === 0,
      staged: staged !== null,
      met: staged !== null && short.length === 0,
      published,
    }),
    keyholders: keyholdersOf(plan).map((person) =>
      keyholderOf(person, held, signed, played.has(person.id)),
    ),
    seats: progress.map((one: Progress) => seatsOf(one, null, nameOfKey(held))),
    stagedSha256: staged?.metadata.signedSha256 ?? null,
    stage: action(
      missing.length > 0
        ? `Waiting for the keys of ${namesInWords(missing)}.`
        : published
          ? `Root version ${version} is published.`
          : differs
            ? null
            : `Root version ${version} is staged.`,
      staged === null
        ? 'Every key of the plan has come in.'
        : 'The plan or a key changed. The root that is staged now is kept aside.',
    ),
    practiceSign: action(
      played.size === 0
        ? 'The station plays nobody in this ceremony.'
        : staged === null
          ? 'No root is staged yet.'
          : published
            ? `Root version ${version} is published.`
            : null,
      'The station can sign for a practice colleague.',
    ),
    practiceKeys: without.map(({ participant: { id, name } }) => ({ id, name })),
    published,
    publish: action(
      staged === null
        ? 'No root is staged yet.'
        : published
          ? 'Next: send it, then write the minutes.'
          : stopped !== null
            ? problemInWords(stopped)
            : short.length > 0
              ? `Still needed: ${short.join('; ')}.`
              : (targets.problem ?? wayOut(ceremony, network)?.message ?? null),
      'Every threshold is met.',
    ),
    publishNeedsPin: asksPin,
    publishTries: asksPin ? await ownTries(desk, ceremony, held) : '',
    targets: shownTargets(targets.staged).map((target) => ({ ...target })),
    targetsSha256: targetsDigest(targets.staged),
    publicationKeys: [...(await publicationKeys(desk, ceremony, onlineRoles(plan)))],
    ...(plan.kind === 'delegation' ? await delegatesHost(ceremony) : {}),
  };
}

/** The tries of the host's own token, where it is plugged in. */
async function ownTries(
  desk: Pick<Desk, 'tokens' | 'atWork'>,
  { youOrNull, records }: OpenCeremony,
  held: readonly HeldKey[],
): Promise<string> {
  const own = held.find(({ participant }) => participant === youOrNull?.id);
  if (own === undefined) return '';
  const found = presentKey(await desk.tokens.list(), own, records);
  return found === null ? '' : triesNow(desk, found.token);
}

/** Whether some role on publication is signed by a person whose PIN the station does not keep. */
function needsPin({ tuf }: Plan, played: ReadonlySet<string>): boolean {
  const online = new Set((tuf.online ?? []).map(({ id }) => id));
  const { targets, snapshot, timestamp } = tuf.roles;
  return [targets, snapshot, timestamp, ...tuf.delegations].some(
    ({ holders, threshold }) =>
      holders.filter((id) => played.has(id) || online.has(id)).length < threshold,
  );
}

/** Snapshot and timestamp, as far as online keys sign them. */
function onlineRoles(plan: Plan): readonly SignedRole[] {
  const online = new Set(onlineKeysOf(plan).map(({ id }) => id));
  return repositoryRoles(plan).map(({ name, holders }) => ({
    name,
    holders: holders.filter((id) => online.has(id)),
  }));
}

function keyholderOf(
  {
    id,
    name,
    token,
  }: { readonly id: string; readonly name: string; readonly token?: string | undefined },
  held: readonly HeldKey[],
  signed: ReadonlySet<SpkiDigest>,
  practice: boolean,
): Keyholder {
  const own = held.find(({ participant }) => participant === id);
  const state =
    own === undefined
      ? 'not-started'
      : signed.has(own.publicKey.digest)
        ? 'signed'
        : 'key-exported';
  const sentences = {
    'not-started': 'Not started',
    'key-exported': 'Key is in, has not signed',
    signed: 'Signed',
  } as const;
  return {
    id,
    name,
    serial: own?.serial ?? (token === 'practice' ? null : (token ?? null)),
    spkiSha256: own?.publicKey.digest ?? null,
    state,
    sentence: sentences[state],
    practice,
  };
}

interface Standing {
  readonly published: boolean;
  readonly staged: boolean;
  readonly missing: readonly string[];
  readonly short: readonly string[];
}

function headlineOf(version: number, { published, staged, missing, short }: Standing): string {
  if (published) return `Root version ${version} is published`;
  if (!staged)
    return missing.length > 0 ? 'Waiting for keys' : `Root version ${version} can be staged`;
  return short.length > 0
    ? `Root version ${version} is being signed`
    : `Root version ${version} has every signature it needs`;
}

/** The acts of the script in the only order in which they can happen. */
function actsOf(
  version: number,
  done: {
    readonly keys: boolean;
    readonly staged: boolean;
    readonly met: boolean;
    readonly published: boolean;
  },
): Act[] {
  const acts: readonly [string, string, boolean][] = [
    ['Keyholders make and export their keys', 'A key file from everybody in the plan.', done.keys],
    [
      `Stage root version ${version}`,
      'The root that the plan describes, waiting for signatures.',
      done.staged,
    ],
    [
      `Keyholders review and sign root version ${version}`,
      'Both thresholds met, old and new.',
      done.met,
    ],
    [
      `Publish root version ${version}`,
      'A complete repository that a client accepts.',
      done.published,
    ],
  ];
  const now = acts.findIndex(([, , isDone]) => !isDone);
  return acts.map(([title, expected, isDone], index) => ({
    title,
    expected,
    state: isDone ? 'done' : index === now ? 'now' : 'next',
  }));
}

function problemInWords({ message, expected, found }: RootProblem): string {
  return `${message.slice(0, 1).toUpperCase()}${message.slice(1)}. Expected ${expected}, found ${found}.`;
}

function action(blocked: string | null, reason: string): HostView['stage'] {
  return blocked === null ? { ready: true, reason } : { ready: false, reason: blocked };
}
