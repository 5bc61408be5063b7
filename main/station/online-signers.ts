import type { OnlineKey } from '../../src/ceremony/plan.ts';
import { onlineKeysOf } from '../../src/ceremony/roster.ts';
import { OnlineKeyError } from '../online/online-key-error.ts';
import type { OnlineSigner } from '../online/online-signer.ts';
import type { Desk } from './desk.ts';
import { heldKeys } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import type { FileSigner, TokenSigner } from './sign-role.ts';
import type { AskPin } from './signers-at-hand.ts';
import { triesNow } from './tries-now.ts';

/** The online keys that the plan has in a file. */
export function fileKeysOf({ plan }: Pick<OpenCeremony, 'plan'>): readonly OnlineKey[] {
  return onlineKeysOf(plan).filter(({ kind }) => kind === 'file');
}

/**
 * An opened key file as the signer that the plan names.
 * @throws OnlineKeyError `online.not-planned` for a key whose public half was not exported under an id of the plan, or of
 *   another mode or scheme
 */
export async function fileSigner(
  ceremony: OpenCeremony,
  online: OnlineSigner,
): Promise<FileSigner> {
  const planned = new Set(fileKeysOf(ceremony).map(({ id }) => id));
  const held = (await heldKeys(ceremony.folder)).find(
    ({ participant, publicKey }) =>
      planned.has(participant) && publicKey.digest === online.publicKey.digest,
  );
  if (held !== undefined && online.mode === ceremony.plan.mode)
    return { participant: held.participant, online };
  throw new OnlineKeyError('online.not-planned', 'the plan does not name the key of this file', {
    expected:
      held === undefined
        ? `the key of ${[...planned].join(', ') || 'no file'}`
        : `a key for a ${ceremony.plan.mode === 'real' ? 'real ceremony' : 'rehearsal'}`,
    found: `key ${online.publicKey.digest.slice(0, 16)}, ${online.mode === 'real' ? 'real' : 'for rehearsals'}`,
    hint: 'Name the file of this plan, or export its public half into the ceremony first.',
    notDone: ['Nothing was signed.'],
  });
}

/**
 * The online keys of the plan that are on tokens at this station, through PKCS#11: practice tokens with the PIN that the
 * station keeps, others with the PIN that is asked for, once each.
 */
export async function onlineTokenSigners(
  desk: Pick<Desk, 'tokens' | 'colleagues' | 'atWork'>,
  ceremony: OpenCeremony,
  askPin: AskPin,
): Promise<readonly TokenSigner[]> {
  const planned = onlineKeysOf(ceremony.plan).filter(({ kind }) => kind === 'token');
  if (planned.length === 0) return [];
  const held = await heldKeys(ceremony.folder);
  const signers: TokenSigner[] = [];
  for (const tokens of [desk.colleagues, desk.tokens]) {
    const present = (await tokens.list()).tokens;
    for (const { id } of planned) {
      const own = held.find(({ participant }) => participant === id);
      if (own === undefined || signers.some(({ participant }) => participant === id)) continue;
      for (const token of present) {
        const key = token.keys.find(({ spkiDigest }) => spkiDigest === own.publicKey.digest);
        if (token.ref === null || key?.spkiDigest == null) continue;
        const { serial } = token.ref;
        const kept = await tokens.colleaguePin(token.ref);
        const pin =
          kept ?? (await askPin({ id, name: id, serial, tries: await triesNow(desk, token) }));
        if (pin === null) continue;
        const ref = { ...token.ref, id: key.id, spkiDigest: key.spkiDigest };
        signers.push({ participant: id, tokens, token, key: ref, pin });
        break;
      }
    }
  }
  return signers;
}
