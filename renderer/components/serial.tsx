import { differingRuns } from './difference.ts';
import { serialGroups, spokenSerial } from './serial-groups.ts';

/** A serial in groups, read digit by digit by screen readers. Copying it gives the digits without gaps. */
export function Serial({ value }: { value: string }) {
  return (
    <span className="serial">
      <span className="vh">{spokenSerial(value)}</span>
      <span className="serial-digits" aria-hidden="true">
        {serialGroups(value).map((group) => (
          <span key={group.from}>{group.text}</span>
        ))}
      </span>
    </span>
  );
}

/** A serial, large, with the characters underlined that differ from another serial. */
export function SerialDiff({ value, other }: { value: string; other: string }) {
  const otherText = serialGroups(other)
    .map((group) => group.text)
    .join('');
  return (
    <span className="serial serial-big">
      <span className="vh">{spokenSerial(value)}</span>
      <span className="serial-digits" aria-hidden="true">
        {serialGroups(value).map((group) => (
          <span key={group.from}>
            <Marked
              text={group.text}
              other={otherText.slice(group.from, group.from + group.text.length)}
            />
          </span>
        ))}
      </span>
    </span>
  );
}

/** A text with the characters marked that differ from another at the same place. */
export function Marked({ text, other }: { text: string; other: string }) {
  let place = 0;
  return differingRuns(text, other).map((run) => {
    const key = place;
    place += run.text.length;
    return run.differs ? <mark key={key}>{run.text}</mark> : <span key={key}>{run.text}</span>;
  });
}
