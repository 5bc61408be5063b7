interface TokenDrawingProps {
  /** As the token gives it; decides between the two plugs. */
  model: string;
  practice?: boolean;
  /** Drawn for the middle of a ring: the disc is the centre. */
  inRing?: boolean;
  /** The disc blinks: a finger is awaited. */
  touch?: boolean;
}

/** Whether the model's name says that it has the small, oval plug (USB-C). */
export function hasOvalPlug(model: string): boolean {
  return /\b\d?C\b|USB-C/.test(model);
}

function Plug({ oval }: { oval: boolean }) {
  return oval ? (
    <>
      <rect x="16" y="32" width="42" height="20" rx="9" className="tk-plug" />
      <path d="M24 42h22" className="tk-fine" />
    </>
  ) : (
    <>
      <rect x="4" y="22" width="54" height="40" rx="3" className="tk-plug" />
      <path d="M12 31h30M12 38.3h30M12 45.6h30M12 53h30" className="tk-contact" />
    </>
  );
}

/** In a ring the middle of the view box is the middle of the disc. */
function viewBoxOf(inRing: boolean, oval: boolean): string {
  if (!inRing) return '0 0 220 84';
  return oval ? '14 0 220 84' : '2 0 244 84';
}

/**
 * A token seen from above; dashed if it is for practice, which has no plug of its own and gets the small one.
 * Its name stands beside it, so it is silent.
 */
export function TokenDrawing({
  model,
  practice = false,
  inRing = false,
  touch = false,
}: TokenDrawingProps) {
  const oval = practice || hasOvalPlug(model);
  const classes = ['token', practice ? 'token-practice' : '', touch ? 'token-touch' : ''];
  return (
    <svg
      className={classes.filter((name) => name !== '').join(' ')}
      viewBox={viewBoxOf(inRing, oval)}
      aria-hidden="true"
    >
      <Plug oval={oval} />
      <rect x="56" y="8" width="156" height="68" rx="15" className="tk-body" />
      {touch ? <circle cx="124" cy="42" r="29" className="tk-halo" /> : null}
      <circle cx="124" cy="42" r="20" className="tk-disc" />
      <circle cx="124" cy="42" r="12.5" className="tk-ring" />
      <circle cx="191" cy="42" r="8.5" className="tk-hole" />
    </svg>
  );
}

/** The back of a token, with its number as it is printed there. */
export function TokenBack({ serial }: { serial: string }) {
  return (
    <span className="token-back" aria-hidden="true">
      <svg viewBox="0 0 196 84">
        <rect x="2" y="32" width="42" height="20" rx="9" className="tk-plug" />
        <rect x="42" y="8" width="152" height="68" rx="15" className="tk-body" />
        <circle cx="173" cy="42" r="8.5" className="tk-hole" />
        <text x="103" y="48" textAnchor="middle" className="tk-text">
          {serial}
        </text>
      </svg>
      <small>printed on the back</small>
    </span>
  );
}
