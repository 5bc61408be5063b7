import type { TokenView } from '../../../src/contract/tokens.ts';
import { Button } from '../../components/button.tsx';
import { Serial } from '../../components/serial.tsx';
import { Tag } from '../../components/tag.tsx';
import { TokenDrawing } from '../../components/token-drawing.tsx';

/** One token in the inventory: what it is, what is on it, and the way to look at it. */
export function InventoryRow({ token, onLook }: { token: TokenView; onLook: () => void }) {
  return (
    <li className="card inventory-row">
      <span className="token-pic">
        <TokenDrawing model={token.model} practice={token.practice} />
      </span>
      <div className="inventory-main">
        <span className="tokenrow-head">
          <b>{token.model}</b>
          {token.practice ? (
            <Tag kind="practice" icon="mask">
              Practice
            </Tag>
          ) : null}
          {token.holdsKey ? (
            <Tag kind="plain" icon="key">
              Holds a key
            </Tag>
          ) : null}
        </span>
        <p>
          {token.serial === null ? (
            (token.lock ?? 'It gives no number')
          ) : (
            <>
              Serial <Serial value={token.serial} />
            </>
          )}
        </p>
        <p className="hint">{token.sentence}</p>
      </div>
      {token.serial === null ? null : (
        <Button icon="eye" onPress={onLook}>
          Look at <Serial value={token.serial} />
        </Button>
      )}
    </li>
  );
}
