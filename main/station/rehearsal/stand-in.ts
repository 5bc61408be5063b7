import {
  assembleDelegated,
  assembleRoot,
  assembleSnapshot,
  assembleTargets,
  assembleTimestamp,
  listedKey,
  type HeldKeys,
} from '../../../src/ceremony/assembly.ts';
import type { Plan, RolePolicy } from '../../../src/ceremony/plan.ts';
import { holdersOf, keyholdersOf, onlineKeysOf, schemeOf } from '../../../src/ceremony/roster.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { toHex } from '../../../src/encoding/hex.ts';
import type { JsonObject } from '../../../src/encoding/json.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import type { PublicKey } from '../../../src/keys/public-key.ts';
import { fileFacts, type MetaFacts } from '../../../src/tuf/build.ts';
import { canonicalBytes } from '../../../src/tuf/canonical.ts';
import { metadataFile } from '../../../src/tuf/write.ts';
import { publish, type RepositoryFile } from '../../ceremonies/repository-writer.ts';
import type { Desk } from '../desk.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { namesOf } from '../role-parts.ts';
import { makeEarlierKey, signerOn } from './played-key.ts';

/**
 * Makes the practice keys that are there before the script begins: online keys always; before a later root also those
 * of everybody who holds a key in the version before, and that version with all its roles, published in this folder.
 * It is a rehearsal's like everything here: another plan's digest marks it.
 */
export async function prepareEarlier(desk: Desk, ceremony: OpenCeremony): Promise<void> {
  const { plan } = ceremony;
  const places = new Map<string, string>();
  const keys = new Map<string, PublicKey>();
  for (const { id, serial } of earlierTokens(plan)) {
    const part = { serial, scheme: schemeOf(plan, id) };
    keys.set(id, await makeEarlierKey(desk.colleagues, ceremony, part));
    places.set(id, serial);
  }
  if (plan.tuf.rootVersion > 1) await publishStandIn(desk, ceremony, { keys, places });
}

function earlierTokens(plan: Plan) {
  const online = onlineKeysOf(plan).flatMap(({ id, ...key }) =>
    key.kind === 'token' && key.token !== 'practice' ? [{ id, serial: key.token }] : [],
  );
  if (plan.tuf.rootVersion === 1) return online;
  const holders = holdersOf(plan);
  const people = plan.participants.flatMap(({ id, token, formerToken, duties }) => {
    const serial = formerToken ?? token;
    const holds = holders.has(id) || duties.includes('keyholder');
    return holds && serial !== undefined && serial !== 'practice' ? [{ id, serial }] : [];
  });
  return [...people, ...online];
}

interface Earlier {
  readonly keys: HeldKeys;
  /** The serial of each one's token. */
  readonly places: ReadonlyMap<string, string>;
}

async function publishStandIn(desk: Desk, ceremony: OpenCeremony, earlier: Earlier): Promise<void> {
  const before = planBefore(ceremony.plan);
  const { keys, places } = earlier;
  const signed = async (part: JsonObject, { holders, threshold }: Policy): Promise<Uint8Array> => {
    const bytes = canonicalBytes(part);
    const signatures = [];
    for (const id of holders.slice(0, threshold)) {
      const publicKey = keys.get(id);
      if (publicKey === undefined) throw new TypeError('a holder of the stand-in has no key');
      const { key, pin } = await signerOn(desk.colleagues, id, places.get(id) ?? '', publicKey);
      const scheme = schemeOf(before, id);
      const request = { key, scheme, purpose: 'tuf-canonical', bytes, pin } as const;
      const sig = toHex(await desk.colleagues.sign(request));
      signatures.push({ keyid: listedKey(before, keys, id).keyid, sig });
    }
    return metadataFile(part, signatures);
  };
  const { roles, delegations, rootVersion, consistentSnapshot } = before.tuf;
  const files: RepositoryFile[] = [];
  const add = (name: string, version: number, bytes: Uint8Array) => {
    for (const path of namesOf({ name, version, bytes, made: [] }, consistentSnapshot))
      files.push({ path, bytes });
    return { version, ...fileFacts(bytes) };
  };
  const root = await signed(assembleRoot(before, keys), before.tuf);
  files.push({ path: `${rootVersion}.root.json`, bytes: root }, { path: 'root.json', bytes: root });
  const meta = new Map<string, MetaFacts>();
  for (const delegation of delegations)
    meta.set(
      `${delegation.name}.json`,
      add(
        delegation.name,
        1,
        await signed(assembleDelegated(before, delegation.expires, 1), delegation),
      ),
    );
  const targets = await signed(assembleTargets(before, keys, 1, new Map()), roles.targets);
  meta.set('targets.json', add('targets', 1, targets));
  const snapshot = await signed(assembleSnapshot(before, 1, meta), roles.snapshot);
  const facts = add('snapshot', 1, snapshot);
  add('timestamp', 1, await signed(assembleTimestamp(before, 1, facts), roles.timestamp));
  await publish(ceremony.folder, files);
}

type Policy = Pick<RolePolicy, 'holders' | 'threshold'>;

/** The plan of the version before, as far as this plan tells: its keyholders, with the keys that they had. */
function planBefore(plan: Plan): Plan {
  const holders = keyholdersOf(plan).map(({ id }) => id);
  return {
    ...plan,
    sha256: sha256Hex(utf8(`the version before ${plan.sha256}`)),
    tuf: {
      ...plan.tuf,
      rootVersion: plan.tuf.rootVersion - 1,
      holders,
      threshold: Math.min(plan.tuf.threshold, holders.length),
    },
  };
}
