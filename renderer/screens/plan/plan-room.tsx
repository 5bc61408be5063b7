import { useState } from 'react';
import type { PlanFile } from '../../../src/contract/plan.ts';
import type { NetworkState } from '../../../src/contract/station.ts';
import type { CeremonyView } from '../../../src/contract/ceremony.ts';
import { PlanEditor } from './plan-editor.tsx';
import { PlanStart, type Begun } from './plan-start.tsx';

interface PlanRoomProps {
  network: NetworkState | null;
  /** A plan to go on with at once; null to ask how one begins. */
  file: PlanFile | null;
  /** The ceremony of a plan that was written is open. */
  onOpened: (ceremony: CeremonyView) => void;
  onLeave: () => void;
}

/** Planning, before any ceremony is open: how one begins, then the editor. */
export function PlanRoom({ network, file: given, onOpened, onLeave }: PlanRoomProps) {
  const [begun, setBegun] = useState<Begun | null>(
    given === null ? null : { text: given.text, file: given, notes: [] },
  );
  if (begun === null) return <PlanStart network={network} onBegun={setBegun} onBack={onLeave} />;
  const { text, file, notes } = begun;
  const fromDisk = (next: PlanFile): void => setBegun({ text: next.text, file: next, notes: [] });
  return (
    <PlanEditor
      // Another text on the disk is another beginning: what was typed before it is gone.
      key={file === null ? 'new' : `${file.place} ${file.sha256}`}
      network={network}
      start={text}
      file={file}
      notes={notes}
      onFile={fromDisk}
      onOpened={onOpened}
      onLeave={() => setBegun(null)}
    />
  );
}
