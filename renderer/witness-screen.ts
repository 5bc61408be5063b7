import { createContext, useCallback, useEffect } from 'react';
import type { Reading } from '../src/contract/witness-screen.ts';
import { useCall, useEvent, useLook, useStation } from './calls.ts';
import type { RowCheck } from './components/row-check.ts';
import { useKeys } from './keyboard.ts';

/** The screen for an audience, as the host's window knows it. */
export interface WitnessSwitch {
  readonly open: boolean;
  /** Opens it, or closes it. */
  readonly toggle: () => void;
}

/** Closed where no ceremony is open: nothing would be on it. */
export const WitnessSwitchContext = createContext<WitnessSwitch>({
  open: false,
  toggle: () => undefined,
});

/** Whether the witness screen is open, and the key W. */
export function useWitnessScreen(): WitnessSwitch {
  const state = useLook('witness.window', null);
  const show = useCall('witness.show');
  useEvent('witness.window', state.set);
  const open = state.value?.open ?? false;
  const toggle = async (): Promise<void> => {
    const now = await show.run({ open: !open });
    if (now !== null) state.set(now);
  };
  useKeys({ w: () => void toggle() });
  return { open, toggle: () => void toggle() };
}

/** Tells the witness screen which rows are read, as long as they are on this screen; null: none are. It changes nothing here. */
export function useReadForWitnesses(of: Reading['of'], check: RowCheck | null): void {
  const station = useStation();
  const reads = check !== null;
  const tell = useCallback(
    (reading: Reading | null) => {
      station.call('witness.reading', { reading }).catch(() => undefined);
    },
    [station],
  );
  useEffect(() => {
    if (check !== null) tell({ of, same: [...check.same], differs: [...check.differs] });
  }, [tell, of, check]);
  useEffect(() => (reads ? () => tell(null) : undefined), [tell, reads]);
}
