import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { AboutForm } from '../../../../renderer/screens/plan/form-about.tsx';
import { DelegationsForm } from '../../../../renderer/screens/plan/form-delegations.tsx';
import { KeysForm } from '../../../../renderer/screens/plan/form-keys.tsx';
import { PeopleForm } from '../../../../renderer/screens/plan/form-people.tsx';
import { RolesForm } from '../../../../renderer/screens/plan/form-roles.tsx';
import { SendingForm } from '../../../../renderer/screens/plan/form-sending.tsx';
import type { Editing } from '../../../../renderer/screens/plan/editing.ts';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';
import { all, heard, treeOf } from '../../rules/tree.ts';
import { edited } from './fields/editing-of.ts';

type Form = (props: { editing: Editing }) => ReactNode;

const forms: readonly (readonly [string, Form])[] = [
  ['what it is', AboutForm],
  ['people', PeopleForm],
  ['keys', KeysForm],
  ['roles', RolesForm],
  ['delegations', DelegationsForm],
  ['sending', SendingForm],
];

const labels = (node: ReactNode): readonly string[] =>
  all(treeOf(markup(node).html), 'label', 'legend').map(heard);

describe.each(forms)('the form of %s', (_name, Form) => {
  it('has no button and no field that changes anything once the plan is fixed', () => {
    const { drawn } = handsOn(<Form editing={edited({ fixed: true }).editing} />);
    expect(drawn.filter(({ tag }) => tag === 'button')).toEqual([]);
    const typed = drawn.filter(({ tag, props }) => tag === 'input' && props['type'] !== 'checkbox');
    expect(typed.filter(({ props }) => props['readOnly'] !== true)).toEqual([]);
  });
});

describe('people of a plan', () => {
  it('are added with a short name that nobody has, and a duty that gives them no key', () => {
    const of = edited({ replace: ['sam-abara', 'person-1'] });
    handsOn(<PeopleForm editing={of.editing} />).press('Add a person');
    const value = { id: 'person-2', name: 'Person 2', duties: ['witness'] };
    expect(of.edits).toEqual([{ kind: 'insert', steps: ['participants'], index: 5, value }]);
  });

  it('are each a list item under their name, in the order of the plan', () => {
    const { html } = markup(<PeopleForm editing={edited().editing} />);
    const names = all(treeOf(html), 'h3', 'h4').map(heard);
    expect(names).toEqual([
      'Inês Duarte',
      'Priya Raman',
      'Tom Okafor',
      'Mei Lindqvist',
      'Sam Abara',
    ]);
  });
});

describe('roles of a plan', () => {
  it('give the root to keyholders alone, and the others to whoever may hold them', () => {
    const { html } = markup(<RolesForm editing={edited().editing} />);
    const groups = all(treeOf(html), 'fieldset');
    const offered = (name: string) =>
      groups.filter((one) => heard(all(one, 'legend')[0]!) === `Whose keys ${name} has`).map(heard);
    expect(offered('Root')).toEqual(['Whose keys Root has Priya Raman Tom Okafor Mei Lindqvist']);
    expect(offered('Targets')[0]).toContain('Inês Duarte');
    expect(offered('Targets')[0]).not.toContain('(online key)');
    expect(offered('Snapshot')[0]).toContain('online-1 (online key)');
    expect(offered('Timestamp')[0]).toContain('online-2 (online key)');
  });

  it('say of how many keys the signatures are', () => {
    const { spoken } = markup(<RolesForm editing={edited().editing} />);
    expect(spoken).toContain('Signatures needed for Root Of 2 keys.');
    expect(spoken).toContain('Signatures needed for Snapshot Of 1 key.');
  });

  it('get another online key with a name that is free, in a file', () => {
    const of = edited();
    handsOn(<RolesForm editing={of.editing} />).press('Add an online key');
    const value = { kind: 'file', id: 'online-3' };
    expect(of.edits).toEqual([{ kind: 'insert', steps: ['tuf', 'online'], index: 2, value }]);
  });

  it('ask for the token of an online key that is on one, and of no key file', () => {
    const asked = labels(<RolesForm editing={edited().editing} />);
    expect(asked.filter((label) => label.startsWith('Serial of its token'))).toHaveLength(1);
    expect(asked.filter((label) => label.startsWith('Digest of its public key'))).toHaveLength(2);
  });
});

describe('delegations of a plan', () => {
  it('begin with what targets has, under a name of their own', () => {
    const of = edited();
    handsOn(<DelegationsForm editing={of.editing} />).press('Add a delegation');
    expect(of.edits).toEqual([
      {
        kind: 'insert',
        steps: ['tuf', 'delegations'],
        index: 1,
        value: {
          name: 'delegation-2',
          paths: ['delegation-2/*'],
          terminating: true,
          holders: ['priya-raman'],
          threshold: 1,
          expires: '2027-11-14T00:00:00Z',
        },
      },
    ]);
  });

  it('are not called as one that is there, where another was taken out before it', () => {
    const of = edited({ replace: ['name: registry.example.org', 'name: delegation-2'] });
    handsOn(<DelegationsForm editing={of.editing} />).press('Add a delegation');
    expect(of.edits).toMatchObject([
      { value: { name: 'delegation-3', paths: ['delegation-3/*'] } },
    ]);
  });
});

const repository = (node: ReactNode) =>
  labels(node).filter((label) => label.startsWith('Repository of the branches'));

describe('where the work of a plan goes', () => {
  it('asks who signs off only where something is published', () => {
    expect(labels(<SendingForm editing={edited().editing} />)).toContain('Signed off by');
    const nowhere = edited({ replace: ['https://example.org/root-signing.git', "''"] });
    expect(labels(<SendingForm editing={nowhere.editing} />)).not.toContain('Signed off by');
  });

  it('asks for the repository of the branches only by Git', () => {
    expect(repository(<SendingForm editing={edited().editing} />)).toHaveLength(1);
    const stick = edited({
      replace: ['method: git\n  remote: git@example.org:ceremonies/root.git', 'method: stick'],
    });
    expect(repository(<SendingForm editing={stick.editing} />)).toEqual([]);
  });

  it('is taken out whole by one press', () => {
    const of = edited();
    handsOn(<SendingForm editing={of.editing} />).press('Publish nowhere');
    expect(of.edits).toEqual([{ kind: 'remove', steps: ['publication'] }]);
  });
});
