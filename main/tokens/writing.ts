import type { Asked } from './wire.ts';

const writing: ReadonlySet<Asked['op']> = new Set([
  'make-key',
  'remove-key',
  'init-token',
  'init-pin',
  'change-pin',
]);

/** It changes what is on the token. Where that is cut off, a token may be of no use any more: SoftHSM's is not (2.6.1). */
export function writes({ op }: Pick<Asked, 'op'>): boolean {
  return writing.has(op);
}
