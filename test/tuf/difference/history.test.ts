import { expect, test } from 'vitest';
import { rootDifference, type RootDifference } from '../../../src/tuf/difference.ts';
import type { Root } from '../../../src/tuf/root.ts';
import { sigstoreRoot, sigstoreVersions } from '../fixtures.ts';

/** The review as one would read it aloud. */
function readAloud({ against, headline, changes, stays, members }: RootDifference): string {
  const told = changes.map(({ kind, title, detail, old, new: now }) => {
    const beside =
      old === null && now === null ? '' : ` (${old ?? 'nothing'} → ${now ?? 'nothing'})`;
    return `  ${kind}: ${title}${beside}${detail === '' ? '' : `\n    ${detail}`}`;
  });
  const { total, changed, unchanged, unexplained } = members;
  return [
    headline,
    `  ${against}`,
    ...told,
    ...stays.map((line) => `  = ${line}`),
    `  ${total} members: ${changed} changed, ${unchanged} unchanged, ${unexplained} unexplained`,
    '',
  ].join('\n');
}

/** Holders by the order in which they first stood in a root, since no published file names them. */
function letters(roots: readonly Root[]) {
  const spkis = new Set(
    roots.flatMap((root) =>
      root.roles.root.keyids.flatMap((keyid) => root.keys.get(keyid)?.publicKey.digest ?? []),
    ),
  );
  const names = new Map(
    [...spkis].map((spki, index) => {
      const letter = String.fromCharCode(65 + index);
      return [spki, { name: `Keyholder ${letter}`, serial: `1000000${index}` }] as const;
    }),
  );
  return (spki: string) => [...names].find(([known]) => known === spki)?.[1] ?? null;
}

test('the published history, as the station tells it', async () => {
  const roots = sigstoreVersions.map((version) => sigstoreRoot(version));
  const holderOf = letters(roots);
  const story = roots.map((root, index) =>
    readAloud(rootDifference(roots[index - 1] ?? null, root, holderOf)),
  );
  await expect(story.join('\n')).toMatchFileSnapshot('history.txt');
});
