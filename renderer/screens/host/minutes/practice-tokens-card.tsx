import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';

interface PracticeTokensCardProps {
  /** Tokens that the station made for this rehearsal and can remove. */
  count: number;
  busy: boolean;
  onRemove: () => void;
}

/** After a rehearsal: the tokens that the station made for the people it played. Nothing where there are none. */
export function PracticeTokensCard({ count, busy, onRemove }: PracticeTokensCardProps) {
  if (count === 0) return null;
  const tokens = count === 1 ? 'practice token' : `${count} practice tokens`;
  return (
    <Card title="Practice tokens of this rehearsal">
      <p>
        The station keeps {count === 1 ? 'one practice token' : tokens} for the people it played.
        Public keys, signatures and record stay in the folder, so it can be audited as before.
      </p>
      <p className="hint">
        After that none of these people can sign here, or in a rehearsal that follows this one.
      </p>
      <div className="row">
        <Button icon="cross" waiting={busy} onPress={onRemove}>
          {`Remove the ${tokens}`}
        </Button>
      </div>
    </Card>
  );
}
