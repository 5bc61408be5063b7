import { useState } from 'react';
import type { TokenList, TokenView } from '../../../../src/contract/tokens.ts';
import { useCall, useEvent, useLook } from '../../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { SerialText } from '../../../components/serial-text.tsx';
import { Serial } from '../../../components/serial.tsx';
import { Stage } from '../../../components/stage.tsx';
import type { StepProps } from '../../step-props.ts';
import { leadFor, preferred } from './token-list.ts';
import { NotInList } from './not-in-list.tsx';
import { TokenRow } from './token-row.tsx';

/** Step 1: the token for this person's key. Writes nothing. */
export function TokenStep({ ceremony, onBack, onGo }: StepProps) {
  const look = useLook('tokens.list', null);
  useEvent('tokens.changed', look.set);
  const choose = useCall('tokens.choose');
  const [wish, setWish] = useState<string | null>(null);
  const list = look.value;
  const usable = list?.tokens.filter((token) => token.lock === null) ?? [];
  const locked = list?.tokens.filter((token) => token.lock !== null) ?? [];
  const chosen = usable.find((token) => token.id === wish) ?? preferred(usable);
  const problem = look.problem ?? choose.problem;
  const goOn = async (): Promise<void> => {
    if (chosen !== null && (await choose.did({ token: chosen.id }))) onGo('key');
  };
  return (
    <Stage
      heading="Choose the token for your key"
      lead={list === null ? '' : <SerialText text={leadFor(list, ceremony)} />}
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onBack}>
              Back
            </Button>
          }
          note={
            chosen === null
              ? 'Plug in your token. The station sees it by itself.'
              : 'Nothing is written to the token in this step.'
          }
          primary={
            <Button
              kind="primary"
              iconAfter="right"
              waiting={chosen === null || choose.pending}
              describedBy={ACTION_NOTE}
              onPress={() => void goOn()}
            >
              <UseToken token={chosen} />
            </Button>
          }
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      {list === null ? null : (
        <>
          <fieldset className="tokens">
            <legend className="vh">Tokens that are plugged in</legend>
            {usable.map((token) => (
              <TokenRow
                key={token.id}
                token={token}
                checked={token.id === chosen?.id}
                onChoose={() => setWish(token.id)}
              />
            ))}
            {usable.length === 0 ? <NothingUsable list={list} /> : null}
            {locked.length === 0 ? null : (
              <p className="group-label">
                {usable.length === 0
                  ? 'Plugged in, and locked so that nothing happens to them'
                  : 'Also plugged in, and locked so that nothing happens to them'}
              </p>
            )}
            {locked.map((token) => (
              <TokenRow key={token.id} token={token} checked={false} onChoose={() => undefined} />
            ))}
          </fieldset>
          <NotInList list={list} onList={look.set} />
        </>
      )}
    </Stage>
  );
}

function UseToken({ token }: { token: TokenView | null }) {
  if (token === null) return <>Use this token</>;
  if (token.serial === null) return <>Use {token.model}</>;
  return (
    <>
      Use <Serial value={token.serial} />
    </>
  );
}

function NothingUsable({ list }: { list: TokenList }) {
  return (
    <p className="empty">
      {list.tokens.length === 0
        ? 'No token is plugged in.'
        : 'None of the tokens that are plugged in is yours to use here.'}
    </p>
  );
}
