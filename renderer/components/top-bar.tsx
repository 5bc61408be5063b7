import type { NetworkState } from '../../src/contract/station.ts';
import type { Mode } from '../../src/contract/values.ts';
import { use } from 'react';
import { useClock } from '../clock.ts';
import { WitnessSwitchContext } from '../witness-screen.ts';
import { clockTime } from '../words.ts';
import { Icon, type IconName } from './icon.tsx';
import { Mark } from './mark.tsx';
import { networkWords } from './network-words.ts';
import { Serial } from './serial.tsx';

interface TopBarProps {
  /** The ceremony, or what is audited. */
  title: string;
  /** null where nothing is signed: before a ceremony is open, and in an audit. */
  mode: Mode | null;
  /** Person and role: "Priya Raman, keyholder". */
  who: string;
  network: NetworkState | null;
  /** The number of this person's token, while it should be plugged in and is not. */
  tokenOut?: string | null;
}

/** Whether it counts: the same icon and words in every window. */
export const modes = {
  real: { icon: 'shield', text: 'Real ceremony' },
  rehearsal: { icon: 'mask', text: 'Rehearsal' },
} as const satisfies Record<Mode, { icon: IconName; text: string }>;

/** Always in view: what this is, whether it counts, who sits here, the network and the time. */
export function TopBar({ title, mode, who, network, tokenOut = null }: TopBarProps) {
  const { open: watched } = use(WitnessSwitchContext);
  const way = network === null ? null : networkWords[network.way];
  return (
    <header className="bar">
      <Mark />
      <p className="bar-title">
        <b>{title}</b>
      </p>
      {mode === null ? null : (
        <p className="mode">
          <Icon name={modes[mode].icon} />
          {modes[mode].text}
        </p>
      )}
      <ul className="bar-facts">
        {who === '' ? null : <li className="bar-who">{who}</li>}
        {tokenOut === null ? null : (
          <li className="bar-warn">
            <Icon name="warning" />
            <Serial value={tokenOut} /> is out
          </li>
        )}
        {watched ? (
          <li>
            <Icon name="eye" />
            Witness screen open
          </li>
        ) : null}
        {way === null ? null : (
          <li className={network?.way === 'none' ? undefined : 'bar-warn'}>
            <Icon name={way.icon} />
            {way.text}
          </li>
        )}
        <li className="bar-clock">
          <Clock /> UTC
        </li>
      </ul>
    </header>
  );
}

/** Its own component, so that a tick draws nothing else. */
function Clock() {
  const instant = useClock();
  return <time dateTime={instant}>{clockTime(instant)}</time>;
}
