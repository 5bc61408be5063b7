import { useLook } from '../../calls.ts';
import { ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { SerialText } from '../../components/serial-text.tsx';
import { Stage } from '../../components/stage.tsx';
import { useKeys } from '../../keyboard.ts';
import { clockTime, dayInWords } from '../../words.ts';

/** The record of the ceremony, line by line, and whether its chain is whole. */
export function RecordStage({ onBack }: { onBack: () => void }) {
  const record = useLook('ceremony.record', null);
  useKeys({ Escape: onBack });
  const { value, problem } = record;
  return (
    <Stage
      heading="The record of this ceremony"
      lead="Each line holds the digest of the line before. A line that is changed later breaks the chain, and the station says where."
      actions={
        <ActionBar
          back={
            <Button kind="quiet" icon="left" onPress={onBack}>
              Back
            </Button>
          }
          primary={<Button onPress={record.again}>Read it again from disk</Button>}
        />
      }
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      {value === null ? null : (
        <section className="card record" aria-labelledby="record-state">
          <header className="card-head">
            <h2 id="record-state" className={value.intact ? 'record-whole' : 'record-broken'}>
              <Icon name={value.intact ? 'check' : 'stop'} />
              {value.sentence}
            </h2>
          </header>
          <ScrollRegion label="Lines of the record" className="record-scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">Line</th>
                  <th scope="col">Time, UTC</th>
                  <th scope="col">What happened</th>
                </tr>
              </thead>
              <tbody>
                {value.lines.map((line, place) => (
                  <tr key={line.line}>
                    <th scope="row">{line.line}</th>
                    <td>
                      <time dateTime={line.at}>
                        {sameDay(line.at, value.lines[place - 1]?.at) ? null : (
                          <small>{dayInWords(line.at)}</small>
                        )}
                        {clockTime(line.at)}
                      </time>
                    </td>
                    <td>
                      <SerialText text={line.text} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </section>
      )}
    </Stage>
  );
}

const sameDay = (one: string, other: string | undefined): boolean =>
  one.slice(0, 10) === other?.slice(0, 10);
