import { onlineKeysIn, peopleIn } from './people-in.ts';
import type { Editing } from './editing.ts';

type Options = readonly (readonly [value: string, label: string])[];

export const kinds: Options = [
  ['initial', 'Initial: makes the first root'],
  ['renewal', 'Renewal: the same keys, a later expiry'],
  ['rotation', 'Rotation: keys join or leave'],
  ['delegation', 'Delegation: another project’s keys'],
  ['emergency', 'Emergency: a key is lost or in other hands'],
];

export const modes: Options = [
  ['rehearsal', 'Rehearsal: practice keys only'],
  ['real', 'Real ceremony'],
];

export const dutyOptions: Options = [
  ['host', 'Host'],
  ['keyholder', 'Keyholder'],
  ['witness', 'Witness'],
];

export const schemeOptions: Options = [
  ['ecdsa-sha2-nistp256', 'ECDSA P-256'],
  ['ecdsa-sha2-nistp384', 'ECDSA P-384'],
  ['ed25519', 'Ed25519'],
  ['rsassa-pss-sha256', 'RSA-PSS'],
];

export const yesNo: Options = [
  ['true', 'Yes'],
  ['false', 'No'],
];

export const methods: Options = [
  ['stick', 'By stick'],
  ['folder', 'In a shared folder'],
  ['git', 'By Git, a branch each'],
  ['codes', 'By codes on a screen'],
];

/** Participants by id, called by name. */
export function peopleOptions(editing: Editing, only?: 'keyholder'): Options {
  return peopleIn(editing).flatMap(({ id, name, duties }) =>
    id === '' || (only !== undefined && !duties.includes(only))
      ? []
      : [[id, name === '' ? id : name] as const],
  );
}

/** Whoever may hold snapshot and timestamp: people, and keys that sign without a person. */
export function peopleAndKeys(editing: Editing): Options {
  return [
    ...peopleOptions(editing),
    ...onlineKeysIn(editing).map((id) => [id, `${id} (online key)`] as const),
  ];
}
