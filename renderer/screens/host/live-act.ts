import type { HostView } from '../../../src/contract/host.ts';
import type { ScriptView } from '../../../src/contract/script.ts';
import { nextAct } from './next-act.ts';

/** The one primary action while the script runs. */
export interface LiveAct {
  readonly act: 'stage' | 'publish' | 'close' | 'resume';
  readonly label: string;
  readonly waiting: boolean;
  /** Beside the button: why it waits, or what it will do. */
  readonly note: string;
}

/** What this act is for comes first, staging or publishing; then closing it. In a pause, going on. */
export function liveAct(
  script: ScriptView,
  view: HostView,
  practice: boolean,
  witnessed: boolean,
): LiveAct {
  if (script.phase === 'paused')
    return { act: 'resume', label: 'Go on', waiting: false, note: 'The clock of the act goes on.' };
  const place = script.acts.findIndex(({ state }) => state === 'now');
  const now = script.acts[place];
  if (!script.close.ready && (now?.id === 'stage' || now?.id === 'publish')) {
    const next = nextAct(view, practice);
    if (next.act !== 'send' && next.act === now.id) return { ...next, act: next.act };
  }
  return {
    act: 'close',
    label: `Close act ${place + 1}`,
    waiting: !script.close.ready || !witnessed,
    note: script.close.ready && !witnessed ? 'The witness types initials.' : script.close.reason,
  };
}
