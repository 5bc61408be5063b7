import { randomBytes } from 'node:crypto';
import { ceremonyTime } from '../../../src/ceremony/ceremony-clock.ts';
import {
  challengeFile,
  type DelegationChallenge,
  longestChallenge,
  parseChallenge,
} from '../../../src/ceremony/delegations/challenge.ts';
import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import { type FolderPath, folderPath } from '../../../src/ceremony/folder-path.ts';
import type { RecordOf } from '../../../src/ceremony/record.ts';
import { isRoleName } from '../../../src/ceremony/role-name.ts';
import { parseSha256Hex, sha256Hex, type Sha256Hex } from '../../../src/encoding/digest.ts';
import { toHex } from '../../../src/encoding/hex.ts';
import { createFile, readBack } from '../../ceremonies/durable-file.ts';
import { factOf } from '../../ceremonies/file-fact.ts';
import { atPath, readAt } from '../../ceremonies/path-in-folder.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { targetsInUse } from './targets-in-use.ts';

/** A challenge that this ceremony made, as it lies in its folder. */
export interface MadeChallenge {
  readonly challenge: DelegationChallenge;
  readonly file: FolderPath;
}

/** Where everything lies that belongs to one challenge: no folder is ever used twice. */
export function challengeFolder(role: string, nonce: Sha256Hex): readonly string[] {
  return ['delegations', role, nonce.slice(0, 16)];
}

/**
 * Makes a challenge for the keys of another project, writes it into the ceremony folder, and records it.
 * @throws DelegationError `delegation.nothing`; FolderError
 */
export async function makeChallenge(ceremony: OpenCeremony, role: string): Promise<MadeChallenge> {
  if (!isRoleName(role)) throw notRole();
  const { root } = await targetsInUse(ceremony);
  const challenge: DelegationChallenge = {
    mode: ceremony.plan.mode,
    ceremony: ceremony.plan.sha256,
    role,
    root: root.metadata.signedSha256,
    nonce: parseSha256Hex(toHex(randomBytes(32))),
    date: ceremonyTime(ceremony.records, ceremony.now()).slice(0, 10),
  };
  const { folder } = ceremony;
  const file = folderPath(...challengeFolder(role, challenge.nonce), 'challenge.txt');
  const bytes = challengeFile(challenge);
  await folder.assertHeld();
  await atPath(folder.directory, file, 'make', async (spot) => {
    await createFile(spot.directory, spot.name, bytes);
    await readBack(spot.directory, spot.name, bytes);
  });
  const { nonce } = challenge;
  await ceremony.append({
    kind: 'delegation.challenged',
    participant: ceremony.youOrNull?.id ?? null,
    data: { role, nonce, rootSha256: challenge.root, file: factOf(file, bytes) },
  });
  return { challenge, file };
}

/**
 * The last challenge for this role, read from its file, which has to be the one on record.
 * @throws DelegationError `delegation.no-challenge`, `delegation.challenge`
 */
export async function lastChallenge(ceremony: OpenCeremony, role: string): Promise<MadeChallenge> {
  const record = ceremony.records.findLast(
    (each): each is RecordOf<'delegation.challenged'> =>
      each.kind === 'delegation.challenged' && each.data.role === role,
  );
  if (record === undefined) throw noChallenge(role, 'none');
  const { path, sha256 } = record.data.file;
  const bytes = await readAt(ceremony.folder.directory, path, longestChallenge);
  if (bytes === null || sha256Hex(bytes) !== sha256)
    throw noChallenge(role, 'another file, or none');
  return { challenge: parseChallenge(bytes, path), file: path };
}

function noChallenge(role: string, found: string): DelegationError {
  return new DelegationError('delegation.no-challenge', `no challenge was made for ${role}`, {
    expected: 'a challenge of this ceremony, as it was recorded',
    found,
    place: 'delegations',
    hint: 'Make a challenge for this role, and have the other project answer it.',
    notDone: ['No delegation was staged.'],
  });
}

function notRole(): DelegationError {
  return new DelegationError('delegation.nothing', 'this cannot be the name of a delegated role', {
    expected: 'small letters and digits, with single . _ or - between',
    found: 'another text',
    hint: 'Choose another name. The four top-level roles are taken.',
    notDone: ['No challenge was made.'],
  });
}
