import { useEffect } from 'react';
import type { WitnessView } from '../../src/contract/witness-screen.ts';
import { Icon } from '../components/icon.tsx';
import { Mark } from '../components/mark.tsx';
import { Serial } from '../components/serial.tsx';
import { TokenDrawing } from '../components/token-drawing.tsx';
import { modes } from '../components/top-bar.tsx';
import { clockTime } from '../words.ts';
import { People } from './people.tsx';
import { Subject } from './subject.tsx';

interface WitnessScreenProps {
  view: WitnessView;
  /** This machine's time, RFC 3339, UTC. */
  instant: string;
}

/** What an audience sees: which act, who, which device, one subject, and how far it is. Nothing on it can be used. */
export function WitnessScreen({ view, instant }: WitnessScreenProps) {
  const { heading, during, device, subject, progress } = view;
  const practice = view.mode === 'rehearsal';
  useWitnessRoot();
  return (
    <div className="w">
      <Bar view={view} instant={instant} />
      <main className="w-main">
        <header className="w-head">
          <div className="w-what">
            <p className="w-act">{placeInWords(view.place)}</p>
            <h1 className={heading.length > longHeading ? 'w-long' : undefined}>{heading}</h1>
            {during === '' ? null : <p className="w-dev">{during}</p>}
            {device === null ? null : (
              <p className="w-dev">
                {deviceInWords(device)}
                {device.serial === null ? null : (
                  <>
                    {', serial '}
                    <Serial value={device.serial} />
                  </>
                )}
              </p>
            )}
          </div>
          {device === null || subject.kind === 'touch' ? null : (
            <TokenDrawing model={device.model} practice={device.practice} />
          )}
        </header>
        <Subject subject={subject} device={device} practice={practice} />
      </main>
      <footer className="w-foot">
        {progress === null ? null : <People progress={progress} />}
      </footer>
    </div>
  );
}

/** Its own size of type, and no bars to scroll with, for the whole window. */
function useWitnessRoot(): void {
  useEffect(() => {
    document.documentElement.classList.add('witness-root');
    return () => document.documentElement.classList.remove('witness-root');
  }, []);
}

/** What stands on one line in the large size. */
const longHeading = 46;

function Bar({ view, instant }: WitnessScreenProps) {
  const mode = modes[view.mode];
  return (
    <header className="w-bar">
      <Mark />
      <p className="w-title">
        <b>{view.title === '' ? 'Keyholder Station' : view.title}</b>
      </p>
      {view.title === '' ? null : (
        <p className="w-mode">
          <Icon name={mode.icon} />
          {mode.text}
        </p>
      )}
      <p className="w-clock">
        <time dateTime={instant}>{clockTime(instant)}</time> UTC
      </p>
    </header>
  );
}

function placeInWords(place: WitnessView['place']): string {
  return place === null ? '' : `${place.word} ${place.number} of ${place.of}`;
}

function deviceInWords({ model, practice }: NonNullable<WitnessView['device']>): string {
  if (practice) return 'Practice token';
  return model === '' ? 'Token' : model;
}
