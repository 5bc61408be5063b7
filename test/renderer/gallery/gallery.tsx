import '../../../renderer/without-eval.ts';
import { createRoot } from 'react-dom/client';
import type { WitnessView } from '../../../src/contract/witness-screen.ts';
import { App } from '../../../renderer/app.tsx';
import { StationContext } from '../../../renderer/calls.ts';
import '../../../renderer/design/index.css';
import { cannedStation } from './canned-station.ts';
import { scenes } from './scenes.ts';
import { witnessScenes } from './values/witness.ts';
import { WitnessScreen } from '../../../renderer/witness/screen.tsx';
import { useRehearsalPaper } from '../../../renderer/components/station-window.tsx';

/**
 * Shows the scene that the address names: `?scene=token&mode=rehearsal`, and with `&hold=key.make` some answers late; or one
 * of the witness screen: `?scene=witness-key`.
 */
const wish = new URLSearchParams(location.search);
const name = wish.get('scene') ?? '';
const mode = wish.get('mode') === 'rehearsal' ? 'rehearsal' : 'real';
const hold = wish.getAll('hold');
const root = createRoot(document.getElementById('root')!);
const witnessed = witnessScenes[name.replace(/^witness-/, '')];
const scene = scenes[name];
if (scene !== undefined)
  root.render(
    <StationContext value={cannedStation(scene(mode), hold)}>
      <App />
    </StationContext>,
  );
else if (witnessed !== undefined && name.startsWith('witness-'))
  root.render(<Witnessed view={witnessed(mode)} />);
else throw new Error(`no such scene; there are: ${Object.keys(scenes).join(' ')}`);

function Witnessed({ view }: { view: WitnessView }) {
  useRehearsalPaper(view.mode === 'rehearsal');
  return <WitnessScreen view={view} instant="2026-11-23T14:12:40Z" />;
}
