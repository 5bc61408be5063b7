import '../../../renderer/without-eval.ts';
import { createRoot, type Root } from 'react-dom/client';
import { App } from '../../../renderer/app.tsx';
import { StationContext } from '../../../renderer/calls.ts';
import '../../../renderer/design/index.css';
import { cannedStation } from './canned-station.ts';
import { scenes } from './scenes.ts';

declare global {
  /** For the tests: shows another scene in the page that is loaded, from nothing. */
  var showScene: ((wish: string) => void) | undefined;
}

let root: Root | undefined;

/** Shows the scene that is wished for: `scene=token&mode=rehearsal`. */
globalThis.showScene = (text) => {
  const wish = new URLSearchParams(text);
  const scene = scenes[wish.get('scene') ?? ''];
  if (scene === undefined)
    throw new Error(`no such scene; there are: ${Object.keys(scenes).join(' ')}`);
  const mode = wish.get('mode') === 'rehearsal' ? 'rehearsal' : 'real';
  root?.unmount();
  root = createRoot(document.getElementById('root')!);
  root.render(
    <StationContext value={cannedStation(scene(mode))}>
      <App />
    </StationContext>,
  );
};

globalThis.showScene(location.search);
