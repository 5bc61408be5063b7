import type { ExportView } from '../../../../src/contract/keyholder.ts';
import { Card } from '../../../components/card.tsx';
import { CopyDigits } from '../../../components/copy-digits.tsx';
import { FilePath } from '../../../components/file-path.tsx';
import { FingerprintSheet } from '../../../components/fingerprint-sheet.tsx';
import { useFullSheet } from '../../../components/full-sheet.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Weave } from '../../../components/weave.tsx';
import { useKeys } from '../../../keyboard.ts';
import { bytesInWords } from '../../../words.ts';

interface ExportFilesProps {
  view: ExportView;
  practice: boolean;
  onRead: () => void;
}

type File = ExportView['files'][number];

function FileLine({ file }: { file: File }) {
  return (
    <li className={file.readBack ? undefined : 'file-wrong'}>
      <Icon name="file" />
      <span>
        <b>
          <FilePath path={file.path} />
        </b>
        <span>{`${file.what} ${bytesInWords(file.bytes)}`}</span>
        <span className="file-state">
          <Icon name={file.readBack ? 'check' : 'stop'} />
          {file.readBack ? 'Read back, the same' : 'Read back, not the same'}
        </span>
      </span>
    </li>
  );
}

/** The files that were made, each read back, beside the fingerprint of the key that is in them. */
export function ExportFiles({ view, practice, onRead }: ExportFilesProps) {
  const sheet = useFullSheet(view.spkiSha256, 'your public key', practice);
  useKeys({ r: onRead });
  return (
    <div className="cols export-cols">
      <Card title="What was written">
        <ul className="files">
          {view.files.map((file) => (
            <FileLine key={file.path} file={file} />
          ))}
        </ul>
      </Card>
      <Card title="Fingerprint of your public key" className="fp-card">
        <div className="fp-top">
          <Weave digest={view.spkiSha256} of="your public key" practice={practice} />
          <div>
            <p>
              Computed again from the file on disk when this screen opened. Words and picture are
              the same as in Evidence.
            </p>
            <CopyDigits digest={view.spkiSha256} />
          </div>
        </div>
        <FingerprintSheet digest={view.spkiSha256} of="your public key" />
      </Card>
      {sheet.panel}
    </div>
  );
}
