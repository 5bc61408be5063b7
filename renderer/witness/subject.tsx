import type { WitnessSubject, WitnessView } from '../../src/contract/witness-screen.ts';
import { Icon } from '../components/icon.tsx';
import { SeatsMeter } from '../components/seats.tsx';
import { SerialText } from '../components/serial-text.tsx';
import { changeIcons } from '../screens/keyholder/review/changes-card.tsx';
import { TouchRing } from '../screens/keyholder/sign/touch-ring.tsx';
import { SignersCloth } from './signers-cloth.tsx';
import { WitnessSheet } from './sheet.tsx';

interface SubjectProps {
  subject: WitnessSubject;
  device: WitnessView['device'];
  practice: boolean;
}

/** The one thing that the screen is about. Another kind of subject comes in anew, and fades in. */
export function Subject(props: SubjectProps) {
  return (
    <div className={`w-body w-${props.subject.kind}`} key={props.subject.kind}>
      <Shown {...props} />
    </div>
  );
}

function Shown({ subject, device, practice }: SubjectProps) {
  switch (subject.kind) {
    case 'none':
      return <p className="w-text">{subject.text}</p>;
    case 'pause':
      return (
        <p className="w-paused">
          <Icon name="pause" />
          <span>The screen goes on when the ceremony does.</span>
        </p>
      );
    case 'touch':
      return (
        <TouchRing
          model={device?.model ?? ''}
          practice={practice}
          state={{ kind: 'waiting', secondsLeft: subject.secondsLeft }}
          never={false}
          onPress={null}
        />
      );
    case 'sheet':
    case 'publication':
      return <WitnessSheet sheet={subject.sheet} practice={practice} />;
    case 'review':
      return <Changes changes={subject.changes} more={subject.more} />;
    case 'threshold':
      return subject.cloth.length > 0 ? (
        <SignersCloth signers={subject.cloth} seats={subject.seats} practice={practice} />
      ) : (
        subject.seats.map((seats) => <SeatsMeter key={seats.title} seats={seats} />)
      );
  }
}

function Changes({
  changes,
  more,
}: Pick<Extract<WitnessSubject, { kind: 'review' }>, 'changes' | 'more'>) {
  return (
    <>
      <ul className="w-changes">
        {changes.map((change, place) => (
          <li key={place}>
            <Icon name={changeIcons[change.kind]} />
            <p>
              {change.kind === 'unexplained' ? <span className="vh">Unexplained: </span> : null}
              <SerialText text={change.title} />
            </p>
          </li>
        ))}
      </ul>
      {more === 0 ? null : <p className="w-text">and {more} more</p>}
    </>
  );
}
