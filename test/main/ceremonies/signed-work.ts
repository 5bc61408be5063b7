import { sign } from 'node:crypto';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { createCeremony } from '../../../main/ceremonies/new-ceremony.ts';
import type { Plan } from '../../../src/ceremony/plan.ts';
import { parseMetadata, type Metadata } from '../../../src/tuf/metadata.ts';
import { buildRoot } from '../../../src/tuf/build.ts';
import { makeTufKey } from '../../../src/tuf/key.ts';
import { metadataFile } from '../../../src/tuf/write.ts';
import { actOf, timeOf } from '../../ceremony/sample-acts.ts';
import { planBytesOf, sampleFields } from '../../ceremony/sample-plan.ts';
import { makeKeyPair, type KeyPair } from '../../keys/key-pairs.ts';

export const at = timeOf(0);

/** One key pair a person, made once for all tests of a file. */
export const people = {
  'priya-raman': makeKeyPair('ecdsa-sha2-nistp256'),
  'tom-okafor': makeKeyPair('ecdsa-sha2-nistp256'),
  'ines-duarte': makeKeyPair('ecdsa-sha2-nistp256'),
} as const;
export type Person = keyof typeof people;

const listed = (pair: KeyPair) => makeTufKey(pair.key, pair.scheme, { practice: false });
export const keyidOf = (person: Person): string => listed(people[person]).keyid;

/** Root 16 of the sample plan, unsigned. Another version or expiry gives other bytes to sign. */
export function unsignedRoot(
  plan: Plan,
  change: { version?: number; expires?: string } = {},
): Uint8Array {
  const ids = Object.keys(people) as Person[];
  const role = (...holders: Person[]) => ({
    keyids: holders.map(keyidOf),
    threshold: holders.length,
  });
  const signed = buildRoot({
    version: change.version ?? plan.tuf.rootVersion,
    expires: change.expires ?? plan.tuf.expires,
    rehearsal: null,
    consistentSnapshot: true,
    keys: ids.map((id) => listed(people[id])),
    roles: {
      root: role('priya-raman', 'tom-okafor'),
      targets: role('priya-raman', 'tom-okafor'),
      snapshot: role('ines-duarte'),
      timestamp: role('ines-duarte'),
    },
  });
  return metadataFile(signed, []);
}

/** A genuine signature over the bytes that are signed. */
export function signatureBy(person: Person, { signedBytes }: Metadata): Uint8Array {
  return Uint8Array.from(sign('sha256', signedBytes, people[person].privateKey));
}

/** The file with signatures of these people. */
export function signedBy(bytes: Uint8Array, ...signers: Person[]): Uint8Array {
  const metadata = parseMetadata(bytes, 'root.json');
  return metadataFile(
    metadata.signed,
    signers.map((person) => ({
      keyid: keyidOf(person),
      sig: Buffer.from(signatureBy(person, metadata)).toString('hex'),
    })),
  );
}

/** A ceremony of the sample plan that has just begun. It is closed by whoever opened it. */
export async function begunCeremony(
  parent: string,
  name = 'Root signing 16',
): Promise<CeremonyFolder> {
  const path = await createCeremony(parent, name, planBytesOf(sampleFields()));
  const folder = await CeremonyFolder.open(path, at);
  await folder.append(actOf('ceremony.opened', {}, null), at);
  return folder;
}
