import { basename } from 'node:path';
import type { PublicationKey, PublicationSecrets } from '../../src/contract/publication-keys.ts';
import type { Plan } from '../../src/ceremony/plan.ts';
import { onlineKeysOf, participantOf } from '../../src/ceremony/roster.ts';
import { readChosenFile } from '../ceremonies/chosen-file.ts';
import { longestOnlineKey } from '../online/online-key-file.ts';
import { OnlineSigner } from '../online/online-signer.ts';
import { colleaguesOf } from './colleagues.ts';
import type { Desk } from './desk.ts';
import { heldKeys } from './held-keys.ts';
import { fileSigner, onlineTokenSigners } from './online-signers.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import type { PlaceRegister } from './place-register.ts';
import { presentKey } from './record-signer.ts';
import type { RoleSigner } from './sign-role.ts';
import { signersAtHand } from './signers-at-hand.ts';
import { triesNow } from './tries-now.ts';

/** A role that is signed on publication, and who signs it by the plan. */
export interface SignedRole {
  readonly name: string;
  readonly holders: readonly string[];
}

/** Snapshot and timestamp: they are signed on every publication. */
export function repositoryRoles({ tuf }: Plan): readonly SignedRole[] {
  const { snapshot, timestamp } = tuf.roles;
  return [
    { name: 'snapshot', holders: snapshot.holders },
    { name: 'timestamp', holders: timestamp.holders },
  ];
}

/** The keys that sign these roles, with what each needs: a PIN, a passphrase, or nothing. */
export async function publicationKeys(
  desk: Pick<Desk, 'tokens' | 'colleagues' | 'atWork'>,
  ceremony: OpenCeremony,
  roles: readonly SignedRole[],
): Promise<readonly PublicationKey[]> {
  const { plan, folder } = ceremony;
  const held = await heldKeys(folder);
  const [own, kept] = [await desk.tokens.list(), await desk.colleagues.list()];
  const played = new Set(
    (await colleaguesOf(desk.colleagues, ceremony)).map(({ participant }) => participant.id),
  );
  const online = new Map(onlineKeysOf(plan).map((key) => [key.id, key.kind]));
  const lineOf = async (id: string): Promise<PublicationKey> => {
    const key = held.find(({ participant }) => participant === id);
    const signs = roles
      .filter(({ holders }) => holders.includes(id))
      .map(({ name }) => name)
      .join(' and ');
    const name = (participantOf(plan, id)?.name ?? id).slice(0, 200);
    const kind = online.get(id) ?? 'token';
    const practice =
      played.has(id) ||
      (kind === 'token' && key !== undefined && presentKey(kept, key, ceremony.records) !== null);
    const rest = { id, name, kind, signs: signs.slice(0, 200), practice };
    if (key === undefined)
      return {
        ...rest,
        serial: null,
        ready: false,
        reason: 'Its public key is not here.',
        tries: '',
      };
    if (kind === 'file')
      return { ...rest, serial: null, ready: true, reason: 'It lies in a file.', tries: '' };
    const found = presentKey(own, key, ceremony.records);
    const ready = practice || found !== null;
    return {
      ...rest,
      serial: key.serial.slice(0, 200),
      ready,
      reason: practice
        ? 'The station keeps its PIN.'
        : ready
          ? 'It is plugged in.'
          : `Plug in ${key.serial}.`,
      tries: found === null || practice ? '' : await triesNow(desk, found.token),
    };
  };
  return Promise.all([...new Set(roles.flatMap(({ holders }) => holders))].map(lineOf));
}

/**
 * Whoever can sign with what was typed: tokens of people and online keys for which there is a PIN or the station keeps
 * one, and the key file with its passphrase.
 * @param places knows the file that was chosen
 * @throws OnlineKeyError for a wrong passphrase or another key than the plan names; FolderError
 */
export async function publicationSigners(
  desk: Pick<Desk, 'tokens' | 'colleagues'>,
  ceremony: OpenCeremony,
  people: readonly string[],
  { pins, file }: PublicationSecrets,
  places: Pick<PlaceRegister, 'path'>,
): Promise<readonly RoleSigner[]> {
  const typed = new Map(pins.map(({ id, pin }) => [id, pin]));
  const askPin = ({ id }: { readonly id: string }) => Promise.resolve(typed.get(id) ?? null);
  const signers: RoleSigner[] = [
    ...(await signersAtHand(desk, ceremony, people, askPin)),
    ...(await onlineTokenSigners(desk, ceremony, askPin)),
  ];
  if (file === null) return signers;
  const chosen = places.path(file.place);
  const bytes = await readChosenFile(chosen, longestOnlineKey);
  const online = await OnlineSigner.open(bytes, file.passphrase, basename(chosen));
  return [...signers, await fileSigner(ceremony, online)];
}
