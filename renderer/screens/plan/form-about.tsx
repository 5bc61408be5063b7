import { kinds, modes } from './choices.ts';
import type { Editing } from './editing.ts';
import { ChoiceField } from './fields/choice-field.tsx';
import { TextField } from './fields/text-field.tsx';
import { FieldGroup } from './fields/field.tsx';
import { Faults } from './fields/faults.tsx';

/** What the ceremony is called, what it makes, and when. */
export function AboutForm({ editing }: { editing: Editing }) {
  return (
    <FieldGroup>
      <Faults editing={editing} steps={[]} />
      <TextField
        editing={editing}
        steps={['title']}
        label="Title"
        hint="On every screen and in the record."
      />
      <ChoiceField editing={editing} steps={['kind']} label="Kind" options={kinds} />
      <ChoiceField
        editing={editing}
        steps={['mode']}
        label="Does it count?"
        options={modes}
        hint="Practice keys sign in rehearsals only, and the reverse."
      />
      <TextField
        editing={editing}
        steps={['date']}
        label="Day"
        mono
        hint="Year, month, day: 2027-07-14. What is signed expires later."
      />
      <TextField
        editing={editing}
        steps={['tuf', 'rootVersion']}
        label="Root version that is made"
        number
        hint="1 for an initial ceremony, and for no other."
      />
    </FieldGroup>
  );
}
