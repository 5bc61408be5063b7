import { holderOfSerial } from '../../../src/ceremony/roster.ts';
import { attestationClaims } from '../../../src/attestation/policy.ts';
import type { ChainVerdict } from '../../../src/attestation/chain.ts';
import type { PivAttestation } from '../../../src/attestation/piv-attestation.ts';
import { practiceRoot } from '../../../src/attestation/practice-root.ts';
import type { Plan } from '../../../src/ceremony/plan.ts';
import type { RecordData } from '../../../src/ceremony/record.ts';
import type { KeyRecord } from '../../../src/ceremony/state.ts';
import type { Evidence } from '../../../src/contract/keyholder.ts';
import type { TokenView } from '../../../src/contract/tokens.ts';
import { keyClaims } from '../evidence-card.ts';

/** What is on record of an attestation that was accepted. */
export type AttestedFacts = Pick<
  RecordData<'evidence.accepted'>,
  'attested' | 'chain' | 'firmware' | 'pinPolicy' | 'touchPolicy' | 'brought'
>;

/** The root that a chain ends in, as the record and the card name it; null where it ends nowhere. */
export function rootOf({ chain }: { readonly chain: ChainVerdict }): string | null {
  if (chain.valid) return chain.anchor.root;
  return chain.practice ? practiceRoot.name : null;
}

/** The facts of an attestation for the record. */
export function attestedFacts(attestation: PivAttestation): AttestedFacts {
  return {
    attested: true,
    chain: rootOf(attestation),
    firmware: attestation.firmware.text,
    pinPolicy: attestation.pinPolicy,
    touchPolicy: attestation.touchPolicy,
  };
}

/**
 * The evidence card of a key that its YubiKey certifies: every claim held against the plan, and who signed for whom.
 * @param shown whether the token shows the very key of the record now
 */
export function attestedCard(
  plan: Plan,
  record: KeyRecord,
  attestation: PivAttestation,
  { token, shown }: { readonly token: TokenView | null; readonly shown: boolean },
): Evidence {
  const { serial, spki } = record.data;
  const rehearsal = plan.mode === 'rehearsal';
  const { publicKey } = attestation;
  const same = shown && publicKey.digest === spki;
  const expected = {
    serial,
    serialFrom: rehearsal && holderOfSerial(plan, serial) === null ? 'token' : 'plan',
    spki: same ? publicKey.spki : new Uint8Array(0),
    rehearsal,
  } as const;
  const claims = [
    ...attestationClaims(attestation, plan.keys, expected),
    ...keyClaims(record).filter(
      ({ label }) => label === 'Works' || (label === 'Made' && record.kind === 'key.adopted'),
    ),
  ];
  const against = claims.filter(({ state }) => state === 'stop').length;
  return {
    token,
    serial,
    model: modelIn(attestation, rehearsal),
    attested: true,
    accepted: false,
    mayBring: false,
    ...wordsFor(against, rehearsal),
    claims,
    spkiSha256: spki,
    chain: linksOf(attestation),
  };
}

function wordsFor(against: number, rehearsal: boolean): Pick<Evidence, 'heading' | 'lead' | 'tag'> {
  if (against > 0) {
    const lines = against === 1 ? 'One line below is' : 'Some lines below are';
    return {
      heading: 'This key is not as the plan asks',
      lead: `The station checked what the device certifies. ${lines} against the plan, so the key is not exported.`,
      tag: { state: 'stop', text: 'Against the plan' },
    };
  }
  return {
    heading: rehearsal
      ? 'Your key was made on this practice YubiKey'
      : 'Your key was made on this device',
    lead: rehearsal
      ? 'The device itself certifies it. The station checked every line below, down to the practice root.'
      : 'The device itself certifies it. The station checked every line below, down to Yubico’s root.',
    tag: { state: 'ok', text: 'Evidence is complete' },
  };
}

/** What the device is, as far as it certifies that itself. */
function modelIn({ firmware, formFactor, fips }: PivAttestation, rehearsal: boolean): string {
  const series = `${rehearsal ? 'Practice ' : ''}YubiKey ${firmware.major}${fips ? ' FIPS' : ''}`;
  return formFactor === null || formFactor === 'unknown' ? series : `${series}, ${formFactor}`;
}

/** From the key up to the root. */
function linksOf({ chain, slot }: PivAttestation): Evidence['chain'] {
  return [
    { title: 'Your key', detail: slot === null ? 'on this device' : `slot ${slot}` },
    { title: 'This device', detail: 'YubiKey attestation' },
    ...linksAbove(chain),
  ];
}

/** From whoever issued the device's certificate up to the root. A chain that does not hold ends with the reason. */
export function linksAbove(chain: ChainVerdict): Evidence['chain'] {
  if (!chain.valid) {
    return chain.practice
      ? [{ title: practiceRoot.name, detail: 'for practice only, vouches for nothing' }]
      : [{ title: 'No root', detail: chain.reason }];
  }
  const [issuer, ...above] = chain.anchor.path;
  const between =
    issuer === undefined || above.length === 0
      ? []
      : [{ title: issuer.subjectName, detail: 'issues for devices' }];
  return [...between, { title: chain.anchor.root, detail: 'pinned in this station' }];
}
