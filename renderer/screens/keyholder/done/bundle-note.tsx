import type { BundleWritten } from '../../../../src/contract/keyholder.ts';
import { Icon } from '../../../components/icon.tsx';
import { bytesInWords } from '../../../words.ts';

/** A bundle that was carried: its name, its size, and that it was read back. */
export function BundleNote({ bundle }: { bundle: BundleWritten }) {
  return (
    <output className="note-line note-ok">
      <Icon name="check" />
      <span>
        <b>{bundle.name}</b> {bundle.sentence}{' '}
        <span className="hint">
          {bundle.files} {bundle.files === 1 ? 'file' : 'files'}, {bytesInWords(bundle.bytes)}
        </span>
      </span>
    </output>
  );
}
