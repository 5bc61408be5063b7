import type { ReactNode } from 'react';
import { DetailsStage } from '../../renderer/screens/tokens/details-stage.tsx';
import { InventoryRow } from '../../renderer/screens/tokens/inventory-row.tsx';
import { NewPinStage } from '../../renderer/screens/tokens/new-pin-stage.tsx';
import { RemoveKey } from '../../renderer/screens/tokens/remove-key.tsx';
import { SettingUp } from '../../renderer/screens/tokens/setting-up.tsx';
import { SetUpConfirm } from '../../renderer/screens/tokens/set-up-confirm.tsx';
import { SetUpDone } from '../../renderer/screens/tokens/set-up-done.tsx';
import { SetUpSecrets } from '../../renderer/screens/tokens/set-up-secrets.tsx';
import { SetUpStopped } from '../../renderer/screens/tokens/set-up-stopped.tsx';
import { problemOf } from '../../src/contract/problem.ts';
import type { TokenDetails } from '../../src/contract/token-care.ts';
import type { Mode } from '../../src/contract/values.ts';
import {
  busyYubikey,
  cutOff,
  lockedYubikey,
  newYubikey,
  practiceDetails,
  settingUpPhases,
  setUpYubikey,
  shutYubikey,
  silentYubikey,
  usedYubikey,
  wrongOldPin,
} from './gallery/values/token-care.ts';
import { tokensOf } from './gallery/values/tokens.ts';

const nothing = (): void => undefined;
const back = <button type="button">Back</button>;

/** What a token tells and what is done with it, in every state. */
export function tokenViews(
  mode: Mode,
  twist: <T>(value: T) => T,
): Readonly<Record<string, ReactNode>> {
  const stage = (details: TokenDetails, done: string | null = null) => (
    <DetailsStage
      details={twist(details)}
      back={back}
      done={done}
      onWay={nothing}
      onLook={nothing}
    />
  );
  const pin = (by: 'PIN' | 'PUK', wrong: boolean) => (
    <NewPinStage
      details={twist(lockedYubikey(mode))}
      by={by}
      busy={wrong}
      problem={wrong ? twist(problemOf(wrongOldPin())) : null}
      back={back}
      onUnblock={by === 'PIN' ? nothing : null}
      onSend={nothing}
    />
  );
  const confirm = (details: TokenDetails) =>
    details.setUp === null ? null : (
      <SetUpConfirm
        details={twist(details)}
        setUp={twist(details.setUp)}
        back={back}
        onConfirm={nothing}
      />
    );
  const used = usedYubikey(mode);
  return {
    'details, as from the factory': stage(newYubikey(mode)),
    'details, with keys, after something was done': stage(used, 'The PIN was changed'),
    'details, PIN locked': stage(lockedYubikey(mode)),
    'details, PIN and PUK locked': stage(shutYubikey(mode)),
    'details, to be left alone': stage(silentYubikey(mode)),
    'details, not read': stage(busyYubikey(mode)),
    'details, another token': stage(practiceDetails),
    'set-up, nothing is lost': confirm(newYubikey(mode)),
    'set-up, keys will be gone': confirm(used),
    'set-up, PIN and PUK':
      used.setUp === null ? null : (
        <SetUpSecrets
          details={twist(used)}
          setUp={twist(used.setUp)}
          problem={twist(problemOf(wrongOldPin()))}
          back={back}
          onSend={nothing}
        />
      ),
    'set-up, under way': <SettingUp details={twist(used)} reports={twist([...settingUpPhases])} />,
    'set-up, stopped': (
      <SetUpStopped details={twist(used)} problem={twist(problemOf(cutOff()))} onLook={nothing} />
    ),
    'set-up, done': <SetUpDone details={twist(setUpYubikey(mode))} onGoOn={nothing} />,
    'new PIN': pin('PIN', false),
    'new PIN, wrong': pin('PIN', true),
    'new PIN by the PUK': pin('PUK', false),
    'remove a key': (
      <RemoveKey
        details={twist(practiceDetails)}
        spkiSha256={practiceDetails.keys[0]?.spkiSha256 ?? ''}
        busy={false}
        problem={null}
        back={back}
        onSend={nothing}
      />
    ),
    inventory: (
      <ul>
        {tokensOf(mode).tokens.map((one) => (
          <InventoryRow key={one.id} token={twist(one)} onLook={nothing} />
        ))}
      </ul>
    ),
  };
}
