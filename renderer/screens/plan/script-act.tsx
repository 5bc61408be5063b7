import { ChoiceField } from './fields/choice-field.tsx';
import { FieldGroup } from './fields/field.tsx';
import { TextField } from './fields/text-field.tsx';
import { textAt, type Editing } from './editing.ts';
import { ListItem } from './list-item.tsx';

/** Where the plan says something of acts. */
export const acts = ['script', 'acts'] as const;

/** Acts that something can be said of, each with its title. */
export type ActOptions = readonly (readonly [id: string, title: string])[];

/** What the plan says of one act: another time or title for one of the station's, or an act of the host's own. */
export function ScriptAct({
  editing,
  index,
  options,
}: {
  editing: Editing;
  index: number;
  options: ActOptions;
}) {
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
