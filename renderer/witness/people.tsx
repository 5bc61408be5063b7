import type { WitnessView } from '../../src/contract/witness-screen.ts';
import { Icon } from '../components/icon.tsx';

type Progress = NonNullable<WitnessView['progress']>;
type Person = Progress['people'][number];

/** Signs that stand on one line in the large size, and people who stand on two in the small one. */
const bounds = { oneLine: 66, people: 8 };

/** How far it is: a count in words, and each name with its state. Where they are too many, those still to come are shown. */
export function People({ progress }: { progress: Progress }) {
  const { done, of, what, people } = progress;
  const shown = inView(people);
  const signs = shown.reduce((sum, { name }) => sum + name.length, 0);
  return (
    <>
      <p className="w-count">
        <b>{done}</b> of {of} {what}
      </p>
      <ul className={signs > bounds.oneLine ? 'w-people w-many' : 'w-people'}>
        {shown.map((person) => (
          <li key={person.name} className={`w-person w-person-${person.state}`}>
            {person.state === 'next' ? null : (
              <Icon name={person.state === 'done' ? 'check' : 'dot'} />
            )}
            <span>{person.name}</span>
            <span className="vh">{words[person.state]}</span>
          </li>
        ))}
        {shown.length === people.length ? null : (
          <li className="w-more">and {people.length - shown.length} more</li>
        )}
      </ul>
    </>
  );
}

const words = { done: ', done', now: ', now', next: ', to come' } as const;

function inView(people: readonly Person[]): readonly Person[] {
  if (people.length <= bounds.people) return people;
  const order = ['now', 'next', 'done'];
  return people
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
    .slice(0, bounds.people);
}
