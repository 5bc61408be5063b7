import { Panel } from './panel.tsx';

const keys = [
  ['Tab, Shift Tab', 'Controls in reading order: stage, action bar, then the steps'],
  ['Arrows, Space', 'Move and choose in a group; locked choices can be reached and read'],
  ['Enter', 'The primary action, when it has the focus or the one field is filled'],
  ['Esc', 'Cancel a wait or close a panel; it never leaves a step'],
  ['Alt ←', 'Back'],
  ['F', 'The whole fingerprint sheet'],
  ['R', 'Read aloud by rows; Space confirms a row'],
  ['D', 'Host: record a deviation'],
  ['W', 'Open or close the witness screen'],
  ['?', 'This list'],
] as const;

interface KeyboardHelpProps {
  singleLetters: boolean;
  onSingleLetters: (on: boolean) => void;
  onClose: () => void;
}

/** What the keys do, and the switch that turns single letters off. */
export function KeyboardHelp({ singleLetters, onSingleLetters, onClose }: KeyboardHelpProps) {
  return (
    <Panel title="Keyboard" onClose={onClose}>
      <table className="keys">
        <thead className="vh">
          <tr>
            <th scope="col">Key</th>
            <th scope="col">What it does</th>
          </tr>
        </thead>
        <tbody>
          {keys.map(([key, does]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <label className="tick">
        <input
          type="checkbox"
          checked={singleLetters}
          onChange={(event) => onSingleLetters(event.target.checked)}
        />
        Single letters act outside text fields
      </label>
    </Panel>
  );
}
