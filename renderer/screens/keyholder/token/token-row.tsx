import type { TokenView } from '../../../../src/contract/tokens.ts';
import { Button } from '../../../components/button.tsx';
import { Choice } from '../../../components/choice.tsx';
import { Serial } from '../../../components/serial.tsx';
import { Tag } from '../../../components/tag.tsx';
import { TokenBack, TokenDrawing } from '../../../components/token-drawing.tsx';

interface TokenRowProps {
  token: TokenView;
  /** What it tells over USB; empty where that is nothing. */
  facts: string;
  checked: boolean;
  onChoose: () => void;
  /** Shows everything that it tells. */
  onDetails: () => void;
}

function TokenTags({ token }: { token: TokenView }) {
  return (
    <>
      {token.planned ? (
        <Tag kind="ink" icon="check">
          Planned for you
        </Tag>
      ) : null}
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
    </>
  );
}

/** One token that is plugged in: drawing, model, number, what is on it; locked with the reason, or to be chosen. */
export function TokenRow({ token, facts, checked, onChoose, onDetails }: TokenRowProps) {
  return (
    <div className="tokenrow-more">
      <Choice
        group="token"
        className="tokenrow"
        checked={checked}
        locked={token.lock !== null}
        onChoose={onChoose}
      >
        <span className="token-pic">
          <TokenDrawing model={token.model} practice={token.practice} />
        </span>
        <span className="choice-main">
          <span className="tokenrow-head">
            <b>{token.model}</b>
            <TokenTags token={token} />
          </span>
          <span className="tokenrow-serial">
            {token.serial === null ? (
              'It gives no number'
            ) : (
              <>
                Serial <Serial value={token.serial} />
              </>
            )}
          </span>
          {facts === '' ? null : <span className="tokenrow-facts">{facts}</span>}
          <span className="tokenrow-why">{token.lock ?? token.sentence}</span>
        </span>
        {token.planned && token.kind === 'yubikey' && token.serial !== null ? (
          <TokenBack serial={token.serial} />
        ) : null}
      </Choice>
      {token.serial === null ? null : (
        <Button kind="link" onPress={onDetails}>
          Details of <Serial value={token.serial} />
        </Button>
      )}
    </div>
  );
}
