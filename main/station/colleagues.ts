import { toHex } from '../../src/encoding/hex.ts';
import { randomBytes } from 'node:crypto';
import type { Participant } from '../../src/ceremony/plan.ts';
import { holdersOf, onlineKeysOf, participantOf, schemeOf } from '../../src/ceremony/roster.ts';
import { publicKeyFromSpki } from '../../src/keys/public-key.ts';
import { exportKey } from '../ceremonies/key-files.ts';
import { isKeyId } from '../tokens/listing.ts';
import type { KeyId, PresentToken, TokenRef } from '../tokens/token.ts';
import { StepError } from './desk.ts';
import { heldKeys } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import type { PlayedTokens } from './played-tokens.ts';
import type { TokenSigner } from './sign-role.ts';
import { stagedRoot } from './root-at-hand.ts';
import { signStagedRoot } from './sign-root.ts';
import { isOnStagedRoot } from './signature-check.ts';

/** A practice colleague whom the station plays: the person in the plan, the token, and its kept PIN. */
export interface Colleague {
  readonly participant: Participant;
  readonly token: PresentToken & { readonly ref: TokenRef };
  readonly pin: string;
}

/** The colleagues of this rehearsal whose tokens the station keeps; none in a real ceremony. */
export async function colleaguesOf(
  tokens: PlayedTokens,
  ceremony: OpenCeremony,
): Promise<readonly Colleague[]> {
  if (ceremony.plan.mode !== 'rehearsal') return [];
  const present = (await tokens.list()).tokens;
  const colleagues: Colleague[] = [];
  for (const participant of ceremony.plan.participants) {
    const token = present.find(
      ({ serial, practice }) => practice && serial !== null && serial === participant.token,
    );
    if (token?.ref == null) continue;
    const pin = await tokens.colleaguePin(token.ref);
    if (pin !== null) colleagues.push({ participant, token: { ...token, ref: token.ref }, pin });
  }
  return colleagues;
}

/** Makes and exports the key of a practice colleague, and says in the record that the station played. */
export async function playKey(
  tokens: PlayedTokens,
  ceremony: OpenCeremony,
  { participant, token, pin }: Colleague,
): Promise<void> {
  const { plan, folder } = ceremony;
  const scheme = schemeOf(plan, participant.id);
  const { serial } = token.ref;
  const id = tokens.keyIdOn?.(token.ref) ?? anyKeyId();
  const by = participant.id;
  const label = `PRACTICE root ${plan.tuf.rootVersion}`;
  await played(
    ceremony,
    by,
    'key',
    `The station makes the key of ${participant.name}, a practice colleague.`,
  );
  await ceremony.append({
    kind: 'key.intended',
    participant: by,
    data: { serial, scheme, id, label },
  });
  const made = await tokens.makeKey({
    ref: token.ref,
    expectedSerial: serial,
    scheme,
    pin,
    label,
    id,
  });
  const { local, extractable, neverExtractable } = made.attributes;
  const spki = made.key.spkiDigest;
  await ceremony.append({
    kind: 'key.made',
    participant: by,
    data: { serial, scheme, id, spki, onDevice: local, extractable, neverExtractable },
  });
  const publicKey = publicKeyFromSpki(made.spki, `token ${serial}`);
  const evidence = await tokens.evidenceOf?.(token.ref);
  const files = await exportKey(folder, {
    serial,
    publicKey,
    keyCertificate: evidence?.keyCertificate ?? null,
    deviceCertificate: evidence?.deviceCertificate ?? null,
  });
  await ceremony.append({
    kind: 'export.written',
    participant: by,
    data: { serial, spki, files: files.map(({ fact }) => fact) },
  });
}

/**
 * Lets a practice colleague make the key that is still missing. Nobody makes a second one.
 * @throws StepError `practice.only` for somebody whom the station does not play, or whose key is here
 */
export async function playMissingKey(
  tokens: PlayedTokens,
  ceremony: OpenCeremony,
  id: string,
): Promise<void> {
  const colleague = (await colleaguesOf(tokens, ceremony)).find(
    ({ participant }) => participant.id === id,
  );
  const held = (await heldKeys(ceremony.folder)).some(({ participant }) => participant === id);
  if (colleague !== undefined && holdersOf(ceremony.plan).has(id) && !held)
    return playKey(tokens, ceremony, colleague);
  const name = participantOf(ceremony.plan, id)?.name ?? 'this person';
  throw new StepError('practice.only', `the station makes no key for ${name}`, {
    found: held ? 'a key that is here already' : 'nobody whom the station plays',
    hint: 'It makes keys for practice colleagues who have none yet.',
    notDone: ['No key was made.'],
  });
}

