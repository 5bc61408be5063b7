import '../../../renderer/without-eval.ts';
import { createRoot } from 'react-dom/client';
import { App } from '../../../renderer/app.tsx';
import { StationContext } from '../../../renderer/calls.ts';
import '../../../renderer/design/index.css';
import { cannedStation } from './canned-station.ts';
import { scenes } from './scenes.ts';

/** Shows the scene that the address names: `?scene=token&mode=rehearsal`, and with `&hold=key.make` some answers late. */
const wish = new URLSearchParams(location.search);
const scene = scenes[wish.get('scene') ?? ''];
if (scene === undefined)
  throw new Error(`no such scene; there are: ${Object.keys(scenes).join(' ')}`);
const mode = wish.get('mode') === 'rehearsal' ? 'rehearsal' : 'real';
const hold = wish.getAll('hold');
createRoot(document.getElementById('root')!).render(
  <StationContext value={cannedStation(scene(mode), hold)}>
    <App />
  </StationContext>,
);
