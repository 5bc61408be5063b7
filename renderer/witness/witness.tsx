import { useEffect, useState } from 'react';
import type { Client } from '../../src/contract/rpc.ts';
import type { WitnessContract, WitnessView } from '../../src/contract/witness-screen.ts';
import { useClock } from '../clock.ts';
import { useRehearsalPaper } from '../components/station-window.tsx';
import { WitnessScreen } from './screen.tsx';

/** Shown where the station does not answer: an audience learns nothing of why. */
const unanswered: WitnessView = {
  title: '',
  mode: 'real',
  place: null,
  heading: 'The ceremony pauses',
  during: '',
  device: null,
  subject: { kind: 'pause' },
  progress: null,
};

/** The witness screen, following the station: asked once, then told of every change. */
export function Witness({ station }: { station: Client<WitnessContract> }) {
  const [view, setView] = useState<WitnessView | null>(null);
  const instant = useClock();
  useEffect(() => {
    let gone = false;
    let told = false;
    const stop = station.on('witness.changed', (next) => {
      told = true;
      setView(next);
    });
    const first = (next: WitnessView): void => {
      if (!gone && !told) setView(next);
    };
    station.call('witness.look', null).then(first, () => first(unanswered));
    return () => {
      gone = true;
      stop();
    };
  }, [station]);
  useRehearsalPaper(view?.mode === 'rehearsal');
  return view === null ? null : <WitnessScreen view={view} instant={instant} />;
}
