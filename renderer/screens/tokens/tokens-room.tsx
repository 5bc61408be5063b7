import { useState } from 'react';
import { useEvent, useLook } from '../../calls.ts';
import { ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Stage } from '../../components/stage.tsx';
import { useKeys } from '../../keyboard.ts';
import { NotInList } from '../keyholder/token/not-in-list.tsx';
import { UsbRow } from '../keyholder/token/usb-row.tsx';
import { InventoryRow } from './inventory-row.tsx';
import { TokenCare } from './token-care.tsx';

/** Every token that is plugged in, without a ceremony: looked at, set up, its PIN changed. */
export function TokensRoom({ onLeave }: { onLeave: () => void }) {
  const look = useLook('tokens.list', null);
  useEvent('tokens.changed', look.set);
  const usb = useLook('usb.look', null);
  useEvent('usb.changed', usb.set);
  const [token, setToken] = useState<string | null>(null);
  useKeys(token === null ? { 'Alt+ArrowLeft': onLeave } : {});
  if (token !== null)
    return <TokenCare key={token} token={token} first="details" onBack={() => setToken(null)} />;
  const list = look.value;
  const unseen = usb.value?.devices.filter((device) => device.lock !== null) ?? [];
  return (
    <Stage
      heading="Tokens that are plugged in"
      lead="Look at one, set a new YubiKey up, or change a PIN. No ceremony is open, so nothing is recorded."
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onLeave}>
              Back
            </Button>
          }
          note="Plug in your token. The station sees it by itself."
        />
      }
    >
      {look.problem === null ? null : <ProblemPanel problem={look.problem} />}
      {list === null ? null : (
        <>
          <ul className="tokens">
            {list.tokens.map((one) => (
              <InventoryRow key={one.id} token={one} onLook={() => setToken(one.id)} />
            ))}
          </ul>
          {list.tokens.length + unseen.length === 0 ? (
            <p className="empty">No token is plugged in.</p>
          ) : null}
          {unseen.length === 0 ? null : (
            <fieldset className="tokens">
              <legend className="group-label">Plugged in, and not seen by a module</legend>
              {unseen.map((device) => (
                <UsbRow key={device.id} device={device} />
              ))}
            </fieldset>
          )}
          <NotInList list={list} onList={look.set} />
        </>
      )}
    </Stage>
  );
}
