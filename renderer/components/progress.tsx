interface ProgressProps {
  /** What happens now, in a few words. */
  doing: string;
  done: number;
  /** null while nobody knows how much there is; 0 before anything was said. */
  total: number | null;
  /** How far the one step is that is being done, in a few words. */
  part?: string | undefined;
}

/** A bar for work that takes longer than a moment, with its words above it. */
export function Progress({ doing, done, total, part }: ProgressProps) {
  return (
    <div className="progress">
      <output>
        {doing}
        {part === undefined ? null : <span>{part}</span>}
        <Counted done={done} total={total} />
      </output>
      {total === null ? (
        <progress aria-label={doing} />
      ) : (
        <progress aria-label={doing} max={Math.max(1, total)} value={done} />
      )}
    </div>
  );
}

function Counted({ done, total }: { done: number; total: number | null }) {
  if (total === null)
    return done === 0 ? null : <span>{`${done.toLocaleString('en-US')} so far`}</span>;
  return total > 0 ? <span>{`${done} of ${total}`}</span> : null;
}
