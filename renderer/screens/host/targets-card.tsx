import type { HostView } from '../../../src/contract/host.ts';
import { Card } from '../../components/card.tsx';
import { bytesInWords } from '../../words.ts';

/** The target files that publishing has signed: every path, length and digest, to be read before the PIN. */
export function TargetsCard({ targets }: { targets: HostView['targets'] }) {
  if (targets.length === 0) return null;
  return (
    <Card title="Target files that are signed with it">
      <p className="hint">
        They lie in staged/targets. Clients will take each of them for yours. Take out what does not
        belong there.
      </p>
      <ul className="sent">
        {targets.map(({ path, bytes, sha256 }) => (
          <li key={path}>
            <span>
              <b>{path}</b>, {bytesInWords(bytes)}
              <span className="mono">{sha256}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
