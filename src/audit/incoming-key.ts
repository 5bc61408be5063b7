import { attestationClaims, type Claim } from '../attestation/policy.ts';
import type { Instant } from '../encoding/instant.ts';
import type { Plan } from '../ceremony/plan.ts';
import {
  holderOfSerial,
  holdersOf,
  onlineKeysOf,
  participantOf,
  schemeOf,
} from '../ceremony/roster.ts';
import { serialInWords } from '../ceremony/serial.ts';
import type { PublicKey, SpkiDigest } from '../keys/public-key.ts';
import { schemeFits } from '../keys/scheme.ts';
import { evidenceFindings } from './evidence-findings.ts';
import { type Evidence, gatherEvidence } from './evidence.ts';
import { type AuditFile, type InputFile, readInput } from './input.ts';

/** The key of somebody that is in the ceremony already. */
export interface OtherKey {
  /** The id in the plan, of a participant or an online key. */
  readonly participant: string;
  readonly name: string;
  readonly spki: SpkiDigest;
}

export interface IncomingQuestion {
  readonly plan: Plan;
  /** Whose key it is, as it says of itself; null where only the serial tells. */
  readonly from: string | null;
  /** The name of its folder below `keys/`: a serial, with `-` and eight digits for a further key of a token. */
  readonly name: string;
  /** Everything that lies in that folder, with paths from the ceremony folder down. */
  readonly files: readonly AuditFile[];
  readonly others: readonly OtherKey[];
  readonly asOf: Instant;
}

/** Who or what has a key by the plan. */
export interface KeyHolder {
  readonly id: string;
  readonly name: string;
  /** It signed for the root in use, and has no place in the new one. */
  readonly former: boolean;
}

/** An exported key as it comes in, checked as an auditor would, each line held against the plan. */
export interface IncomingKey {
  readonly name: string;
  readonly serial: string;
  /** Whose key it is by the plan, a participant's or an online key's; null where nobody's. */
  readonly holder: KeyHolder | null;
  /** null where no public key can be read. */
  readonly publicKey: PublicKey | null;
  readonly claims: readonly Claim[];
  /** `stop`: against the plan, it stays outside. */
  readonly state: 'ok' | 'note' | 'stop';
}

/**
 * Judges the files of one exported key: whose it is, its kind, its attestation up to the pinned root, the serial and the
 * policies of the plan, and whether somebody else has the same key. Never throws for what the files hold.
 */
export function judgeIncomingKey(question: IncomingQuestion): IncomingKey {
  const { plan, name, files } = question;
  const serial = name.replace(/-[0-9a-f]{8}$/, '');
  const read = files.map(readInput);
  const { evidence } = gatherEvidence(read);
  const [one] = evidence;
  const publicKey = one?.publicKey?.key ?? null;
  const holder = holderOf(question, serial);
  const claims: Claim[] = [ownerClaim(question, serial, holder)];
  if (publicKey === null || one === undefined) claims.push(unreadable(read));
  else {
    const judged = [
      kindClaim(plan, holder, publicKey),
      ...evidenceClaims(question, serial, one, publicKey),
    ];
    // What the plan asks of new keys, a key from before need not have.
    claims.push(...(holder?.former === true ? judged.map(asNote) : judged));
    claims.push(...sharedClaims(question, holder, publicKey));
  }
  return { name, serial, holder, publicKey, claims, state: worst(claims) };
}

function asNote(claim: Claim): Claim {
  return claim.state === 'stop' ? { ...claim, state: 'note' } : claim;
}

function worst(claims: readonly Claim[]): IncomingKey['state'] {
  if (claims.some(({ state }) => state === 'stop')) return 'stop';
  return claims.some(({ state }) => state === 'note') ? 'note' : 'ok';
}

/** By the serial in the plan; where the plan takes any practice token, by what the work says of itself. */
function holderOf({ plan, from, name }: IncomingQuestion, serial: string): KeyHolder | null {
  const online = onlineKeysOf(plan).find(
    (one) => one.id === name || (one.kind === 'token' && one.token === serial),
  );
  if (online !== undefined)
    return { id: online.id, name: `Online key ${online.id}`, former: false };
  const former = plan.participants.find(({ formerToken }) => formerToken === serial);
  if (former !== undefined) return { id: former.id, name: former.name, former: true };
  const bySerial = holderOfSerial(plan, serial);
  if (bySerial !== null) return { id: bySerial.id, name: bySerial.name, former: false };
  const claimed = from === null ? null : participantOf(plan, from);
  return claimed?.token === 'practice'
    ? { id: claimed.id, name: claimed.name, former: false }
    : null;
}

function ownerClaim(
  { plan, from }: IncomingQuestion,
  serial: string,
  holder: KeyHolder | null,
): Claim {
  const label = 'Person';
  const claimed = from === null ? null : participantOf(plan, from);
  if (holder === null)
    return {
      label,
      value: `Nobody in the plan has token ${serialInWords(serial)}`,
      why:
        claimed?.token === undefined || claimed.token === 'practice'
          ? 'It may be the key of another ceremony, or of another token. Ask whose it is.'
          : `The plan has ${serialInWords(claimed.token)} for ${claimed.name}. Ask which token was plugged in.`,
      state: 'stop',
    };
  if (claimed !== null && claimed.id !== holder.id)
    return {
      label,
      value: `${holder.name}, by the plan`,
      why: `It came in as the work of ${claimed.name}. Find out whose token it is.`,
      state: 'stop',
    };
  if (holder.former)
    return {
      label,
      value: `${holder.name}, the token from before`,
      why: 'It can sign for the root in use. It has no place in the new one.',
      state: 'note',
    };
  const used =
    holdersOf(plan).has(holder.id) ||
    (participantOf(plan, holder.id)?.duties.includes('keyholder') ?? false);
  return {
    label,
    value: holder.name,
    why: used ? 'As in the plan.' : 'The plan has no role for this key.',
    state: used ? 'ok' : 'note',
  };
}

