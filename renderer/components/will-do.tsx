import { Card } from './card.tsx';
import { SerialText } from './serial-text.tsx';

/** What a token will do, in order, said before it does it. */
export function WillDo({ acts }: { acts: readonly string[] }) {
  return (
    <Card title="What will happen" className="will-do">
      <ol className="todo">
        {acts.map((act) => (
          <li key={act}>
            <p>
              <SerialText text={act} />
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
