import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';

/**
 * The words that come before a child's program. Where the station runs from compiled code that was kept, its children do:
 * reading their program takes longer than most of what they do. It is the folder that the station runs from itself, said to
 * Node alone: the environment of a child, which its libraries see, names no option of Node.
 */
export function compiledCode(): readonly string[] {
  const part = getCompileCacheDir();
  if (part === undefined) return [];
  // Node names the part for its own version, below the folder that was asked for.
  const folder = JSON.stringify(dirname(part));
  const first = `import { enableCompileCache } from 'node:module'; enableCompileCache(${folder});`;
  return ['--import', `data:text/javascript,${encodeURIComponent(first)}`];
}
