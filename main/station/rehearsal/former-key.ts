import { participantOf } from '../../../src/ceremony/roster.ts';
import { fromUtf8 } from '../../../src/encoding/utf8.ts';
import { publicKeyFromPem } from '../../../src/keys/public-key.ts';
import { readAt } from '../../ceremonies/path-in-folder.ts';
import type { Work } from '../handlers.ts';
import { longestKeyFile } from '../held-keys.ts';
import { stagedRoot } from '../root-at-hand.ts';
import { requireAct } from '../script-handlers.ts';
import { signStagedRoot } from '../sign-root.ts';
import { signerOn } from './played-key.ts';

/** Lets somebody with a new token sign with the former one, too: the version before knows only that key. */
export async function signFormer({ desk, table }: Work, id: string): Promise<void> {
  const ceremony = table.open;
  requireAct(ceremony, 'sign');
  const participant = participantOf(ceremony.plan, id);
  const serial = participant?.formerToken;
  const root = await stagedRoot(ceremony.folder);
  if (participant === null || serial === undefined || root === null) return;
  const path = `keys/${serial}/${serial}_pubkey.pem`;
  const pem = await readAt(ceremony.folder.directory, path, longestKeyFile);
  if (pem === null) return;
  const publicKey = publicKeyFromPem(fromUtf8(pem), path);
  const { token, key, pin } = await signerOn(desk.colleagues, id, serial, publicKey);
  const sentence = `The station signs for ${participant.name} with the former key.`;
  await ceremony.append({
    kind: 'practice.played',
    participant: id,
    data: { act: 'signature', sentence },
  });
  await signStagedRoot({
    tokens: desk.colleagues,
    ceremony,
    participant,
    token,
    key,
    pin,
    signedSha256: root.metadata.signedSha256,
    touch: async () => {},
    tell: () => {},
    signal: new AbortController().signal,
  });
}
