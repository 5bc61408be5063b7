import type { Evidence } from '../../src/contract/keyholder.ts';
import type { Tokens } from '../tokens/token.ts';
import { exportedCertificates } from '../ceremonies/key-files.ts';
import { evidenceCard } from './evidence-card.ts';
import type { Work } from './handlers.ts';
import { heldKeys } from './held-keys.ts';
import { noKey } from './look-key.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import {
  chosenToken,
  requireChosenToken,
  tokenQuestion,
  type UsableToken,
} from './token-at-hand.ts';
import { tokenView } from './token-view.ts';
import { attestedCard, attestedFacts, type AttestedFacts } from './yubikey/attested-card.ts';
import { judgedKey, readAttestedKey, type AttestedKey } from './yubikey/attested-key.ts';
import { mayBring } from './yubihsm/bring-evidence.ts';
import { broughtCard, broughtFacts } from './yubihsm/brought-card.ts';
import { broughtKey } from './yubihsm/brought-key.ts';
import { isYubikey, wasYubikey } from './yubikey/is-yubikey.ts';

/** The card, and what of it goes on record when it is accepted. */
export interface EvidenceAtHand {
  readonly card: Evidence;
  readonly facts: AttestedFacts;
}

const unattested: AttestedFacts = {
  attested: false,
  chain: null,
  firmware: null,
  pinPolicy: null,
  touchPolicy: null,
};

/**
 * The evidence for this person's key, read now: what a YubiKey certifies, what was brought as files for a token that
 * gives no attestation itself, or that there is none. While the YubiKey is out the certificates that were exported stand
 * in for it.
 * @throws StepError `step.too-early`, `token.not-present`; TokenError; AttestationError
 */
export async function lookEvidence(work: Work, ceremony: OpenCeremony): Promise<EvidenceAtHand> {
  const { key, token: chosen } = ceremony.state;
  if (key === null || chosen === null) throw noKey();
  const token = await chosenToken(work.desk.tokens, ceremony);
  const view =
    token === null ? null : tokenView(token, work.tokenId(token), tokenQuestion(ceremony));
  const { found, shown } = await certified(work.desk.tokens, ceremony, token);
  const at = { token: view, shown };
  if (found !== null) {
    const { attestation } = found;
    const card = attestedCard(ceremony.plan, key, attestation, at);
    return asAccepted(ceremony, { card, facts: attestedFacts(attestation) });
  }
  const brought = wasYubikey(chosen) ? null : await broughtKey(ceremony.folder, key.data);
  if (brought !== null) {
    const card = broughtCard(ceremony.plan, key, brought, at);
    return asAccepted(ceremony, { card, facts: broughtFacts(brought) });
  }
  const { model } = chosen.data;
  const more = { model, token: view, mayBring: mayBring(ceremony) };
  return asAccepted(ceremony, {
    card: evidenceCard(ceremony.plan, key, more),
    facts: unattested,
  });
}

/** Says on the card whether what was accepted before is what it shows: an attestation, or none. */
function asAccepted({ state }: OpenCeremony, { card, facts }: EvidenceAtHand): EvidenceAtHand {
  const accepted = state.evidence?.data.attested === card.attested;
  return { card: { ...card, accepted }, facts };
}

async function certified(
  tokens: Tokens,
  ceremony: OpenCeremony,
  token: UsableToken | null,
): Promise<{ readonly found: AttestedKey | null; readonly shown: boolean }> {
  const { key, token: chosen } = ceremony.state;
  if (token !== null) {
    const shown = token.keys.some(({ spkiDigest }) => spkiDigest === key?.data.spki);
    return { found: isYubikey(token) ? await readAttestedKey(tokens, token.ref) : null, shown };
  }
  if (!wasYubikey(chosen)) return { found: null, shown: true };
  const found = await certifiedOnDisk(ceremony);
  // Nothing that could be shown is here: the person has to plug the YubiKey in.
  if (found === null) await requireChosenToken(tokens, ceremony);
  return { found, shown: true };
}

async function certifiedOnDisk(ceremony: OpenCeremony): Promise<AttestedKey | null> {
  const { exported } = ceremony.state;
  const mine = (await heldKeys(ceremony.folder)).find(
    ({ participant }) => participant === ceremony.you.id,
  );
  if (exported === null || mine === undefined) return null;
  const { serial } = exported.data;
  const { keyCert, deviceCert } = await exportedCertificates(ceremony.folder, {
    serial,
    publicKey: mine.publicKey,
  });
  if (keyCert === null || deviceCert === null) return null;
  return judgedKey({ keyCert, deviceCert }, `keys/${serial}`);
}
