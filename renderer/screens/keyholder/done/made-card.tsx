import { sheetOf } from '../../../../src/encoding/fingerprint.ts';
import type { Done } from '../../../../src/contract/keyholder.ts';
import { HexLine } from '../../../components/hex-line.tsx';
import { Icon } from '../../../components/icon.tsx';
import { bytesInWords } from '../../../words.ts';

/** The files that were made, where they lie, and the words for the host. */
export function MadeCard({ done }: { done: Done }) {
  const words = sheetOf(done.sha256)[0]?.words ?? [];
  return (
    <section className="card pad made">
      <h2>What was made</h2>
      <ul className="files">
        {done.files.map((file) => (
          <li key={file.path}>
            <Icon name={file.path.endsWith('.ceremony') ? 'open' : 'file'} />
            <span>
              <b>{file.path}</b>
              <span>
                {file.bytes === 0 ? file.note : `${file.note}, ${bytesInWords(file.bytes)}`}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p className="say">
        {done.verified.length === 1
          ? `The signature was verified by ${done.verified.join()}.`
          : `The signature was verified by ${done.verified.join(' and ')}, one after the other.`}
      </p>
      <p className="where">
        <Icon name="open" />
        <span>
          On this machine, in
          <b>{done.folder.join(' › ')}</b>
        </span>
      </p>
      <h2 className="mt">Say these words to the host</h2>
      <p className="say">Row A of the digest. The host sees the same four.</p>
      <p className="words-big">
        {words.map((word, place) => (
          <span key={place}>{word}</span>
        ))}
      </p>
      <HexLine digest={done.sha256} digits={32} more />
    </section>
  );
}
