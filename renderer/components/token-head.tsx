import type { TokenView } from '../../src/contract/tokens.ts';
import { Serial } from './serial.tsx';
import { TokenDrawing } from './token-drawing.tsx';

/** The head of a card about one token: its drawing, its model and the number on its back. */
export function TokenHead({ token }: { token: TokenView }) {
  return (
    <header className="token-head">
      <TokenDrawing model={token.model} practice={token.practice} />
      <div>
        <h2>{token.model}</h2>
        {token.serial === null ? (
          <p>It tells no serial</p>
        ) : (
          <p>
            Serial <Serial value={token.serial} />
          </p>
        )}
      </div>
    </header>
  );
}
