import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Metadata, MetadataKind, type Root as OtherRoot } from '@tufjs/models';
import { installNativeDigests } from '../../main/verification/native-digests.ts';
import { nodeVerifier } from '../../main/verification/node.ts';
import { parseInstant } from '../../src/encoding/instant.ts';
import { verifyOnce } from '../../src/keys/verify-once.ts';
import { verifyChain } from '../../src/tuf/chain.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { parseRoot } from '../../src/tuf/root.ts';
import { inTurn, table } from './measure.ts';

const folder = join(import.meta.dirname, '../fixtures/sigstore-root-signing/root_history');

/** Sigstore's roots 1 to 9, from bytes to a verdict on every step, beside `@tufjs/models` doing the same. */
export async function benchChain(): Promise<string> {
  const files = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((version) =>
    readFileSync(join(folder, `${version}.root.json`)),
  );
  const asOf = parseInstant('2024-03-20T00:00:00Z');

  installNativeDigests();
  const station = async (): Promise<void> => {
    const roots = files.map((bytes, index) =>
      parseRoot(parseMetadata(bytes, `${index + 1}.root.json`)),
    );
    const chain = await verifyChain(roots, verifyOnce(nodeVerifier), { asOf });
    const broken = chain.problems.filter(({ kind }) => kind !== 'expired');
    if (chain.steps.length !== 9 || broken.length > 0) throw new Error('the chain has to hold');
  };
  const models = (): void => {
    let before: Metadata<OtherRoot> | null = null;
    for (const bytes of files) {
      const root: Metadata<OtherRoot> = Metadata.fromJSON(
        MetadataKind.Root,
        JSON.parse(bytes.toString('utf8')),
      );
      root.verifyDelegate(MetadataKind.Root, root);
      before?.verifyDelegate(MetadataKind.Root, root);
      before = root;
    }
  };
  const { ours, theirs } = await inTurn(200, { ours: station, theirs: models });
  if (ours === undefined || theirs === undefined) throw new Error('nothing was measured');
  return table('Root chain 1 to 9, from bytes to verdict', [
    {
      what: '`@tufjs/models`: parse, and verify each root by itself and by the one before',
      spread: theirs,
      peer: null,
    },
    {
      what: 'station: strict parse, and the same by distinct public keys, each signature once (goal: at most 0.25 ×)',
      spread: ours,
      peer: theirs,
    },
  ]);
}
