import { isFolderPath } from '../ceremony/folder-path.ts';

/** What a file of a bundle is. There is nothing else in a bundle, and nothing else is taken from one. */
export type BundlePart = 'plan' | 'record' | 'checkpoint' | 'key' | 'staged';

const places: readonly (readonly [RegExp, BundlePart])[] = [
  [/^ceremony\.yaml$/, 'plan'],
  [/^transcript\.jsonl$/, 'record'],
  [/^checkpoints\/[1-9][0-9]{0,8}-[0-9a-f]{16}\.dsse\.json$/, 'checkpoint'],
  [/^keys\/([A-Za-z0-9-]+)\/\1_(pubkey|key_cert|device_cert)\.pem$/, 'key'],
  [/^staged\/[A-Za-z0-9._-]+\.json$/, 'staged'],
];

/** What the file at this path of a bundle is, or null for a path that no bundle has. */
export function bundlePart(path: string): BundlePart | null {
  if (!isFolderPath(path)) return null;
  return places.find(([form]) => form.test(path))?.[1] ?? null;
}
