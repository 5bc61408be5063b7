import { useState } from 'react';
import type { CeremonyView } from '../../../src/contract/ceremony.ts';
import type { PlanFile } from '../../../src/contract/plan.ts';
import type { Mode, Problem } from '../../../src/contract/values.ts';
import { useCall } from '../../calls.ts';
import { clearAll, isBusy, problemIn } from '../../calls-together.ts';

/** The file of a plan that is edited, and what can be done with it. */
export interface SavedPlan {
  /** As it lies on the disk; null for a plan that is of no folder yet. */
  readonly file: PlanFile | null;
  /** What somebody else saved meanwhile, and that waits for a decision; null where nobody did. */
  readonly theirs: PlanFile | null;
  /** What printing the script did, in words; null until the next act. */
  readonly printed: string | null;
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** Takes away what the last act said, before another. */
  readonly clear: () => void;
  /** Makes a folder there, named after the title, with the text in it. */
  readonly make: (place: string, name: string, text: string) => Promise<void>;
  /** Writes the text over the file that was read; `setAside` keeps what somebody else wrote. */
  readonly write: (over: PlanFile, text: string, setAside: boolean) => Promise<void>;
  readonly print: () => Promise<void>;
  readonly open: (mode: Mode, onOpened: (ceremony: CeremonyView) => void) => Promise<void>;
}

/** @param start what lies on the disk as the editing begins, or null */
export function useSavedPlan(start: PlanFile | null): SavedPlan {
  const [file, setFile] = useState(start);
  const [theirs, setTheirs] = useState<PlanFile | null>(null);
  const [printed, setPrinted] = useState<string | null>(null);
  const calls = {
    create: useCall('plan.create'),
    save: useCall('plan.save'),
    print: useCall('plan.print'),
    open: useCall('ceremony.open'),
  };
  const clear = (): void => {
    clearAll(calls);
    setPrinted(null);
  };
  return {
    file,
    theirs,
    printed,
    busy: isBusy(calls),
    problem: problemIn(calls),
    clear,
    make: async (place, name, text) => {
      clear();
      const made = await calls.create.run({ place, name, text });
      if (made !== null) setFile(made);
    },
    write: async (over, text, setAside) => {
      clear();
      const { place, sha256 } = over;
      const answer = await calls.save.run({ place, text, sha256, setAside });
      if (answer === null) return;
      setTheirs(answer.saved ? null : answer.file);
      if (answer.saved) setFile(answer.file);
    },
    print: async () => {
      if (file === null) return;
      clear();
      const done = await calls.print.run({ place: file.place });
      setPrinted(done?.sentence ?? null);
    },
    open: async (mode, onOpened) => {
      if (file === null) return;
      clear();
      const ceremony = await calls.open.run({ place: file.place, role: 'host', mode });
      if (ceremony !== null) onOpened(ceremony);
    },
  };
}
