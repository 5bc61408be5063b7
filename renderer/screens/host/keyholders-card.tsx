import type { HostView } from '../../../src/contract/host.ts';
import { Button } from '../../components/button.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Serial } from '../../components/serial.tsx';
import { SeatsMeter } from '../../components/seats.tsx';
import { Weave } from '../../components/weave.tsx';

type Keyholder = HostView['keyholders'][number];

const icons: Record<Keyholder['state'], IconName> = {
  signed: 'check',
  'key-exported': 'hourglass',
  'not-started': 'ring',
};

const classes: Record<Keyholder['state'], string> = {
  signed: 'h-ok',
  'key-exported': 'h-wait',
  'not-started': 'h-wait',
};

interface KeyholdersProps {
  view: HostView;
  practice: boolean;
  busy: boolean;
  onPracticeSign: (participant: string) => void;
}

/** Everybody who holds a key, by state, and both thresholds apart. Practice colleagues can be played. */
export function KeyholdersCard({ view, practice, busy, onPracticeSign }: KeyholdersProps) {
  const signed = view.keyholders.filter((keyholder) => keyholder.state === 'signed').length;
  return (
    <section className="card pad live">
      <header className="live-head">
        <h2>Keyholders</h2>
        <p>
          <b>
            {signed} of {view.keyholders.length}
          </b>{' '}
          have signed. {view.practiceSign.ready ? '' : view.practiceSign.reason}
        </p>
      </header>
      <ul className="holders">
        {view.keyholders.map((keyholder) => (
          <li key={keyholder.id} className={classes[keyholder.state]}>
            {keyholder.spkiSha256 === null ? (
              <span className="no-weave" aria-hidden="true" />
            ) : (
              <Weave digest={keyholder.spkiSha256} of="the public key" practice={practice} silent />
            )}
            <span className="h-name">
              <b>{keyholder.name}</b>
              {keyholder.serial === null ? (
                <small>no token yet</small>
              ) : (
                <Serial value={keyholder.serial} />
              )}
            </span>
            <span className="h-end">
              <span className="h-state">
                <Icon name={icons[keyholder.state]} />
                {keyholder.sentence}
              </span>
              {keyholder.practice && keyholder.state !== 'signed' && view.practiceSign.ready ? (
                <Button small waiting={busy} onPress={() => onPracticeSign(keyholder.id)}>
                  Let {keyholder.name.split(' ')[0]} sign
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {view.seats.length === 0 ? null : (
        <div className="meters">
          {view.seats.map((seats) => (
            <SeatsMeter key={seats.title} seats={seats} />
          ))}
        </div>
      )}
    </section>
  );
}
