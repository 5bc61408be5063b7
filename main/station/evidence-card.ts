import type { Evidence } from '../../src/contract/keyholder.ts';
import type { TokenView } from '../../src/contract/tokens.ts';
import type { Claim } from '../../src/contract/values.ts';
import type { Plan } from '../../src/ceremony/plan.ts';
import type { KeyRecord } from '../../src/ceremony/state.ts';
import { StepError } from './desk.ts';

const algorithms = {
  'ecdsa-sha2-nistp256': 'ECDSA on P-256',
  'ecdsa-sha2-nistp384': 'ECDSA on P-384',
  ed25519: 'Ed25519',
  'rsassa-pss-sha256': 'RSA-PSS, 3072 bits',
} as const;

/** What the token said of the key when it was read back, each line held against what a root key should be. */
export function keyClaims(record: KeyRecord): Claim[] {
  const claims: Claim[] = [
    {
      label: 'Kind of key',
      value: algorithms[record.data.scheme],
      why: 'As the plan asks for.',
      state: 'ok',
    },
  ];
  if (record.kind === 'key.made') {
    const { onDevice, extractable, neverExtractable } = record.data;
    claims.push(
      toldClaim(
        'Made',
        onDevice,
        ['On the token', 'It was not brought in from outside.'],
        ['Brought in from outside', 'Somebody may have a copy of it.'],
      ),
      toldClaim(
        'Stays',
        extractable === null ? null : !extractable && neverExtractable !== false,
        ['On the token', 'It cannot leave the token, and never could.'],
        ['It can leave the token', 'Somebody may copy it later.'],
      ),
    );
  } else {
    const cutOff = record.data.origin === 'cut-off';
    claims.push({
      label: 'Made',
      value: cutOff ? 'Taken up after an interruption' : 'In an earlier ceremony',
      why: cutOff
        ? 'It was on the token under the name that the record had written down before.'
        : 'It stands in the root in use. This ceremony did not see it made.',
      state: 'note',
    });
  }
  claims.push({
    label: 'Works',
    value: 'It signed a fresh challenge',
    why: 'The signature fits this public key.',
    state: 'ok',
  });
  return claims;
}

/**
 * The evidence card of a key on a token that gives no attestation: what the station saw itself, and plainly what it
 * cannot know. Where the plan requires an attestation the step stops here.
 */
export function evidenceCard(
  plan: Plan,
  record: KeyRecord,
  chosen: {
    readonly model: string;
    readonly token: TokenView | null;
    readonly mayBring?: boolean;
  },
): Evidence {
  const required = plan.keys.attestation === 'required';
  const mayBring = chosen.mayBring ?? false;
  const way = mayBring ? ' A YubiHSM 2 makes one as files: bring them here.' : '';
  return {
    token: chosen.token,
    serial: record.data.serial,
    model: chosen.model,
    attested: false,
    accepted: false,
    mayBring,
    heading: required
      ? 'The plan asks for an attestation, and there is none'
      : 'Your key was made, and nothing else vouches for it',
    lead: required
      ? `This token cannot certify its keys. Tell the host, or use the token in the plan.${way}`
      : `No attestation: this token cannot give one. What stands below is what the station saw itself.${way}`,
    tag: required
      ? { state: 'stop', text: 'Attestation required' }
      : { state: 'note', text: 'No attestation' },
    claims: [
      ...keyClaims(record),
      {
        label: 'Attestation',
        value: 'None: this token cannot give one',
        why: required
          ? 'The plan requires one, so that others can check where the key was made.'
          : 'Others have only your word, and that of those who watched, for where the key was made. The plan accepts this.',
        state: required ? 'stop' : 'note',
      },
      {
        label: 'PIN and touch',
        value: `The plan asks for PIN ${plan.keys.pin}, touch ${plan.keys.touch}`,
        why: 'This token does not tell which policy the key has.',
        state: 'unknown',
      },
    ],
    spkiSha256: record.data.spki,
    chain: [],
  };
}

/** How many lines of the card say "take note". @throws StepError `step.too-early` if one is against the plan */
export function acceptedNotes(card: Evidence): number {
  if (card.tag.state === 'stop' || card.claims.some(({ state }) => state === 'stop')) {
    throw new StepError('step.too-early', 'a line of the evidence is against the plan', {
      hint: 'Show the card to the host. Use the token in the plan, or stop here.',
      notDone: ['Nothing was exported.'],
    });
  }
  return card.claims.filter(({ state }) => state === 'note').length;
}

function toldClaim(
  label: string,
  told: boolean | null,
  [value, why]: readonly [string, string],
  [otherValue, otherWhy]: readonly [string, string],
): Claim {
  if (told === null)
    return {
      label,
      value: 'This token does not tell',
      why: 'It has no such attribute.',
      state: 'unknown',
    };
  return told
    ? { label, value, why, state: 'ok' }
    : { label, value: otherValue, why: otherWhy, state: 'stop' };
}
