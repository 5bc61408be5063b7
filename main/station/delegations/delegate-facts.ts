import type { DelegateFacts } from '../../../src/ceremony/act-gate.ts';
import { participantOf } from '../../../src/ceremony/roster.ts';
import { missingKeys } from '../../../src/ceremony/assembly.ts';
import { readStaged } from '../../ceremonies/staged-file.ts';
import { heldKeys, keysByParticipant } from '../held-keys.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { delegatesKeys, delegatesRole } from './delegate-role.ts';
import { soFar } from './sign-staged.ts';

/**
 * What has come about on a delegate's side, from record and disk now: answers, staged metadata and its signatures.
 * @throws DelegationError `delegation.nothing` for the plan of a root; FolderError
 */
export async function delegateFacts(ceremony: OpenCeremony): Promise<DelegateFacts> {
  const { plan, folder, records } = ceremony;
  const { name, holders, threshold } = delegatesRole(ceremony);
  const proved = new Set(
    records.flatMap((record) =>
      record.kind === 'proof.made' && record.data.role === name ? [record.participant] : [],
    ),
  );
  const staged = await readStaged(folder, `${name}.json`);
  const missing = missingKeys(plan, keysByParticipant(await heldKeys(folder)));
  // Without every key nobody can say whose signature counts.
  const valid =
    staged === null || missing.length > 0
      ? 0
      : (await soFar(staged, await delegatesKeys(ceremony))).valid;
  return {
    unproved: holders
      .filter((id) => !proved.has(id))
      .map((id) => participantOf(plan, id)?.name ?? id),
    staged: staged !== null,
    short: Math.max(0, threshold - valid),
  };
}
