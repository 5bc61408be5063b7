import { hsmAttestationClaims } from '../../../src/attestation/hsm-policy.ts';
import type { YubiHsmAttestation } from '../../../src/attestation/yubihsm-attestation.ts';
import type { Plan } from '../../../src/ceremony/plan.ts';
import type { KeyRecord } from '../../../src/ceremony/state.ts';
import type { Evidence } from '../../../src/contract/keyholder.ts';
import type { TokenView } from '../../../src/contract/tokens.ts';
import { keyClaims } from '../evidence-card.ts';
import { type AttestedFacts, linksAbove, rootOf } from '../yubikey/attested-card.ts';

/** What is on record of an attestation that was brought as files. A YubiHSM certifies no policies. */
export function broughtFacts(attestation: YubiHsmAttestation): AttestedFacts {
  return {
    attested: true,
    chain: rootOf(attestation),
    firmware: attestation.firmware.text,
    pinPolicy: null,
    touchPolicy: null,
    brought: {
      keyCertSha256: attestation.keyCert.sha256,
      deviceCertSha256: attestation.deviceCert.sha256,
    },
  };
}

/**
 * The evidence card of a key whose attestation was brought as files.
 * @param shown whether the token shows the very key of the record now; true while it is out
 */
export function broughtCard(
  plan: Plan,
  record: KeyRecord,
  attestation: YubiHsmAttestation,
  { token, shown }: { readonly token: TokenView | null; readonly shown: boolean },
): Evidence {
  const { serial, spki } = record.data;
  const rehearsal = plan.mode === 'rehearsal';
  const { publicKey } = attestation;
  const same = shown && publicKey.digest === spki;
  const expected = { serial, spki: same ? publicKey.spki : new Uint8Array(0), rehearsal };
  const claims = [
    ...hsmAttestationClaims(attestation, plan.keys, expected),
    ...keyClaims(record).filter(
      ({ label, state }) =>
        label === 'Works' ||
        (label === 'Made' && record.kind === 'key.adopted') ||
        state === 'stop',
    ),
  ];
  const against = claims.some(({ state }) => state === 'stop');
  return {
    token,
    serial,
    model: rehearsal ? 'Practice YubiHSM 2' : 'YubiHSM 2',
    attested: true,
    accepted: false,
    mayBring: false,
    heading: against ? 'This key is not as the plan asks' : 'Your key was made on this device',
    lead: against
      ? 'The station checked the files that you brought. What is marked below is against the plan, so the key is not exported.'
      : `The files that you brought certify it. The station checked every line below, down to ${rehearsal ? 'the practice root' : 'Yubico’s root'}.`,
    tag: against
      ? { state: 'stop', text: 'Against the plan' }
      : { state: 'ok', text: 'Evidence is complete' },
    claims,
    spkiSha256: spki,
    chain: [
      {
        title: 'Your key',
        detail: `object 0x${attestation.objectId.toString(16).padStart(4, '0')}`,
      },
      { title: 'This device', detail: 'YubiHSM attestation' },
      ...linksAbove(attestation.chain),
    ],
  };
}
