import { use } from 'react';
import { Button } from '../../components/button.tsx';
import { WitnessSwitchContext } from '../../witness-screen.ts';

/** Opens and closes the screen for the audience, and says which of the two it is. */
export function WitnessButton() {
  const { open, toggle } = use(WitnessSwitchContext);
  return (
    <div className="witness-switch">
      <Button icon="eye" keyCap="W" onPress={toggle}>
        {open ? 'Close the witness screen' : 'Open the witness screen'}
      </Button>
      <output>{open ? 'It is open: the audience sees this act.' : 'It is closed.'}</output>
    </div>
  );
}
