import type { RecoveryView } from '../../src/contract/recovery.ts';
import { ceremonyAbandoned } from '../../src/ceremony/abandoned.ts';
import { within } from '../ceremonies/directory.ts';
import { foreignLock } from '../ceremonies/folder-lock.ts';
import { openDirectory } from '../ceremonies/linux-directory.ts';
import type { Group, Work } from './handlers.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { isPublished } from './root-at-hand.ts';
import {
  abandonCeremony,
  abandonRoot,
  isBegun,
  stagedStanding,
  unstageRoot,
  type Standing,
} from './undo-root.ts';

/** Ways out of trouble, for the host: take back, give up, and what was given up so far. */
export function recoveryHandlers(
  work: Work,
): Group<
  | 'recovery.look'
  | 'recovery.unstage'
  | 'recovery.abandonRoot'
  | 'recovery.abandon'
  | 'recovery.lockOf'
> {
  const { table, turns, places, desk } = work;
  const after = async () => {
    await work.changed();
    return recoveryView(table.open);
  };
  return {
    'recovery.look': () => table.look(recoveryView),
    'recovery.unstage': turns.act(async ({ reason }) => {
      await unstageRoot(table.open, reason);
      return after();
    }),
    'recovery.abandonRoot': turns.act(async ({ reason, although }) => {
      await abandonRoot(table.open, reason, although);
      return after();
    }),
    'recovery.abandon': turns.act(async ({ reason, although }) => {
      await abandonCeremony(table.open, reason, although);
      return after();
    }),
    'recovery.lockOf': async ({ place }) => {
      const lock = await within(openDirectory(places.path(place)), (directory) =>
        foreignLock(directory, desk.now()),
      );
      return lock === null ? null : { lock: lock.sha256, host: lock.host, at: lock.at };
    },
  };
}

async function recoveryView(ceremony: OpenCeremony): Promise<RecoveryView> {
  const { records, folder, plan } = ceremony;
  const end = ceremonyAbandoned(records);
  const published = await isPublished(folder);
  const standing = published || end !== null ? null : await stagedStanding(ceremony);
  return {
    headline:
      end !== null
        ? 'This ceremony was given up'
        : published
          ? `Root version ${plan.tuf.rootVersion} is published and stays`
          : headlineOf(standing, ceremony),
    staged:
      standing === null
        ? null
        : {
            version: standing.root.version,
            signatures: standing.signatures,
            acceptable: standing.acceptable,
            begun: isBegun(ceremony, standing),
          },
    abandoned: records
      .flatMap((record) =>
        record.kind === 'root.abandoned'
          ? [
              {
                version: record.data.version,
                signedSha256: record.data.signedSha256,
                signatures: record.data.signatures,
                acceptable: record.data.acceptable,
                reason: record.data.reason,
                at: record.at,
              },
            ]
          : [],
      )
      .slice(-100),
    ended: end?.data.reason ?? null,
    canEnd: end === null && !published,
  };
}

function headlineOf(standing: Standing | null, ceremony: OpenCeremony): string {
  if (standing === null) return 'Nothing is staged, so nothing has to be taken back';
  const { version } = standing.root;
  return isBegun(ceremony, standing)
    ? `Root version ${version} has signatures and can only be given up`
    : `Root version ${version} can be taken back`;
}
