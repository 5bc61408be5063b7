import { sheetOf, type SheetRow } from '../../src/encoding/fingerprint.ts';
import type { WitnessSheet as Sheet } from '../../src/contract/witness-screen.ts';
import { Icon } from '../components/icon.tsx';
import { Weave } from '../components/weave.tsx';

const whose = {
  key: 'public key',
  root: 'root’s signed bytes',
  plan: 'plan',
} as const satisfies Record<Sheet['of'], string>;

type RowState = 'said' | 'differs' | 'now' | 'open';

/** A fingerprint large enough for the back of a room; the row that is being read is lit. */
export function WitnessSheet({ sheet, practice }: { sheet: Sheet; practice: boolean }) {
  const of = whose[sheet.of];
  return (
    <>
      <table className="w-words">
        <caption className="vh">Fingerprint of the {of}, in words</caption>
        <tbody>
          {sheetOf(sheet.sha256).map((row, place) => (
            <Row key={row.letter} row={row} state={stateOf(sheet, place)} />
          ))}
        </tbody>
      </table>
      <figure className="w-fig">
        <Weave digest={sheet.sha256} of={of} practice={practice} />
        <figcaption>
          <b>Of the {of}</b>
          {practice ? 'Practice: never valid' : 'The same fingerprint, woven'}
        </figcaption>
      </figure>
    </>
  );
}

function stateOf({ said, differs, now }: Sheet, row: number): RowState {
  if (differs.includes(row)) return 'differs';
  if (said.includes(row)) return 'said';
  return row === now ? 'now' : 'open';
}

function Row({ row, state }: { row: SheetRow; state: RowState }) {
  return (
    <tr className={`w-row-${state}`} aria-current={state === 'now' ? 'true' : undefined}>
      <th scope="row">{row.letter}</th>
      <td className="w-hex">
        {row.hex[0]}&nbsp;{row.hex[1]}
      </td>
      {row.words.map((word, place) => (
        <td key={place}>{word}</td>
      ))}
      <td className="w-st">{state === 'open' ? null : <State state={state} />}</td>
    </tr>
  );
}

const signs = {
  said: { icon: 'check', words: 'confirmed' },
  differs: { icon: 'not-equal', words: 'differs' },
  now: { icon: 'speak', words: 'is being read' },
} as const;

function State({ state }: { state: Exclude<RowState, 'open'> }) {
  const { icon, words } = signs[state];
  return (
    <>
      <Icon name={icon} />
      <span className="vh">{words}</span>
    </>
  );
}
