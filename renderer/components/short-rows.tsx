import { sheetOf } from '../../src/encoding/fingerprint.ts';

/** Rows A and B of a fingerprint in words, for a narrow place. Short forms remind; only the whole sheet verifies. */
export function ShortRows({ digest }: { digest: string }) {
  return (
    <table className="words3">
      <caption className="vh">First two of eight rows</caption>
      {sheetOf(digest)
        .slice(0, 2)
        .map((row) => (
          <tbody key={row.letter}>
            <tr>
              <th scope="row" rowSpan={2}>
                {row.letter}
              </th>
              <td>{row.words[0]}</td>
              <td>{row.words[1]}</td>
            </tr>
            <tr>
              <td>{row.words[2]}</td>
              <td>{row.words[3]}</td>
            </tr>
          </tbody>
        ))}
    </table>
  );
}
