import type { HostView } from '../../../src/contract/host.ts';

/** The one primary action of the host's page, and why it waits. */
export interface NextAct {
  readonly act: 'stage' | 'publish' | 'send';
  readonly label: string;
  readonly waiting: boolean;
  /** Beside the button: why it waits, or what it will do. */
  readonly note: string;
}

/** Before a root is staged, staging it; then publishing, which waits until both thresholds are met; then sending it. */
export function nextAct(view: HostView, practice: boolean): NextAct {
  if (view.published)
    return { act: 'send', label: 'Go to Publish', waiting: false, note: view.publish.reason };
  const root = practice ? 'the practice root' : 'the root';
  if (view.stagedSha256 === null || (view.stage.ready && !view.publish.ready))
    return {
      act: 'stage',
      label: `Stage ${root}`,
      waiting: !view.stage.ready,
      note: view.stage.reason,
    };
  return {
    act: 'publish',
    label: `Publish ${root}`,
    waiting: !view.publish.ready,
    note: view.publish.reason,
  };
}
