import type { AssemblyView } from '../../../../src/contract/assembly.ts';
import { BytesInWords } from '../../../components/bytes-in-words.tsx';
import { ChangeLine } from '../../keyholder/review/changes-card.tsx';

/** What the root of plan and keys changes, in plain words, staged or not. */
export function ProposalCard({ view, practice }: { view: AssemblyView; practice: boolean }) {
  const { proposal, staged, missing } = view;
  const of = staged ? 'the staged root' : 'the root that would be staged';
  if (proposal === null)
    return (
      <section className="card pad">
        <h2>The root</h2>
        <p className="hint">
          {missing.length === 0
            ? 'It cannot be built yet.'
            : `It is built when the keys of ${missing.join(', ')} are here.`}
        </p>
      </section>
    );
  return (
    <section className="card changes" aria-labelledby="proposal">
      <header>
        <h2 id="proposal">Root version {proposal.version}</h2>
        <span>{proposal.against}</span>
      </header>
      <ul>
        {proposal.changes.map((change, place) => (
          <ChangeLine key={place} change={change} />
        ))}
      </ul>
      <BytesInWords digest={proposal.signedSha256} of={of} practice={practice}>
        {staged ? 'The bytes that all keyholders sign.' : 'The bytes that would be signed.'}
      </BytesInWords>
    </section>
  );
}
