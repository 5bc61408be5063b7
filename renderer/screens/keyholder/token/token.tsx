import { useContext, useState } from 'react';
import type { TokenView } from '../../../../src/contract/tokens.ts';
import type { UsbView } from '../../../../src/contract/usb.ts';
import { CareContext } from '../../../care-ways.ts';
import { useCall, useEvent, useLook } from '../../../calls.ts';
import { ACTION_NOTE, ActionBar } from '../../../components/action-bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { SerialText } from '../../../components/serial-text.tsx';
import { Serial } from '../../../components/serial.tsx';
import { Stage } from '../../../components/stage.tsx';
import type { StepProps } from '../../step-props.ts';
import { leadFor, preferred } from './token-list.ts';
import { NotInList } from './not-in-list.tsx';
import { TokenRow } from './token-row.tsx';
import { UsbRow } from './usb-row.tsx';

/** Step 1: the token for this person's key. Writes nothing. */
export function TokenStep({ ceremony, onBack, onGo }: StepProps) {
  const look = useLook('tokens.list', null);
  useEvent('tokens.changed', look.set);
  const usb = useLook('usb.look', null);
  useEvent('usb.changed', usb.set);
  const choose = useCall('tokens.choose');
  const [wish, setWish] = useState<string | null>(null);
  const toCare = useContext(CareContext);
  const list = look.value;
  const usable = list?.tokens.filter((token) => token.lock === null) ?? [];
  const locked = list?.tokens.filter((token) => token.lock !== null) ?? [];
  const unseen = usb.value?.devices.filter((device) => device.lock !== null) ?? [];
  const chosen = usable.find((token) => token.id === wish) ?? preferred(usable, list?.chosen);
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
          {usb.value?.watching === 'off' ? <NotWatching /> : null}
          <fieldset className="tokens">
            <legend className="vh">Tokens that are plugged in</legend>
            {usable.map((token) => (
              <TokenRow
                key={token.id}
                token={token}
                facts={factsOf(token, usb.value)}
                checked={token.id === chosen?.id}
                onChoose={() => setWish(token.id)}
                onDetails={() => toCare?.('details', token.id)}
              />
            ))}
            {usable.length === 0 ? (
              <NothingUsable present={list.tokens.length + unseen.length > 0} />
            ) : null}
            {locked.length + unseen.length === 0 ? null : (
              <p className="group-label">
                {usable.length === 0
                  ? 'Plugged in, and locked so that nothing happens to them'
                  : 'Also plugged in, and locked so that nothing happens to them'}
              </p>
            )}
            {locked.map((token) => (
              <TokenRow
                key={token.id}
                token={token}
                facts={factsOf(token, usb.value)}
                checked={false}
                onChoose={() => undefined}
                onDetails={() => toCare?.('details', token.id)}
              />
            ))}
            {unseen.map((device) => (
              <UsbRow key={device.id} device={device} />
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

/** What the device tells over USB beside what its module tells; empty where it tells nothing. */
function factsOf(token: TokenView, usb: UsbView | null): string {
  if (token.practice || token.serial === null) return '';
  return usb?.devices.find(({ serial }) => serial === token.serial)?.facts ?? '';
}

function NotWatching() {
  return (
    <p className="note-line">
      <Icon name="info" />
      The part of the station that watches USB stopped by itself, and is started again. Tokens are
      still looked for once a second.
    </p>
  );
}

function NothingUsable({ present }: { present: boolean }) {
  return (
    <p className="empty">
      {present
        ? 'None of the tokens that are plugged in is yours to use here.'
        : 'No token is plugged in.'}
    </p>
  );
}