function unreadable(files: readonly InputFile[]): Claim {
  const unread = files.flatMap(({ reading }) => (reading.kind === 'unread' ? [reading.error] : []));
  return {
    label: 'Public key',
    value: 'None that can be read',
    why: unread[0]?.hint ?? 'The file is not there. Have the key exported again.',
    state: 'stop',
  };
}

const kinds: Readonly<Record<PublicKey['type'], string>> = {
  'ecdsa-p256': 'ECDSA on P-256',
  'ecdsa-p384': 'ECDSA on P-384',
  ed25519: 'Ed25519',
  rsa: 'RSA',
};

function kindClaim(plan: Plan, holder: KeyHolder | null, key: PublicKey): Claim {
  const scheme = schemeOf(plan, holder?.id ?? '');
  const fits = schemeFits(scheme, key);
  return {
    label: 'Kind of key',
    value: kinds[key.type],
    why: fits ? 'As the plan asks for.' : `The plan asks for ${scheme}. Make a key of that kind.`,
    state: fits ? 'ok' : 'stop',
  };
}

/** The attestation by the policy of the plan, and what an auditor would find in the files as they lie. */
export function evidenceClaims(
  { plan, asOf }: Pick<IncomingQuestion, 'plan' | 'asOf'>,
  serial: string,
  evidence: Evidence,
  publicKey: PublicKey,
): Claim[] {
  const rehearsal = plan.mode === 'rehearsal';
  const { attestation, keyCert, problem } = evidence;
  if (keyCert === null) return attestationClaims(null, plan.keys);
  const marks = {
    practice: new Set(rehearsal ? [publicKey.digest] : []),
    production: new Set<SpkiDigest>(),
  };
  const piv = attestation?.vendor === 'yubikey-piv' ? attestation : null;
  const byPolicy =
    piv === null
      ? []
      : attestationClaims(piv, plan.keys, { serial, spki: publicKey.spki, rehearsal });
  const said = new Set(byPolicy.filter(({ state }) => state === 'stop').map(({ label }) => label));
  const found = evidenceFindings([evidence], marks, asOf).flatMap((one): Claim[] => {
    const covered = coveredBy[one.code];
    if (piv !== null && covered !== undefined && (covered === '' || said.has(covered))) return [];
    return [
      {
        label: 'Attestation',
        value: `${one.message[0]?.toUpperCase() ?? ''}${one.message.slice(1)}`,
        why: one.hint,
        state: one.severity === 'error' ? 'stop' : 'note',
      },
    ];
  });
  return [...byPolicy, ...mode(rehearsal, evidence), ...otherVendor(evidence, problem), ...found];
}

/** What the lines by the plan's policy say already, in better words; `''` where they always do. */
const coveredBy: Readonly<Partial<Record<string, string>>> = {
  'attestation.chain-invalid': 'Key',
  'attestation.serial-mismatch': 'Device',
  'attestation.touch-never': '',
  'attestation.pin-not-always': '',
  'attestation.firmware-advisory': '',
};

function mode(rehearsal: boolean, { attestation }: Evidence): Claim[] {
  if (!rehearsal || attestation?.chain.valid !== true) return [];
  return [
    {
      label: 'Practice',
      value: 'This token counts',
      why: 'The vendor vouches for it, so signatures by its key could be taken for real. Use a practice token.',
      state: 'stop',
    },
  ];
}

/** A certificate of another vendor, or none that can be judged. */
function otherVendor({ attestation }: Evidence, problem: string | null): Claim[] {
  if (attestation?.vendor === 'yubikey-piv') return [];
  if (attestation === null)
    return [
      {
        label: 'Attestation',
        value: 'It cannot be judged',
        why: `${problem ?? 'No device certificate is there'}. Have the key and its evidence exported again.`,
        state: 'stop',
      },
    ];
  return attestation.chain.valid
    ? [
        {
          label: 'Key',
          value: 'Made in the HSM',
          why: 'The vendor vouches for the device, and the device for the key.',
          state: 'ok',
        },
      ]
    : [];
}

function sharedClaims(
  { others }: IncomingQuestion,
  holder: KeyHolder | null,
  { digest }: PublicKey,
): Claim[] {
  const same = others.find(
    ({ spki, participant }) => spki === digest && participant !== holder?.id,
  );
  if (same !== undefined)
    return [
      {
        label: 'One key, two people',
        value: `${same.name} has this key already`,
        why: 'Each needs a key of their own. Find out whose token it is.',
        state: 'stop',
      },
    ];
  if (holder?.former === true) return [];
  const before = others.find(
    ({ spki, participant }) => participant === holder?.id && spki !== digest,
  );
  if (before === undefined) return [];
  return [
    {
      label: 'Another key before',
      value: `Key ${before.spki.slice(0, 8)} came in before`,
      why: 'Both stay in the folder. The one that comes in now counts, and the root is staged anew.',
      state: 'note',
    },
  ];
}
