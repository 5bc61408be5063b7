import type { ReactNode } from 'react';
import type { PlanSteps } from '../../../src/ceremony/plan-edit/plan-value.ts';
import { Button } from '../../components/button.tsx';
import { itemsAt, type Editing } from './editing.ts';
import { Faults } from './fields/faults.tsx';

interface ListItemProps {
  editing: Editing;
  /** The list. */
  list: PlanSteps;
  index: number;
  /** What this is, for its heading and its buttons. */
  name: string;
  /** Whether the order of the list means something. */
  ordered?: boolean;
  /** Takes the whole list out with its last item. */
  optional?: boolean;
  children: ReactNode;
}

/** One item of a list of the plan: its fields, and buttons to move it or take it out. */
export function ListItem({
  editing,
  list,
  index,
  name,
  ordered = false,
  optional = false,
  children,
}: ListItemProps) {
  const count = itemsAt(editing, list).length;
  const takeOut = (): void =>
    editing.edit({ kind: 'remove', steps: optional && count === 1 ? list : [...list, index] });
  return (
    <li className="plan-item">
      <header>
        <h3>{name}</h3>
        {editing.fixed ? null : (
          <span className="row">
            {ordered && index > 0 ? (
              <Button
                small
                kind="quiet"
                label={`Move ${name} up`}
                onPress={() => editing.edit({ kind: 'swap', steps: list, index: index - 1 })}
              >
                Up
              </Button>
            ) : null}
            {ordered && index < count - 1 ? (
              <Button
                small
                kind="quiet"
                label={`Move ${name} down`}
                onPress={() => editing.edit({ kind: 'swap', steps: list, index })}
              >
                Down
              </Button>
            ) : null}
            <Button small kind="quiet" icon="cross" label={`Take out ${name}`} onPress={takeOut}>
              Take out
            </Button>
          </span>
        )}
      </header>
      <Faults editing={editing} steps={[...list, index]} />
      {children}
    </li>
  );
}
