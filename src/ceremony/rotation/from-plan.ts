import type { PublicKey, SpkiDigest } from '../../keys/public-key.ts';
import type { Scheme } from '../../keys/scheme.ts';
import { roleSpkis, type Root } from '../../tuf/root.ts';
import type { Plan } from '../plan.ts';
import { schemeOf } from '../roster.ts';
import type { KeyForm } from './client-table.ts';
import {
  keyNamed,
  RotationError,
  type KeyName,
  type RotationKey,
  type RotationPerson,
  type Situation,
} from './situation.ts';

/** A key that a participant has exported, or that lies in the ceremony folder under the serial of their token. */
export interface OwnedKey {
  readonly participant: string;
  readonly serial: string;
  readonly publicKey: PublicKey;
  /** On the token that this person used before (`formerToken` of the plan). */
  readonly former: boolean;
}

/** What only people know. Whoever is not named comes now, with a device that works. */
export interface Attendance {
  /** By participant, or by `holder-` and the first 8 digits of a key in use that nobody of the plan holds. */
  readonly comes: ReadonlyMap<string, RotationPerson['comes']>;
  /** By participant, for the token that the plan names, or by serial. */
  readonly devices: ReadonlyMap<string, RotationKey['device']>;
  /** A participant who stands in the plan for a second device, and the participant who is the same person. */
  readonly samePerson: ReadonlyMap<string, string>;
}

/**
 * The situation that a plan describes: the root in use on one side, the plan's root on the other. A key in use whose
 * holder the plan does not name belongs to somebody who does not come, unless the attendance says otherwise.
 *
 * @param owned for each participant whose key is known; a holder without one makes it at the ceremony
 * @throws RotationError for people whom neither the plan nor the root in use has
 */
export function situationOf(
  plan: Plan,
  inUse: Root,
  owned: readonly OwnedKey[],
  attendance: Attendance,
): Situation {
  const listed = roleSpkis(inUse, 'root');
  const holderOf = new Map(
    owned.map(({ publicKey, participant }) => [publicKey.digest, participant]),
  );
  const strangers = listed.filter((spki) => !holderOf.has(spki));
  const current = new Map(
    owned.filter(({ former }) => !former).map((each) => [each.participant, each]),
  );
  const keyOf = (participant: string): KeyName => {
    const key = current.get(participant);
    return key === undefined
      ? keyNamed(`to be made by ${participant}`)
      : keyNamed(key.publicKey.digest);
  };
  requireKnown(plan, strangers, attendance);
  const people = [
    ...plan.participants.map(({ id, name }) => ({ id, name, stranger: false })),
    ...strangers.map((spki) => ({
      id: strangerId(spki),
      name: strangerName(spki),
      stranger: true,
    })),
  ];
  const devices = plan.participants
    .filter(({ id }) => plan.tuf.holders.includes(id) || current.has(id))
    .map(({ id }) => ({ id, own: current.get(id) }));
  const former = owned.filter((each) => each.former).map((own) => ({ id: own.participant, own }));
  const used = [...devices, ...former].filter(
    ({ id, own }) =>
      (own?.former !== true && plan.tuf.holders.includes(id)) ||
      listed.some((spki) => spki === own?.publicKey.digest),
  );
  return {
    version: inUse.version,
    people: people
      .filter(({ id }) => !attendance.samePerson.has(id))
      .map(({ id, name, stranger }) => ({
        id,
        name,
        comes: attendance.comes.get(id) ?? (stranger ? 'never' : 'now'),
      })),
    keys: [
      ...used.map(({ id, own }): RotationKey => ({
        key: own === undefined ? keyOf(id) : keyNamed(own.publicKey.digest),
        holder: attendance.samePerson.get(id) ?? id,
        label: own === undefined ? 'new key' : `token ${own.serial}`,
        form: formIn(inUse, own?.publicKey.digest) ?? formWritten(schemeOf(plan, id)),
        device:
          attendance.devices.get(own?.serial ?? '') ??
          (own?.former === true ? undefined : attendance.devices.get(id)) ??
          'at-hand',
      })),
      ...strangers.map((spki): RotationKey => ({
        key: keyNamed(spki),
        holder: attendance.samePerson.get(strangerId(spki)) ?? strangerId(spki),
        label: `key ${spki.slice(0, 8)}`,
        form: formIn(inUse, spki) ?? formWritten(plan.keys.scheme),
        device: attendance.devices.get(strangerId(spki)) ?? 'at-hand',
      })),
    ],
    inUse: { keys: listed.map((spki) => keyNamed(spki)), threshold: inUse.roles.root.threshold },
    wanted: { keys: plan.tuf.holders.map(keyOf), threshold: plan.tuf.threshold },
  };
}

const strangerId = (spki: SpkiDigest): string => `holder-${spki.slice(0, 8)}`;
const strangerName = (spki: SpkiDigest): string => `The holder of key ${spki.slice(0, 8)}`;

/** How the root in use lists a key; null where it does not. */
function formIn(root: Root, spki: SpkiDigest | undefined): KeyForm | null {
  const key = [...root.keys.values()].find(({ publicKey }) => publicKey.digest === spki);
  if (key === undefined) return null;
  const { scheme, keytype, encoding } = key;
  return { scheme, keytype, encoding };
}

/** How this station lists a key of a scheme, as `makeTufKey` does. */
function formWritten(scheme: Scheme): KeyForm {
  return { scheme, keytype: keytypes[scheme], encoding: scheme === 'ed25519' ? 'hex-raw' : 'pem' };
}

const keytypes = {
  'ecdsa-sha2-nistp256': 'ecdsa',
  'ecdsa-sha2-nistp384': 'ecdsa',
  ed25519: 'ed25519',
  'rsassa-pss-sha256': 'rsa',
} as const;

function requireKnown(
  plan: Plan,
  strangers: readonly SpkiDigest[],
  { comes, devices, samePerson }: Attendance,
): void {
  const people = new Set([...plan.participants.map(({ id }) => id), ...strangers.map(strangerId)]);
  const serials = plan.participants.flatMap(({ token, formerToken }) => [token, formerToken]);
  const known = new Set([...people, ...serials.filter((serial) => serial !== undefined)]);
  const named = [...comes.keys(), ...samePerson.keys(), ...samePerson.values()];
  if (named.every((id) => people.has(id)) && [...devices.keys()].every((id) => known.has(id)))
    return;
  throw new RotationError(
    'rotation.situation',
    'somebody is named whom the ceremony does not have',
    {
      expected: [...known].join(', '),
      found: 'another name',
      hint: 'Use the names of the plan, or holder- and the first 8 digits of a key in use.',
    },
  );
}
