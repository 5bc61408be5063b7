import type { TokenView } from '../../src/contract/tokens.ts';
import { Serial } from './serial.tsx';

/** A token by its number. One that tells none goes by its model, which is a word and is read as one. */
export function TokenName({ token }: { token: Pick<TokenView, 'serial' | 'model'> }) {
  return token.serial === null ? token.model : <Serial value={token.serial} />;
}