function anyKeyId(): KeyId {
  const id = toHex(randomBytes(8));
  if (isKeyId(id)) return id;
  throw new TypeError('a key id is eight bytes in hexadecimal');
}

/**
 * Lets a practice colleague sign the staged root.
 * @throws StepError `practice.only` for somebody whom the station does not play
 */
export async function playSignature(
  tokens: PlayedTokens,
  ceremony: OpenCeremony,
  id: string,
): Promise<void> {
  const colleague = (await colleaguesOf(tokens, ceremony)).find(
    ({ participant }) => participant.id === id,
  );
  const root = await stagedRoot(ceremony.folder);
  const held = (await heldKeys(ceremony.folder)).find(({ participant }) => participant === id);
  const key = colleague?.token.keys.find(
    ({ spkiDigest }) => spkiDigest !== null && spkiDigest === held?.publicKey.digest,
  );
  if (colleague === undefined || root === null || key?.spkiDigest == null) {
    const name = participantOf(ceremony.plan, id)?.name ?? 'this person';
    throw new StepError('practice.only', `the station cannot play ${name}`, {
      hint: 'It plays practice colleagues only, once a root is staged.',
      notDone: ['Nothing was signed.'],
    });
  }
  const { name } = colleague.participant;
  if (await isOnStagedRoot(ceremony, key.spkiDigest)) throw signedAlready(name);
  await played(ceremony, id, 'signature', `The station signs for ${name}, a practice colleague.`);
  await signStagedRoot({
    tokens,
    ceremony,
    participant: colleague.participant,
    token: colleague.token,
    key: { ...colleague.token.ref, id: key.id, spkiDigest: key.spkiDigest },
    pin: colleague.pin,
    signedSha256: root.metadata.signedSha256,
    touch: async () => {},
    tell: () => {},
    signal: new AbortController().signal,
  });
}

/** The colleagues as signers of the roles that are signed on publication. */
export async function colleagueSigners(
  tokens: PlayedTokens,
  ceremony: OpenCeremony,
): Promise<readonly TokenSigner[]> {
  const held = await heldKeys(ceremony.folder);
  const people = (await colleaguesOf(tokens, ceremony)).map(({ participant, token, pin }) => ({
    id: participant.id,
    token,
    pin,
  }));
  return [...people, ...(await onlineTokens(tokens, ceremony))].flatMap(({ id, token, pin }) => {
    const digest = held.find((one) => one.participant === id)?.publicKey.digest;
    const key = token.keys.find(({ spkiDigest }) => spkiDigest !== null && spkiDigest === digest);
    if (key?.spkiDigest == null) return [];
    return [
      {
        participant: id,
        tokens,
        token,
        key: { ...token.ref, id: key.id, spkiDigest: key.spkiDigest },
        pin,
      },
    ];
  });
}

/** Practice tokens that stand in for online keys, in a rehearsal. */
async function onlineTokens(tokens: PlayedTokens, { plan }: OpenCeremony) {
  const online = plan.mode === 'rehearsal' ? onlineKeysOf(plan) : [];
  if (online.length === 0) return [];
  const present = (await tokens.list()).tokens;
  const found = [];
  for (const { id, ...key } of online) {
    const token = present.find(
      ({ serial, practice }) =>
        practice && serial !== null && key.kind === 'token' && serial === key.token,
    );
    if (token?.ref == null) continue;
    const pin = await tokens.colleaguePin(token.ref);
    if (pin !== null) found.push({ id, token: { ...token, ref: token.ref }, pin });
  }
  return found;
}

function signedAlready(name: string): StepError {
  return new StepError('step.too-early', `${name} has signed this root already`, {
    hint: 'Choose a colleague who has not signed.',
    notDone: ['Nothing was signed a second time.'],
  });
}

async function played(
  ceremony: OpenCeremony,
  participant: string,
  act: 'key' | 'signature',
  sentence: string,
): Promise<void> {
  await ceremony.append({ kind: 'practice.played', participant, data: { act, sentence } });
}
