import type { Review } from '../../../../src/contract/review.ts';
import { ScrollRegion } from '../../../components/scroll-region.tsx';
import { bytesInWords } from '../../../words.ts';

/** The exact bytes, as text. Line feeds in them are real; nothing is added or left out. */
export function RawBytes({ bytes }: { bytes: Review['bytes'] }) {
  return (
    <section className="card raw">
      <header className="card-head">
        <h2>The bytes you will sign</h2>
        <span className="hint">
          {bytesInWords(bytes.length)}, canonical form, as they go to the token
        </span>
      </header>
      <ScrollRegion label="The exact bytes, as text" className="raw-scroll">
        <pre>{bytes.text}</pre>
      </ScrollRegion>
    </section>
  );
}
