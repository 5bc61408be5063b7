import type { PublicationView } from '../../../src/contract/publication.ts';
import { Card } from '../../components/card.tsx';
import { Icon } from '../../components/icon.tsx';

const things = { ceremony: 'The ceremony', key: 'A key', staged: 'What is staged' } as const;

/** What was sent so far, and what the host still has to do beside the station. */
export function SentCard({ view }: { view: PublicationView }) {
  return (
    <div className="side">
      <Card title="Sent so far">
        {view.sent.length === 0 ? (
          <p className="hint">Nothing has left this folder yet.</p>
        ) : (
          <ul className="sent">
            {view.sent.map((one) => (
              <li key={`${one.commit} ${one.branch}`}>
                <Icon name="check" />
                <span>
                  <b>{things[one.what]}</b> to {one.remote}
                  <span className="mono sent-branch">{one.branch}</span>
                  <span className="mono">{one.commit.slice(0, 12)}</span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Card title="What the station cannot do">
        <ol className="todo">
          {view.checklist.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </Card>
    </div>
  );
}
