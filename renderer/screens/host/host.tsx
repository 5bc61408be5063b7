import { useState } from 'react';
import { Segments } from '../../components/segments.tsx';
import type { HostProps } from '../step-props.ts';
import { sectionsOf } from './host-sections.ts';

const opening = 'run';

/** The host's window: a row of the parts of the work, and the one that was chosen. */
export function HostScreen(props: Omit<HostProps, 'onPart'>) {
  const [chosen, setChosen] = useState<string>(opening);
  const sections = sectionsOf(props.ceremony);
  const { id, Screen } = sections.find((section) => section.id === chosen) ?? sections[0];
  return (
    <div className="host-room">
      {sections.length === 1 ? null : (
        <nav className="host-parts" aria-label="The host’s work">
          <Segments
            legend="Part of the work"
            options={sections.map((section) => ({ value: section.id, label: section.label }))}
            value={id}
            onChange={setChosen}
          />
        </nav>
      )}
      <Screen key={id} {...props} onPart={setChosen} />
    </div>
  );
}
