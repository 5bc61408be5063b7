import type { ScriptView } from '../../../src/contract/script.ts';
import { paceOf } from '../../../src/ceremony/pace.ts';
import { shifted } from '../../../src/ceremony/ceremony-clock.ts';
import { Tag } from '../../components/tag.tsx';
import { durationClock, durationInWords } from '../../words.ts';

/** Seconds of the act that is under way, at this instant; pauses are no part of it. */
export function elapsedAt({ now }: ScriptView, instant: string): number {
  if (now === null) return 0;
  const until = now.pausedSince ?? instant;
  return Math.max(0, (Date.parse(until) - Date.parse(now.since)) / 1000 - now.paused);
}

/** The clock of this act, how the ceremony keeps to its plan, and when it is likely to end. */
export function PaceCard({ script, instant }: { script: ScriptView; instant: string }) {
  const now = script.acts.find(({ state }) => state === 'now');
  if (now === undefined) return null;
  const elapsed = elapsedAt(script, instant);
  const { behind, left } = paceOf({
    done: script.acts.flatMap(({ estimate, took }) => (took === null ? [] : [{ estimate, took }])),
    now: { estimate: now.estimate, elapsed },
    next: script.acts.filter(({ state }) => state === 'next'),
  });
  const end = shifted(instant, Math.round(left) + script.clock.offset);
  const part = now.estimate === 0 ? 1 : Math.min(1, elapsed / now.estimate);
  return (
    <section className="card pad pace" aria-label="Time of this act">
      <div className="pace-row">
        <p className="pace-now">
          <b className="figure">{durationClock(elapsed)}</b>
          <span>in this act, of {durationInWords(now.estimate)}</span>
        </p>
        <p className="pace-end">
          <PaceTag behind={behind} paused={script.phase === 'paused'} />
          <span>
            Likely end <b>{end.slice(11, 16)}</b>
          </span>
        </p>
      </div>
      <svg className="pace-bar" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">
        <rect className="pace-all" width="1000" height="8" rx="4" />
        <rect className="pace-part" width={Math.round(part * 1000)} height="8" rx="4" />
      </svg>
    </section>
  );
}

function PaceTag({ behind, paused }: { behind: number; paused: boolean }) {
  if (paused)
    return (
      <Tag kind="warn" icon="pause">
        Paused
      </Tag>
    );
  const minutes = Math.round(Math.abs(behind) / 60);
  if (minutes === 0)
    return (
      <Tag kind="ok" icon="check">
        On time
      </Tag>
    );
  return (
    <Tag kind="plain" icon="clock">
      {minutes} min {behind > 0 ? 'behind plan' : 'ahead'}
    </Tag>
  );
}
