import { valueAt, type PlanSteps } from '../../../src/ceremony/plan-edit/plan-value.ts';
import { Button } from '../../components/button.tsx';
import { itemsAt, textAt, type Editing } from './editing.ts';
import { actsIn } from './people-in.ts';
import { acts, ScriptAct } from './script-act.tsx';
import { checkpoints, ScriptCheckpoints } from './script-checkpoints.tsx';
import { ScriptOverview } from './script-overview.tsx';
import { Faults } from './fields/faults.tsx';

/** Times and titles of acts, acts of the host's own between them, and when the record is signed. */
export function ScriptForm({ editing }: { editing: Editing }) {
  const count = itemsAt(editing, acts).length;
  const options = actsIn(editing)
    .filter(({ kind }) => kind !== 'own')
    .map(({ id, title }) => [id, title] as const);
  const named = new Set(
    itemsAt(editing, acts).map((_, at) => textAt(editing, [...acts, at, 'act'])),
  );
  const next = options.find(([id]) => !named.has(id))?.[0];
  const add = (steps: PlanSteps, value: { readonly [name: string]: string | string[] }): void =>
    editing.edit(
      // A script has a list of acts, if it says anything at all.
      ...(valueAt(editing.draft.tree, acts) === undefined && steps !== acts
        ? [{ kind: 'set' as const, steps: acts, value: [] }]
        : []),
      { kind: 'insert', steps, index: itemsAt(editing, steps).length, value },
    );
  return (
    <>
      <ScriptOverview editing={editing} />
      <section className="plan-role">
        <h3>What the plan says of acts</h3>
        <p className="hint">
          In the order of the script. An act that is not here has the station’s own time.
        </p>
        <Faults editing={editing} steps={['script']} />
        <ul className="plan-list">
          {Array.from({ length: count }, (_, index) => (
            <ScriptAct key={index} editing={editing} index={index} options={options} />
          ))}
        </ul>
        {editing.fixed ? null : (
          <div className="row">
            {next === undefined ? null : (
              <Button onPress={() => add(acts, { act: next, estimate: '5m' })}>
                Set the time of an act
              </Button>
            )}
            <Button
              onPress={() =>
                add(acts, {
                  own: 'An act of our own',
                  expected: 'What is there when it is over.',
                  estimate: '2m',
                })
              }
            >
              Add an act of your own
            </Button>
          </div>
        )}
      </section>
      <ScriptCheckpoints
        editing={editing}
        options={options}
        onAdd={(after, by) => add(checkpoints, { after, by: [by] })}
      />
    </>
  );
}
