import type { DelegateView } from '../../../../src/contract/delegate.ts';
import { Icon } from '../../../components/icon.tsx';
import { bytesInWords } from '../../../words.ts';

interface ListedFilesProps {
  files: DelegateView['files'];
  /** How many follow that are not shown. */
  more: number;
  /** What is said where there is none. */
  none: string;
}

/** Files that a role lists, with their size and the beginning of their digest. */
export function ListedFiles({ files, more, none }: ListedFilesProps) {
  if (files.length === 0) return <p className="hint">{none}</p>;
  return (
    <>
      <ul className="sent">
        {files.map(({ path, bytes, sha256 }) => (
          <li key={path}>
            <Icon name="file" />
            <span>
              <span className="mono long-words">{path}</span> {bytesInWords(bytes)}, digest{' '}
              <span className="mono">{sha256?.slice(0, 16) ?? 'missing'}</span>
            </span>
          </li>
        ))}
      </ul>
      {more === 0 ? null : <p className="hint">And {more} more.</p>}
    </>
  );
}
