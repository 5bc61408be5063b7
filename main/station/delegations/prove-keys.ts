import { ceremonyTime } from '../../../src/ceremony/ceremony-clock.ts';
import {
  challengeFile,
  type DelegationChallenge,
  parseChallenge,
  requireFresh,
} from '../../../src/ceremony/delegations/challenge.ts';
import { DelegationError } from '../../../src/ceremony/delegations/delegation-error.ts';
import { requireProof } from '../../../src/ceremony/delegations/judge-proofs.ts';
import { longestProof, parseProof, proofFile } from '../../../src/ceremony/delegations/proof.ts';
import { proofBytes } from '../../../src/ceremony/delegations/proof-text.ts';
import { type FolderPath, folderPath } from '../../../src/ceremony/folder-path.ts';
import type { Delegation } from '../../../src/ceremony/plan.ts';
import type { FileFact, RecordData } from '../../../src/ceremony/record.ts';
import { refuseMixing } from '../../../src/ceremony/rehearsal.ts';
import { participantOf, schemeOf } from '../../../src/ceremony/roster.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { fromHex } from '../../../src/encoding/hex.ts';
import { publicKeyFromSpki } from '../../../src/keys/public-key.ts';
import { createFile, readBack } from '../../ceremonies/durable-file.ts';
import { atPath, readAt } from '../../ceremonies/path-in-folder.ts';
import { recordStop } from '../act-stop.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { requireTwice } from '../signature-check.ts';
import type { TokenSigner } from '../sign-role.ts';
import { marksOf } from '../token-at-hand.ts';
import { requireSameAttested } from '../yubikey/same-attested.ts';
import { exportedEvidence, keepEvidence } from './evidence-files.ts';
import { proofEnding, verifiedTwice } from './take-proofs.ts';

/**
 * Reads a challenge as the delegate: for a role of the plan, of these days, of the same mode.
 * @throws DelegationError
 */
export function readChallenge(
  ceremony: OpenCeremony,
  bytes: Uint8Array,
  place: string,
): { readonly challenge: DelegationChallenge; readonly delegation: Delegation } {
  const challenge = parseChallenge(bytes, place);
  const { plan } = ceremony;
  const delegation = plan.tuf.delegations.find(({ name }) => name === challenge.role);
  if (delegation === undefined)
    throw refused(
      'delegation.nothing',
      'the challenge is for a role that this plan does not have',
      {
        expected:
          plan.tuf.delegations.map(({ name }) => name).join(', ') || 'a delegation in the plan',
        found: challenge.role,
        hint: 'Ask the delegator for a challenge for your role.',
      },
    );
  if (challenge.mode !== plan.mode)
    throw refused(
      'delegation.other-mode',
      'the challenge is not of the same kind as this ceremony',
      {
        expected: plan.mode === 'real' ? 'a real ceremony' : 'a rehearsal',
        found: challenge.mode === 'real' ? 'a real ceremony' : 'a rehearsal',
        hint: 'Real keys never sign in a rehearsal, nor practice keys in what counts.',
      },
    );
  requireFresh(challenge, ceremonyTime(ceremony.records, ceremony.now()).slice(0, 10));
  return { challenge, delegation };
}

/**
 * Each of these tokens signs the challenge with the key that its holder has in the role, and the answer becomes a file.
 * Intent and result are on record; two implementations verify before anything is written.
 *
 * @returns the files that go to the delegator
 * @throws DelegationError `delegation.signers` without a holder's token; TokenError; RehearsalError; FolderError
 */
export async function proveKeys(
  ceremony: OpenCeremony,
  bytes: Uint8Array,
  place: string,
  signers: readonly TokenSigner[],
): Promise<readonly FolderPath[]> {
  const { challenge, delegation } = readChallenge(ceremony, bytes, place);
  const able = signers.filter(({ participant }) => delegation.holders.includes(participant));
  if (able.length === 0)
    throw refused('delegation.signers', 'no token here holds a key of this role', {
      expected: delegation.holders.join(', '),
      found: 'none',
      hint: 'Plug in the token of a holder. The key has to be exported into this ceremony.',
    });
  await write(
    ceremony,
    folderPath(...folderOf(challenge), 'challenge.txt'),
    challengeFile(challenge),
  );
  const files: FolderPath[] = [];
  for (const signer of able) files.push(await proveOne(ceremony, challenge, signer));
  return files;
}

