/** The first digits of a digest in groups of four; the rest is told by an ellipsis where `more` is set. */
export function HexLine({
  digest,
  digits,
  more = false,
}: {
  digest: string;
  digits: number;
  more?: boolean;
}) {
  const groups = digest.slice(0, digits).match(/.{1,4}/g) ?? [];
  return (
    <p className="hexline">
      {groups.map((group, place) => (
        <span key={place}>{group}</span>
      ))}
      {more ? <i>…</i> : null}
    </p>
  );
}
