import { valueAt } from '../../../src/ceremony/plan-edit/plan-value.ts';
import { Button } from '../../components/button.tsx';
import { methods } from './choices.ts';
import { textAt, type Editing } from './editing.ts';
import { ChoiceField } from './fields/choice-field.tsx';
import { TextField } from './fields/text-field.tsx';
import { FieldGroup } from './fields/field.tsx';
import { Faults } from './fields/faults.tsx';

/** How work goes between people, and where what was signed goes. */
export function SendingForm({ editing }: { editing: Editing }) {
  const remote = textAt(editing, ['transfer', 'remote']);
  const git = textAt(editing, ['transfer', 'method']) === 'git';
  const published = textAt(editing, ['publication', 'remote']) !== '';
  return (
    <>
      <section className="plan-role">
        <h3>Between keyholders and host</h3>
        <Faults editing={editing} steps={['transfer']} />
        <FieldGroup>
          <ChoiceField
            editing={editing}
            steps={['transfer', 'method']}
            label="How work goes"
            options={methods}
          />
          {git || remote !== '' ? (
            <TextField
              editing={editing}
              steps={['transfer', 'remote']}
              label="Repository of the branches"
              mono
              optional
            />
          ) : null}
        </FieldGroup>
      </section>
      <section className="plan-role">
        <h3>Publication</h3>
        <Faults editing={editing} steps={['publication']} />
        <FieldGroup>
          <TextField
            editing={editing}
            steps={['publication', 'remote']}
            label="Git repository"
            mono
            hint="Without a password. Nothing here: what was signed stays in the folder."
          />
          <TextField editing={editing} steps={['publication', 'branch']} label="Branch" mono />
          <TextField
            editing={editing}
            steps={['publication', 'folder']}
            label="Folder in it"
            mono
            optional
            hint="Empty for its top."
          />
          {published ? (
            <>
              <TextField
                editing={editing}
                steps={['publication', 'signOff', 'name']}
                label="Signed off by"
              />
              <TextField
                editing={editing}
                steps={['publication', 'signOff', 'email']}
                label="Their address"
                mono
              />
            </>
          ) : null}
        </FieldGroup>
        {editing.fixed || valueAt(editing.draft.tree, ['publication']) === undefined ? null : (
          <Button
            kind="quiet"
            icon="cross"
            onPress={() => editing.edit({ kind: 'remove', steps: ['publication'] })}
          >
            Publish nowhere
          </Button>
        )}
      </section>
    </>
  );
}
