import type { HostView } from '../../../src/contract/host.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';

interface PracticeKeysProps {
  people: HostView['practiceKeys'];
  busy: boolean;
  onMake: (participant: string) => void;
}

/** Practice colleagues who have no key yet: the station makes one for each, when the host says so. */
export function PracticeKeysCard({ people, busy, onMake }: PracticeKeysProps) {
  if (people.length === 0) return null;
  return (
    <Card title="Practice colleagues without a key">
      <ul className="practice-keys">
        {people.map(({ id, name }) => (
          <li key={id}>
            <Button small waiting={busy} onPress={() => onMake(id)}>
              Let {name} make a key
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
