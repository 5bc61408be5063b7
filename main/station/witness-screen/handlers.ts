import type { Group } from '../handlers.ts';
import type { WitnessScreen } from './screen.ts';

/** What the station's own page does with the screen for an audience. */
export function witnessScreenHandlers(
  screen: WitnessScreen,
): Group<'witness.window' | 'witness.show' | 'witness.reading'> {
  return {
    'witness.window': () => screen.state,
    'witness.show': ({ open }) => screen.show(open),
    'witness.reading': ({ reading }) => {
      screen.live.reading(reading);
      return null;
    },
  };
}
