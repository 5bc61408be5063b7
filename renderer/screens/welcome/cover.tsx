import type { NetworkState, StationInfo } from '../../../src/contract/station.ts';
import { useClock } from '../../clock.ts';
import { Icon } from '../../components/icon.tsx';
import { Mark } from '../../components/mark.tsx';
import { networkWords } from '../../components/network-words.ts';
import { minuteInWords } from '../../words.ts';
import { Cloth } from './cloth.tsx';

const shells = { electron: 'in Electron', chromium: 'in Chromium' } as const;

/** The cloth, and the state of this station: its version, the network as it was seen, its clock. */
export function Cover({
  info,
  network,
}: {
  info: StationInfo | null;
  network: NetworkState | null;
}) {
  return (
    <aside className="cover" aria-label="This station">
      <div className="cover-top">
        <Mark />
        <span>Keyholder Station</span>
      </div>
      <div className="cover-weave">
        <Cloth />
      </div>
      <div className="cover-foot">
        <p className="cover-motto">Keys that many people can trust, made in the open.</p>
        <dl>
          <div>
            <dt>This station</dt>
            <dd>{info === null ? '' : `Version ${info.version}, ${shells[info.shell]}`}</dd>
          </div>
          <div>
            <dt>Network</dt>
            <dd>
              {network === null ? null : (
                <>
                  <Icon name={networkWords[network.way].icon} /> {network.sentence}
                </>
              )}
            </dd>
          </div>
          <div>
            <dt>Clock</dt>
            <dd>
              <ClockFact />
            </dd>
          </div>
        </dl>
      </div>
    </aside>
  );
}

function ClockFact() {
  const instant = useClock();
  return <time dateTime={instant}>{minuteInWords(instant)}</time>;
}
