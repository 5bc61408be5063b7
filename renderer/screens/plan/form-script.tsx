import { durationText } from '../../../src/ceremony/duration.ts';
import { checkpointCost, plannedActs } from '../../../src/ceremony/script.ts';
import { valueAt, type PlanSteps } from '../../../src/ceremony/plan-edit/plan-value.ts';
import { Button } from '../../components/button.tsx';
import { peopleOptions } from './choices.ts';
import { itemsAt, textAt, type Editing } from './editing.ts';
import { ListItem } from './list-item.tsx';
import { actsIn } from './people-in.ts';
import { TicksField } from './fields/ticks-field.tsx';
import { ChoiceField } from './fields/choice-field.tsx';
import { TextField } from './fields/text-field.tsx';
import { FieldGroup } from './fields/field.tsx';
import { Faults } from './fields/faults.tsx';

const acts = ['script', 'acts'] as const;
const checkpoints = ['script', 'checkpoints'] as const;

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
      <Overview editing={editing} />
      <section className="plan-role">
        <h3>What the plan says of acts</h3>
        <p className="hint">
          In the order of the script. An act that is not here has the station’s own time.
        </p>
        <Faults editing={editing} steps={['script']} />
        <ul className="plan-list">
          {Array.from({ length: count }, (_, index) => (
            <Act key={index} editing={editing} index={index} options={options} />
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
      <Checkpoints
        editing={editing}
        options={options}
        onAdd={(after, by) => add(checkpoints, { after, by: [by] })}
      />
    </>
  );
}

function Overview({ editing: { draft } }: { editing: Editing }) {
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

type Options = readonly (readonly [string, string])[];

function Act({ editing, index, options }: { editing: Editing; index: number; options: Options }) {
  const steps = [...acts, index];
  const own = textAt(editing, [...steps, 'own']);
  const known = textAt(editing, [...steps, 'act']);
  const title = own || (options.find(([id]) => id === known)?.[1] ?? known);
  return (
    <ListItem
      editing={editing}
      list={acts}
      index={index}
      name={title === '' ? `Act ${index + 1}` : title}
      ordered
    >
      <FieldGroup>
        {known === '' ? (
          <>
            <TextField editing={editing} steps={[...steps, 'own']} label="What is done" />
            <TextField
              editing={editing}
              steps={[...steps, 'expected']}
              label="What is there when it is over"
            />
          </>
        ) : (
          <>
            <ChoiceField
              editing={editing}
              steps={[...steps, 'act']}
              label="Act"
              options={options}
            />
            <TextField
              editing={editing}
              steps={[...steps, 'title']}
              label="Another title"
              optional
              hint="Empty for the station’s own."
            />
          </>
        )}
        <TextField
          editing={editing}
          steps={[...steps, 'estimate']}
          label="Time"
          mono
          optional
          hint="8m, 2m30s or 45s."
        />
      </FieldGroup>
    </ListItem>
  );
}

function Checkpoints({
  editing,
  options,
  onAdd,
}: {
  editing: Editing;
  options: Options;
  onAdd: (after: string, by: string) => void;
}) {
  const count = itemsAt(editing, checkpoints).length;
  const people = peopleOptions(editing, 'keyholder');
  const taken = new Set(
    itemsAt(editing, checkpoints).map((_, index) =>
      textAt(editing, [...checkpoints, index, 'after']),
    ),
  );
  const free =
    ['sign', 'publish', 'read'].find((id) => !taken.has(id)) ??
    options.find(([id]) => !taken.has(id))?.[0];
  const first = people[0]?.[0];
  return (
    <section className="plan-role">
      <h3>Signatures on the record</h3>
      <p className="hint">Each costs each signer one PIN and one touch, as the key policy says.</p>
      <ul className="plan-list">
        {Array.from({ length: count }, (_, index) => (
          <ListItem
            key={index}
            editing={editing}
            list={checkpoints}
            index={index}
            name={`Signature on the record ${index + 1}`}
            optional
          >
            <FieldGroup>
              <ChoiceField
                editing={editing}
                steps={[...checkpoints, index, 'after']}
                label="After the act"
                options={options}
              />
              <TicksField
                editing={editing}
                steps={[...checkpoints, index, 'by']}
                label="Who signs"
                options={people}
              />
            </FieldGroup>
          </ListItem>
        ))}
      </ul>
      {editing.fixed || first === undefined || free === undefined ? null : (
        <Button onPress={() => onAdd(free, first)}>Have the record signed</Button>
      )}
    </section>
  );
}
