import { sheetOf } from '../../src/encoding/fingerprint.ts';

interface SheetProps {
  /** SHA-256, 64 hexadecimal digits. */
  digest: string;
  /** What was digested; the table's name for screen readers. */
  of: string;
  /** First row and number of rows, for short forms; all eight unless told. */
  rows?: { from: number; count: number };
}

/** A fingerprint in eight rows A to H: eight hexadecimal digits and the same four bytes as words. */
export function FingerprintSheet({ digest, of, rows = { from: 0, count: 8 } }: SheetProps) {
  return (
    <table className="sheet">
      <caption className="vh">Fingerprint of {of}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="vh">Row</span>
          </th>
          <th scope="col">SHA-256</th>
          <th scope="col" colSpan={4}>
            Words
          </th>
        </tr>
      </thead>
      <tbody>
        {sheetOf(digest)
          .slice(rows.from, rows.from + rows.count)
          .map((row) => (
            <tr key={row.letter}>
              <th scope="row">{row.letter}</th>
              <td className="hex">
                {row.hex[0]} {row.hex[1]}
              </td>
              {row.words.map((word, place) => (
                <td key={place}>{word}</td>
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  );
}
