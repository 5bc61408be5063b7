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
 * The evidence for this person's key, read now: what a YubiKey certifies, or that the token can certify nothing. While
 * the YubiKey is out the certificates that were exported stand in for it.
 * @throws StepError `step.too-early`, `token.not-present`; TokenError; AttestationError
 */
export async function lookEvidence(work: Work, ceremony: OpenCeremony): Promise<EvidenceAtHand> {
  const { key, token: chosen } = ceremony.state;
  if (key === null || chosen === null) throw noKey();
  const token = await chosenToken(work.desk.tokens, ceremony);
  const view =
    token === null ? null : tokenView(token, work.tokenId(token), tokenQuestion(ceremony));
  const { found, shown } = await certified(work.desk.tokens, ceremony, token);
  if (found === null) {
    const { model } = chosen.data;
    return { card: evidenceCard(ceremony.plan, key, { model, token: view }), facts: unattested };
  }
  const { attestation } = found;
  return {
    card: attestedCard(ceremony.plan, key, attestation, { token: view, shown }),
    facts: attestedFacts(attestation),
  };
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
