import { durationText } from '../../../src/ceremony/duration.ts';
import { checkpointCost, plannedActs } from '../../../src/ceremony/script.ts';
import type { Editing } from './editing.ts';

/** The acts as the plan makes them, with their times and what signing the record costs. */
export function ScriptOverview({ editing: { draft } }: { editing: Editing }) {
  const { plan } = draft;
  if (plan === null)
    return <p className="hint">The acts are listed here when nothing is wrong with the plan.</p>;
  const all = plannedActs(plan);
  const total = all.reduce((sum, { estimate }) => sum + estimate, 0);
  return (
    <section className="plan-role">
      <h3>The acts as they will be</h3>
      <ol className="plan-acts">
        {all.map((act) => {
          const { pins, touches } = checkpointCost(plan, act);
          return (
            <li key={act.id}>
              <span>
                {act.title}
                {act.checkpoint.length === 0
                  ? ''
                  : ` · then the record is signed: PINs ${pins}, touches ${touches}`}
              </span>
              <span className="mono">{durationText(act.estimate)}</span>
            </li>
          );
        })}
      </ol>
      <p className="hint">About {durationText(total)} in all.</p>
    </section>
  );
}
