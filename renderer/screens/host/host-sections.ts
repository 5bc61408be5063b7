import type { ReactNode } from 'react';
import type { CeremonyView } from '../../../src/contract/ceremony.ts';
import type { HostProps } from '../step-props.ts';
import { PublishSection } from './publish-section.tsx';
import { RecoverSection } from './recover-section.tsx';
import { AssembleSection } from './assemble/assemble-section.tsx';
import { DelegateSection } from './delegate/delegate-section.tsx';
import { DelegationsSection } from './delegations/delegations-section.tsx';
import { MinutesSection } from './minutes/minutes-section.tsx';
import { RotationSection } from './rotation/rotation-section.tsx';
import { RunSection } from './run-section.tsx';

/** One part of the host's work. Its screen renders one `Stage` with its `ActionBar`. */
export interface HostSection {
  readonly id: string;
  /** One or two words, in the row above the stage. */
  readonly label: string;
  readonly Screen: (props: HostProps) => ReactNode;
}

type HostSections = readonly [HostSection, ...HostSection[]];

/** The host's work in the order in which it is done; the row above the stage lists it. The ceremony opens on `run`. */
export const hostSections: HostSections = [
  { id: 'run', label: 'Run', Screen: RunSection },
  { id: 'assemble', label: 'Keys', Screen: AssembleSection },
  { id: 'rotation', label: 'Rotation', Screen: RotationSection },
  { id: 'delegations', label: 'Delegations', Screen: DelegationsSection },
  { id: 'publish', label: 'Publish', Screen: PublishSection },
  { id: 'minutes', label: 'Minutes', Screen: MinutesSection },
  { id: 'recover', label: 'Undo', Screen: RecoverSection },
];

/** A delegate makes one role: it rotates, delegates and publishes nothing. */
const delegateSections: HostSections = [
  { id: 'run', label: 'Run', Screen: RunSection },
  { id: 'assemble', label: 'Keys', Screen: AssembleSection },
  { id: 'delegate', label: 'Role', Screen: DelegateSection },
  { id: 'minutes', label: 'Minutes', Screen: MinutesSection },
  { id: 'recover', label: 'Undo', Screen: RecoverSection },
];

/** The parts of the host's work in a ceremony of this kind. */
export function sectionsOf({ kind }: Pick<CeremonyView, 'kind'>): HostSections {
  return kind === 'delegation' ? delegateSections : hostSections;
}
