import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../src/encoding/instant.ts';
import { buildRoot } from '../../../src/tuf/build.ts';
import { canonicalBytes } from '../../../src/tuf/canonical.ts';
import { verifyChain } from '../../../src/tuf/chain.ts';
import { parseMetadata } from '../../../src/tuf/metadata.ts';
import { parseRoot } from '../../../src/tuf/root.ts';
import { metadataFile } from '../../../src/tuf/write.ts';
import { nodeVerifier } from '../../../main/verification/node.ts';
import { planRotation } from '../../../src/ceremony/rotation/plan-rotation.ts';
import {
  signersAt,
  type KeyName,
  type RootShape,
  type Situation,
} from '../../../src/ceremony/rotation/situation.ts';
import { clients } from '../../clients/clients.ts';
import { signer, type Signer } from '../../tuf/signers.ts';
import { situations } from './situations.ts';

const made = new Map<string, Signer>();

function signerOf({ keys }: Situation, name: KeyName): Signer {
  const scheme = keys.find(({ key }) => key === name)?.form.scheme ?? 'ecdsa-sha2-nistp256';
  const id = `${name} ${scheme}`;
  const one = made.get(id) ?? signer(id, { scheme });
  made.set(id, one);
  return one;
}

/** A real root file of this shape, with real signatures of these keys. */
function rootFile(
  situation: Situation,
  { keys, threshold }: RootShape,
  version: number,
  by: readonly KeyName[],
): Uint8Array {
  const listed = keys.map((key) => signerOf(situation, key));
  const all = { keyids: listed.map(({ keyid }) => keyid), threshold };
  const one = { ...all, threshold: 1 };
  const signed = buildRoot({
    version,
    expires: '2126-01-01T00:00:00Z',
    rehearsal: null,
    consistentSnapshot: true,
    keys: listed,
    roles: { root: all, targets: one, snapshot: one, timestamp: one },
  });
  const bytes = canonicalBytes(signed);
  return metadataFile(
    signed,
    by
      .map((key) => signerOf(situation, key))
      .map(({ keyid, sign }) => ({ keyid, sig: sign(bytes) })),
  );
}

const read = (bytes: Uint8Array) => parseRoot(parseMetadata(bytes, 'root.json'));

async function holds(old: Uint8Array, next: Uint8Array): Promise<boolean> {
  const { problems } = await verifyChain([read(next)], nodeVerifier, {
    asOf: parseInstant('2027-01-01T00:00:00Z'),
    trusted: read(old),
  });
  return problems.length === 0;
}

describe('the planner against roots that are really built and signed', () => {
  it('a version that it plans verifies; one that it calls too early does not', async () => {
    await fc.assert(
      fc.asyncProperty(situations, async (situation) => {
        const { inUse, wanted, version } = situation;
        const { verdict, steps } = planRotation(situation);
        let trusted = rootFile(situation, inUse, version, []);
        for (const { root, version: next, meeting } of steps) {
          const file = rootFile(situation, root, next, [...signersAt(situation, meeting)]);
          expect(await holds(trusted, file)).toBe(true);
          trusted = file;
        }
        const knownNow = situation.keys.every(
          ({ key, device }) =>
            device === 'at-hand' || inUse.keys.includes(key) || !wanted.keys.includes(key),
        );
        if (verdict === 'nothing' || !knownNow) return;
        const direct = await holds(
          rootFile(situation, inUse, version, []),
          rootFile(situation, wanted, version + 1, [...signersAt(situation, 'now')]),
        );
        expect(direct).toBe(verdict === 'one');
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('what it says of clients is what they do, with P-256 and P-384 side by side', async () => {
    const run = clients().filter(({ id }) => id !== 'python-securesystemslib');
    await fc.assert(
      fc.asyncProperty(situations, fc.context(), async (situation, context) => {
        const [step] = planRotation(situation).steps;
        if (step === undefined) return;
        const { old, new: next } = step.signing;
        const { inUse, version } = situation;
        const trusted = rootFile(situation, inUse, version, inUse.keys);
        const signedBy = (by: readonly KeyName[]) => ({
          root: trusted,
          next: rootFile(situation, step.root, step.version, by),
        });
        const everybody = signedBy([...new Set([...old.from, ...next.from])]);
        const fewest = signedBy([
          ...new Set([...old.from.slice(0, old.threshold), ...next.from.slice(0, next.threshold)]),
        ]);
        for (const client of run) {
          const reach = step.clients.find((each) => each.client.id === client.id)?.reach;
          context.log(`${client.id}: ${reach}`);
          // The models are asked for the old threshold; a client asks for both, so each root is judged twice.
          const accepts = async (pair: typeof everybody) => {
            const [byOld, bySelf] = await client.accepts(
              client.id === 'tuf-js' ? [pair, pair] : [pair, { root: pair.next, next: pair.next }],
            );
            return byOld === true && bySelf === true;
          };
          expect(await accepts(everybody)).toBe(reach !== 'never');
          expect(reach !== 'always' || (await accepts(fewest))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
