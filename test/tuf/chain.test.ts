import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../src/encoding/instant.ts';
import { nobleVerifier } from '../../src/keys/noble.ts';
import { buildRoot } from '../../src/tuf/build.ts';
import { type ChainProblem, type RootChain, verifyChain } from '../../src/tuf/chain.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { parseRoot, type Root } from '../../src/tuf/root.ts';
import { metadataFile } from '../../src/tuf/write.ts';
import { canonicalBytes } from '../../src/tuf/canonical.ts';
import { fixture, sigstoreRoot, sigstoreVersions } from './fixtures.ts';
import { type Signer, signer } from './signers.ts';

const asOf = parseInstant('2024-03-20T00:00:00Z');
const replay = (roots: readonly Root[], trusted?: Root): Promise<RootChain> =>
  verifyChain(roots, nobleVerifier, trusted === undefined ? { asOf } : { asOf, trusted });
const counts = ({ steps }: RootChain) =>
  steps.map(({ root, byPrevious, bySelf }) => [
    root.version,
    byPrevious?.distinct.length ?? null,
    bySelf.distinct.length,
  ]);
const kinds = ({ problems }: RootChain) =>
  problems.map(({ kind, version }) => `${kind} ${version}`);

describe('the published chain', () => {
  const roots = sigstoreVersions.map((version) => sigstoreRoot(version));

  test('meets both thresholds at every step', async () => {
    const chain = await replay(roots.toReversed());
    expect(counts(chain)).toEqual([
      [1, null, 5],
      [2, 5, 5],
      [3, 3, 3],
      [4, 4, 5],
      [5, 4, 4],
      [6, 5, 5],
      [7, 4, 4],
      [8, 4, 4],
      [9, 5, 5],
    ]);
    expect(
      chain.steps.every(({ bySelf, byPrevious }) => bySelf.met && byPrevious?.met !== false),
    ).toBe(true);
  });

  test.each([
    ['2021-06-18T00:00:00Z', []],
    ['2024-03-20T00:00:00Z', [1, 2, 3, 4, 5, 6, 7]],
    ['2024-09-12T06:53:09Z', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['2024-09-12T06:53:10Z', [1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ])('as of %s, these have expired: %j', async (instant, expired) => {
    const { problems } = await verifyChain(roots, nobleVerifier, { asOf: parseInstant(instant) });
    expect(problems).toEqual(
      expired.map((version) => ({ kind: 'expired', version, newest: version === 9 })),
    );
  });

  test('an expiry with an offset is an instant like any other', async () => {
    expect(await firstExpired('2021-12-18T19:28:12.990079Z')).toBe(false);
    expect(await firstExpired('2021-12-18T19:28:12.990081Z')).toBe(true);
  });

  test('a missing version is a gap, and the next is judged by the nearest before it', async () => {
    const chain = await replay(roots.filter(({ version }) => version !== 3));
    expect(chain.problems.filter(({ kind }) => kind !== 'expired')).toEqual([
      { kind: 'gap', version: 4, after: 2 },
    ]);
    expect(chain.steps[2]!.previous!.version).toBe(2);
  });

  test('a trusted root starts the chain and is not judged', async () => {
    const chain = await replay(roots, sigstoreRoot(7));
    expect(counts(chain)).toEqual([
      [8, 4, 4],
      [9, 5, 5],
    ]);
    expect(chain.problems.map(({ kind, version }) => [kind, version])).toEqual(
      [1, 2, 3, 4, 5, 6].map((version) => ['back', version]),
    );
  });

  test('a trusted root that is too old shows as a gap', async () => {
    const chain = await replay(roots.slice(5), sigstoreRoot(1));
    expect(kinds(chain)).toContain('gap 6');
    expect(kinds(chain)).toContain('threshold 6');
  });

  test('the same root twice, in another file, is no fork', async () => {
    const copy = parseRoot(fixture('ceremony/2022-07-12/repository/4.root.json'));
    expect(copy.metadata.sha256).not.toBe(roots[3]!.metadata.sha256);
    const chain = await replay([...roots.slice(0, 4), copy]);
    expect(chain.steps).toHaveLength(5);
    expect(kinds(chain).filter((kind) => !kind.startsWith('expired'))).toEqual([]);
  });

  test('nothing at all is an empty chain', async () => {
    expect(await replay([])).toEqual({ steps: [], problems: [] });
  });
});

describe('a chain of our own', () => {
  const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((name) => signer(name)) as [
    Signer,
    Signer,
    Signer,
    Signer,
    Signer,
  ];
  const old = [a, b, c];
  const now = [c, d, e];
  const first = root(1, old, old);

  test('one who is in both versions counts for both', async () => {
    const chain = await replay([first, root(2, now, [a, c, d])]);
    expect(counts(chain)).toEqual([
      [1, null, 3],
      [2, 2, 2],
    ]);
    expect(chain.problems).toEqual([]);
  });

  test('a threshold that is not met says whose', async () => {
    const byOld = await replay([first, root(2, now, [c, d, e])]);
    const byNew = await replay([first, root(2, now, [a, b, c])]);
    const none = await replay([first, root(2, now, [])]);
    expect(byOld.problems.map(thresholdFacts)).toEqual(['previous 1 of 2']);
    expect(byNew.problems.map(thresholdFacts)).toEqual(['self 1 of 2']);
    expect(none.problems.map(thresholdFacts)).toEqual(['previous 0 of 2', 'self 0 of 2']);
  });

  test('two roots of one version are a fork, and each branch follows its own', async () => {
    const left = root(2, now, [a, b, d, e]);
    const right = root(2, [a, b, e], [a, b]);
    const next = root(3, [a, b, e], [a, b]);
    const chain = await replay([first, left, right, next]);
    expect(chain.problems).toEqual([{ kind: 'fork', version: 2, roots: [left, right] }]);
    expect(chain.steps[3]!.previous).toBe(right);
  });

  test('a branch that nobody signed is judged by the first', async () => {
    const chain = await replay([
      first,
      root(2, now, [a, b, d, e]),
      root(2, old, old),
      root(3, now, []),
    ]);
    expect(kinds(chain)).toEqual(['fork 2', 'threshold 3', 'threshold 3']);
  });

  test('a root as old as the trusted one, and another, goes back', async () => {
    const trusted = root(2, now, [a, b, d, e]);
    const chain = await replay([first, trusted, root(2, old, old)], trusted);
    expect(chain.problems).toEqual([
      { kind: 'back', version: 1, trusted: 2 },
      { kind: 'back', version: 2, trusted: 2 },
    ]);
  });

  test('a signal that is aborted stops the replay', async () => {
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    const question = { asOf, signal: stop.signal };
    await expect(verifyChain([first], nobleVerifier, question)).rejects.toThrow('stopped');
  });
});

function root(version: number, holders: readonly Signer[], signers: readonly Signer[]): Root {
  const role = { keyids: holders.map(({ keyid }) => keyid), threshold: 2 };
  const signed = buildRoot({
    version,
    expires: '2030-01-01T00:00:00Z',
    consistentSnapshot: true,
    rehearsal: null,
    keys: holders,
    roles: { root: role, targets: role, snapshot: role, timestamp: role },
  });
  const bytes = canonicalBytes(signed);
  const signatures = signers.map(({ keyid, sign }) => ({ keyid, sig: sign(bytes) }));
  return parseRoot(parseMetadata(metadataFile(signed, signatures), `${version}.root.json`));
}

async function firstExpired(instant: string): Promise<boolean> {
  const question = { asOf: parseInstant(instant) };
  const { steps } = await verifyChain([sigstoreRoot(1)], nobleVerifier, question);
  return steps[0]!.expired;
}

function thresholdFacts(problem: ChainProblem): string {
  return problem.kind === 'threshold'
    ? `${problem.by} ${problem.signed} of ${problem.needed}`
    : problem.kind;
}