async function proveOne(
  ceremony: OpenCeremony,
  challenge: DelegationChallenge,
  { participant, tokens, token, key, pin }: TokenSigner,
): Promise<FolderPath> {
  const { plan } = ceremony;
  const scheme = schemeOf(plan, participant);
  const practice = plan.mode === 'rehearsal';
  refuseMixing(plan, marksOf(token, practice), practice ? plan.sha256 : null);
  const { role, nonce } = challenge;
  const facts = { role, nonce, serial: key.serial, spki: key.spkiDigest };
  const holder = participantOf(plan, participant)?.name ?? participant;
  const said = { challenge, holder, serial: key.serial, key: key.spkiDigest };
  const text = proofBytes(said);
  const path = folderPath(...folderOf(challenge), `${key.spkiDigest.slice(0, 16)}${proofEnding}`);
  const spki = token.keys.find(({ id }) => id === key.id)?.spki ?? '';
  const publicKey = publicKeyFromSpki(fromHex(spki), `token ${key.serial}`);
  const carry = async () =>
    keepEvidence(
      ceremony,
      folderOf(challenge),
      await exportedEvidence(ceremony, { serial: key.serial, publicKey }),
    );
  const before = await givenAlready(ceremony, challenge, path);
  if (before !== null) {
    await recordProof(
      ceremony,
      participant,
      { ...facts, ...evidenceFact(await carry()) },
      path,
      before,
    );
    return path;
  }
  await requireSameAttested(ceremony, { participant, key, tokens });
  await ceremony.append({ kind: 'proof.intended', participant, data: { ...facts, scheme } });
  let file: Uint8Array;
  try {
    const signature = await tokens.sign({
      key,
      scheme,
      purpose: 'delegation-proof',
      bytes: text,
      pin,
    });
    await requireTwice({ publicKey, scheme }, text, signature);
    file = proofFile({ ...said, publicKey, scheme, signature });
  } catch (error) {
    await recordStop(ceremony, participant, { act: 'proof', serial: key.serial }, error);
    throw error;
  }
  await write(ceremony, path, file);
  await recordProof(
    ceremony,
    participant,
    { ...facts, ...evidenceFact(await carry()) },
    path,
    file,
  );
  return path;
}

/** Left out where the token gave no attestation. */
function evidenceFact(files: readonly FileFact[]): Pick<RecordData<'proof.made'>, 'evidence'> {
  return files.length === 0 ? {} : { evidence: [...files] };
}

/** Once for each file: an answer whose record was cut off gets it the next time. */
async function recordProof(
  ceremony: OpenCeremony,
  participant: string,
  facts: Pick<RecordData<'proof.made'>, 'role' | 'nonce' | 'serial' | 'spki' | 'evidence'>,
  file: FolderPath,
  bytes: Uint8Array,
): Promise<void> {
  if (ceremony.records.some((each) => each.kind === 'proof.made' && each.data.file === file))
    return;
  const verifiedBy = ['node:crypto', 'noble'];
  await ceremony.append({
    kind: 'proof.made',
    participant,
    data: { ...facts, file, fileSha256: sha256Hex(bytes), verifiedBy },
  });
}

/** The file of an answer that was given already and holds: a key answers a challenge once. */
async function givenAlready(
  { folder }: OpenCeremony,
  challenge: DelegationChallenge,
  path: FolderPath,
): Promise<Uint8Array | null> {
  const bytes = await readAt(folder.directory, path, longestProof);
  if (bytes === null) return null;
  await requireProof(challenge, parseProof(bytes, path), path, verifiedTwice);
  return bytes;
}

function folderOf({ nonce }: DelegationChallenge): readonly string[] {
  return ['delegation', nonce.slice(0, 16)];
}

async function write({ folder }: OpenCeremony, path: FolderPath, bytes: Uint8Array): Promise<void> {
  await folder.assertHeld();
  await atPath(folder.directory, path, 'make', async (spot) => {
    await createFile(spot.directory, spot.name, bytes);
    await readBack(spot.directory, spot.name, bytes);
  });
}

function refused(
  code: DelegationError['code'],
  message: string,
  sides: { readonly expected: string; readonly found: string; readonly hint: string },
): DelegationError {
  return new DelegationError(code, message, {
    ...sides,
    notDone: ['Nothing was signed.', 'No PIN was sent.'],
  });
}
