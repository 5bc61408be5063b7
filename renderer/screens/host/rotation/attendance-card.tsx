import type { RotationView } from '../../../../src/contract/rotation.ts';
import { Segments } from '../../../components/segments.tsx';

export type Attending = RotationView['people'][number];

const comes = [
  { value: 'now', label: 'Comes' },
  { value: 'later', label: 'Later' },
  { value: 'never', label: 'Does not' },
] as const satisfies readonly { value: Attending['comes']; label: string }[];

const devices = [
  { value: 'at-hand', label: 'Works' },
  { value: 'later', label: 'Not yet' },
  { value: 'lost', label: 'Lost' },
] as const satisfies readonly { value: Attending['device']; label: string }[];

interface AttendanceCardProps {
  people: readonly Attending[];
  onPeople: (people: readonly Attending[]) => void;
}

/** Who comes, and whether their device is here: what only people know. */
export function AttendanceCard({ people, onPeople }: AttendanceCardProps) {
  const change = (id: string, to: Partial<Attending>): void =>
    onPeople(people.map((one) => (one.id === id ? { ...one, ...to } : one)));
  return (
    <section className="card pad">
      <h2>Who comes, with which device</h2>
      <ul className="attending">
        {people.map((one, place) => (
          <li key={place}>
            <b>{one.name}</b>
            <Segments<Attending['comes']>
              legend={`Does ${one.name} come?`}
              options={comes}
              value={one.comes}
              onChange={(value) => change(one.id, { comes: value })}
            />
            <Segments<Attending['device']>
              legend={`The device of ${one.name}`}
              options={devices}
              value={one.device}
              onChange={(value) => change(one.id, { device: value })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
