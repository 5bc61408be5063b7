import type { DelegationsView } from '../../../../src/contract/delegations.ts';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';

interface MetadataCardProps {
  metadata: DelegationsView['metadata'];
  busy: boolean;
  onTake: (role: string) => void;
}

const verbs = {
  needed: 'Take in its metadata…',
  came: 'Take in a newer version…',
  published: 'Take in a newer version…',
} as const;
const icons = { needed: 'hourglass', came: 'plus', published: 'check' } as const;

/** What the delegates signed themselves: what has come in, and what is still to come. */
export function MetadataCard({ metadata, busy, onTake }: MetadataCardProps) {
  return (
    <section className="card pad">
      <h2>What the other projects sign</h2>
      <ul className="sent">
        {metadata.map(({ role, state, sentence }, place) => (
          <li key={place}>
            <Icon name={icons[state]} />
            <span>
              <b className="mono">{role}</b> <span>{sentence}</span>{' '}
              <Button
                kind="link"
                label={`${verbs[state]} ${role}`}
                waiting={busy}
                onPress={() => onTake(role)}
              >
                {verbs[state]}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
