import { useState } from 'react';
import type { BytesBehind } from '../../../src/contract/audit.ts';
import { Button } from '../../components/button.tsx';
import { CopyDigits } from '../../components/copy-digits.tsx';
import { HexLine } from '../../components/hex-line.tsx';
import { Icon } from '../../components/icon.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { Segments } from '../../components/segments.tsx';
import { bytesInWords } from '../../words.ts';
import { byteRows, type Run, textRuns } from './byte-rows.ts';

interface BytesViewProps {
  shown: BytesBehind;
  /** Shows another one of the files behind the finding. */
  onFile: (at: number) => void;
  /** Shows the bytes from here on; null for the place of the finding. */
  onFrom: (from: number | null) => void;
}

type Look = 'text' | 'hex';

/** A part of a file as text or as digits, with the file, its digest and where the part stands in it. */
export function BytesView({ shown, onFile, onFrom }: BytesViewProps) {
  const [look, setLook] = useState<Look>('text');
  const { files, at, length, sha256, changedTo } = shown;
  return (
    <div className="bytes-view">
      {files.length < 2 ? null : (
        <Segments
          legend="File"
          look="chips"
          options={files.map((file, place) => ({ value: String(place), label: file }))}
          value={String(at)}
          onChange={(place) => onFile(Number(place))}
        />
      )}
      <p className="bytes-file">
        <b>{files[at] ?? ''}</b>
        {bytesInWords(length)}
      </p>
      <p className="bytes-what">SHA-256 of the file, as it was judged</p>
      <HexLine digest={sha256} digits={64} />
      <CopyDigits digest={sha256} />
      {changedTo === null ? (
        <>
          <p className="note-line note-ok">
            <Icon name="check" />
            Read again: the same bytes as were judged.
          </p>
          <Bytes shown={shown} look={look} onLook={setLook} onFrom={onFrom} />
        </>
      ) : (
        <Changed to={changedTo} />
      )}
    </div>
  );
}

/** What changed since is not what the finding is about. */
function Changed({ to }: { to: string }) {
  return (
    <>
      <p className="note-line note-stop" role="alert">
        <Icon name="stop" />
        This file was changed after it was judged. Its bytes are not shown. Check the files again.
      </p>
      <p className="bytes-what">SHA-256 of the file as it is now</p>
      <HexLine digest={to} digits={64} />
    </>
  );
}

interface BytesProps {
  shown: BytesBehind;
  look: Look;
  onLook: (look: Look) => void;
  onFrom: (from: number | null) => void;
}

function Bytes({ shown, look, onLook, onFrom }: BytesProps) {
  const { offset, length, mark } = shown;
  const size = shown.hex.length / 2;
  const end = offset + size;
  return (
    <>
      <div className="bytes-head">
        <p>
          {size === 0 ? 'The file is empty.' : `Bytes ${number(offset)} to ${number(end - 1)}.`}{' '}
          {markWords(mark)}
        </p>
        <Segments
          legend="Show the bytes as"
          options={[
            { value: 'text', label: 'Text' },
            { value: 'hex', label: 'Hexadecimal' },
          ]}
          value={look}
          onChange={onLook}
        />
      </div>
      <ScrollRegion
        label={look === 'text' ? 'The bytes as text' : 'The bytes as hexadecimal digits'}
        className="bytes-scroll"
      >
        {look === 'text' ? <TextOf shown={shown} /> : <HexOf shown={shown} />}
      </ScrollRegion>
      <div className="row">
        <Button small icon="left" waiting={offset === 0} onPress={() => onFrom(earlier(offset))}>
          Earlier bytes
        </Button>
        <Button small iconAfter="right" waiting={end >= length} onPress={() => onFrom(end)}>
          Later bytes
        </Button>
        {mark === null ? null : (
          <Button small icon="flag" onPress={() => onFrom(null)}>
            To the place
          </Button>
        )}
      </div>
    </>
  );
}

function TextOf({ shown }: { shown: BytesBehind }) {
  return (
    <pre className="bytes-text">
      <Runs runs={textRuns(shown)} />
    </pre>
  );
}

function HexOf({ shown }: { shown: BytesBehind }) {
  return (
    <table className="bytes-hex">
      <caption className="vh">Offset, sixteen bytes a row, and the same as characters</caption>
      <tbody>
        {byteRows(shown).map((row) => (
          <tr key={row.offset}>
            <th scope="row">{row.offset}</th>
            <td>
              <Runs runs={row.hex} />
            </td>
            <td>
              <Runs runs={row.characters} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Runs({ runs }: { runs: readonly Run[] }) {
  return runs.map((run, place) =>
    run.marked ? <mark key={place}>{run.text}</mark> : <span key={place}>{run.text}</span>,
  );
}

function markWords(mark: BytesBehind['mark']): string {
  if (mark === null) return 'The finding is about the whole file.';
  return `The finding is about ${bytesInWords(mark.to - mark.from)} from ${number(mark.from)} on, underlined.`;
}

const number = (value: number): string => value.toLocaleString('en-US');
/** So many as one answer holds. */
const earlier = (offset: number): number => Math.max(0, offset - 1024);
