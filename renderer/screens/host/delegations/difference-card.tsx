import type { Proposal } from '../../../../src/contract/delegations.ts';
import { BytesInWords } from '../../../components/bytes-in-words.tsx';
import { Icon } from '../../../components/icon.tsx';
import { ChangeLine } from '../../keyholder/review/changes-card.tsx';

/** What would change, before anything is staged; who has to sign, and what comes after. */
export function DifferenceCard({
  proposal,
  practice,
}: {
  proposal: Proposal | null;
  practice: boolean;
}) {
  const of = `targets version ${proposal?.version ?? 0}`;
  if (proposal === null)
    return (
      <section className="card pad">
        <h2>What changes</h2>
        <p className="hint">It is shown here before anything is staged.</p>
      </section>
    );
  const { changes, warnings, steps, signedSha256 } = proposal;
  return (
    <section className="card changes live" aria-labelledby="what-would-change">
      <header>
        <h2 id="what-would-change">What changes</h2>
        <span>Nothing is staged yet</span>
      </header>
      <ul>
        {changes.map((change, place) => (
          <ChangeLine key={place} change={change} />
        ))}
      </ul>
      {warnings.length === 0 ? null : (
        <div className="proposal-bytes">
          <h3>Take note</h3>
          <ul className="notes">
            {warnings.map((line, place) => (
              <li key={place}>
                <Icon name="warning" />
                <span>{line}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="proposal-bytes">
        <h3>Who signs, and what comes after</h3>
        <ol className="notes">
          {steps.map((line, place) => (
            <li key={place}>
              <Icon name="right" />
              <span>{line}</span>
            </li>
          ))}
        </ol>
      </div>
      <BytesInWords digest={signedSha256} of={of} practice={practice}>
        The bytes that would be signed.
      </BytesInWords>
    </section>
  );
}
