import { useState } from 'react';
import { Segments } from '../../components/segments.tsx';
import type { HostProps } from '../step-props.ts';
import { hostSections } from './host-sections.ts';

const opening = 'run';

/** The host's window: a row of the parts of the work, and the one that was chosen. */
export function HostScreen(props: Omit<HostProps, 'onPart'>) {
  const [chosen, setChosen] = useState<string>(opening);
  const { id, Screen } = hostSections.find((section) => section.id === chosen) ?? hostSections[0];
  return (
    <div className="host-room">
      {hostSections.length === 1 ? null : (
        <nav className="host-parts" aria-label="The host’s work">
          <Segments
            legend="Part of the work"
            options={hostSections.map((section) => ({ value: section.id, label: section.label }))}
            value={id}
            onChange={setChosen}
          />
        </nav>
      )}
      <Screen key={id} {...props} onPart={setChosen} />
    </div>
  );
}
