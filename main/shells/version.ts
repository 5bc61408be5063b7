import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Manifest = z.object({ version: z.string().regex(/^\d+\.\d+\.\d+[0-9A-Za-z.+-]{0,64}$/) });

/** The program's version, from its package.json. */
export function readVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return Manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
