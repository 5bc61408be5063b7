import type { Brought } from '../../../../src/contract/assembly.ts';
import { Icon } from '../../../components/icon.tsx';
import { SerialText } from '../../../components/serial-text.tsx';
import { KeyCardItem } from './key-card.tsx';

/** What came in just now: signatures by name, keys as cards, and what stayed outside with the reason. */
export function BroughtCard({ brought, practice }: { brought: Brought; practice: boolean }) {
  const { name, files, keys, signatures } = brought;
  // What was here already says nothing new.
  const news = keys.filter(({ became }) => became !== 'known');
  return (
    <section className="card pad brought" aria-labelledby="brought">
      <h2 id="brought">From {name}</h2>
      <output className="hint">
        {files === 0
          ? 'Nothing new came in.'
          : `${files} ${files === 1 ? 'file' : 'files'} new or changed, read back and compared.`}
      </output>
      {signatures.length === 0 ? null : (
        <ul className="sent">
          {signatures.map(({ became, sentence }, place) => (
            <li key={place}>
              <Icon name={became === 'taken' ? 'check' : 'stop'} />
              <span>
                {became === 'taken' ? null : <b>Stayed outside. </b>}
                <SerialText text={sentence} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {news.length === 0 ? null : (
        <ul className="key-cards">
          {news.map((card, place) => (
            <KeyCardItem key={place} card={card} practice={practice} />
          ))}
        </ul>
      )}
    </section>
  );
}
