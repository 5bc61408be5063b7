import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import { parseJson } from '../../src/encoding/json.ts';
import { inTurn, table } from './measure.ts';

const root = join(
  import.meta.dirname,
  '../fixtures/sigstore-root-signing/root_history/5.root.json',
);

/** A megabyte of metadata through the strict reader, beside `JSON.parse`, which accepts members twice and unsafe numbers. */
export async function benchJson(): Promise<string> {
  const text = readFileSync(root, 'utf8');
  const bytes = utf8(`[${Array.from({ length: 180 }, () => text).join(',')}]`);
  const { strict, lax } = await inTurn(40, {
    strict: () => parseJson(bytes, 'large.json'),
    lax: (): unknown => JSON.parse(fromUtf8(bytes)),
  });
  if (strict === undefined || lax === undefined) throw new Error('nothing was measured');
  return table(`Strict JSON, ${(bytes.length / 1e6).toFixed(1)} MB of roots`, [
    { what: '`JSON.parse` on decoded text', spread: lax, peer: null },
    { what: 'station: strict reader', spread: strict, peer: lax },
  ]);
}
