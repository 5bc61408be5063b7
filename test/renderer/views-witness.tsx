import type { ReactNode } from 'react';
import { WitnessButton } from '../../renderer/screens/host/witness-button.tsx';
import { WitnessSwitchContext } from '../../renderer/witness-screen.ts';
import { WitnessScreen } from '../../renderer/witness/screen.tsx';
import type { Mode } from '../../src/contract/values.ts';
import { witnessScenes } from './gallery/values/witness.ts';
import type { Twist } from './views.tsx';

/** The screen for an audience with each of its subjects. */
export function witnessViews(mode: Mode, twist: Twist): Record<string, ReactNode> {
  return Object.fromEntries(
    Object.entries(witnessScenes).map(([name, scene]) => [
      `witness screen, ${name}`,
      <WitnessScreen key={name} view={twist(scene(mode))} instant="2026-11-23T14:12:40Z" />,
    ]),
  );
}

/** The host's button, with the screen open or closed. */
export function witnessButton(open: boolean): ReactNode {
  return (
    <WitnessSwitchContext value={{ open, toggle: () => undefined }}>
      <WitnessButton />
    </WitnessSwitchContext>
  );
}
