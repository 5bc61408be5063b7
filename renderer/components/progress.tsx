interface ProgressProps {
  /** What happens now, in a few words. */
  doing: string;
  done: number;
  total: number;
}

/** A bar for work that takes longer than a moment, with its words above it. */
export function Progress({ doing, done, total }: ProgressProps) {
  return (
    <div className="progress">
      <output>
        {doing}
        {total > 0 ? <span>{`${done} of ${total}`}</span> : null}
      </output>
      <progress aria-label={doing} max={Math.max(1, total)} value={done} />
    </div>
  );
}
