import { schemeOptions, yesNo } from './choices.ts';
import type { Editing } from './editing.ts';
import { TicksField } from './fields/ticks-field.tsx';
import { ChoiceField } from './fields/choice-field.tsx';
import { TextField } from './fields/text-field.tsx';
import { FieldGroup } from './fields/field.tsx';

const always = ['always', 'Each time'] as const;
const never = ['never', 'Never'] as const;

/** What every key has to be, and what its token has to show for it. */
export function KeysForm({ editing }: { editing: Editing }) {
  return (
    <FieldGroup>
      <ChoiceField
        editing={editing}
        steps={['keys', 'scheme']}
        label="Scheme"
        options={schemeOptions}
      />
      <TicksField
        editing={editing}
        steps={['keys', 'otherSchemes']}
        label="Also accepted"
        optional
        options={schemeOptions}
        hint="For somebody who moves to another scheme, or still has it."
      />
      <ChoiceField
        editing={editing}
        steps={['keys', 'pin']}
        label="PIN"
        options={[always, ['once', 'Once a session'], never]}
      />
      <ChoiceField
        editing={editing}
        steps={['keys', 'touch']}
        label="Touch"
        options={[always, ['cached', 'Good for 15 seconds'], never]}
      />
      <ChoiceField
        editing={editing}
        steps={['keys', 'attestation']}
        label="Attestation"
        options={[
          ['required', 'Required'],
          ['if-available', 'Where the token gives one'],
        ]}
      />
      <TextField
        editing={editing}
        steps={['keys', 'minimumFirmware']}
        label="Oldest firmware"
        mono
        optional
        hint="Such as 5.4.3. Empty for any."
      />
      <ChoiceField
        editing={editing}
        steps={['keys', 'fips']}
        label="Devices of a FIPS series only"
        optional
        options={yesNo}
      />
    </FieldGroup>
  );
}
