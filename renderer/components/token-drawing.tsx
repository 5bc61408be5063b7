interface TokenDrawingProps {
  /** As the token gives it; decides what is drawn. */
  model: string;
  practice?: boolean;
  /** Drawn for the middle of a ring: the disc is the centre. */
  inRing?: boolean;
  /** The disc blinks: a finger is awaited. */
  touch?: boolean;
}

/** What a token looks like from above: a YubiKey with one of two plugs, a YubiHSM, or a chip that shows no device. */
export type Shape = 'oval' | 'flat' | 'stub' | 'chip';

/**
 * Goes by the model's name. What names no device that is known here gets the chip, and never the look of a YubiKey, which
 * the person would then search for on the table. A practice token has no body of its own and gets a YubiKey's, with the
 * small plug: its disc can be pressed.
 */
export function shapeOf(model: string, practice: boolean): Shape {
  if (/YubiHSM/i.test(model)) return 'stub';
  if (practice) return 'oval';
  if (!/YubiKey|Security Key/i.test(model)) return 'chip';
  return /\b\d?C\b|USB-C/.test(model) ? 'oval' : 'flat';
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

/** A disc for the finger, and a hole for the key ring. */
function YubiKey({ oval, touch }: { oval: boolean; touch: boolean }) {
  return (
    <>
      <Plug oval={oval} />
      <rect x="56" y="8" width="156" height="68" rx="15" className="tk-body" />
      {touch ? <circle cx="124" cy="42" r="29" className="tk-halo" /> : null}
      <circle cx="124" cy="42" r="20" className="tk-disc" />
      <circle cx="124" cy="42" r="12.5" className="tk-ring" />
      <circle cx="191" cy="42" r="8.5" className="tk-hole" />
    </>
  );
}

/** A YubiHSM 2 is hardly longer than its plug, and waits for no finger. */
function Stub() {
  return (
    <>
      <rect x="66" y="22" width="62" height="40" rx="3" className="tk-plug" />
      <path d="M74 31h38M74 38.3h38M74 45.6h38M74 53h38" className="tk-contact" />
      <rect x="126" y="18" width="46" height="48" rx="10" className="tk-body" />
    </>
  );
}

function Chip() {
  return (
    <>
      <path
        d="M80 21h16M80 35h16M80 49h16M80 63h16M152 21h16M152 35h16M152 49h16M152 63h16"
        className="tk-contact"
      />
      <rect x="94" y="8" width="60" height="68" rx="6" className="tk-body" />
      <circle cx="105" cy="19" r="3.5" className="tk-hole" />
    </>
  );
}

/** In a ring the middle of the view box is the middle of the disc, or of what has none. */
function viewBoxOf(inRing: boolean, shape: Shape): string {
  if (!inRing) return '0 0 220 84';
  return shape === 'flat' ? '2 0 244 84' : '14 0 220 84';
}

/** A token seen from above, dashed if it is for practice. Its name stands beside it, so it is silent. */
export function TokenDrawing({
  model,
  practice = false,
  inRing = false,
  touch = false,
}: TokenDrawingProps) {
  const shape = shapeOf(model, practice);
  const classes = ['token', practice ? 'token-practice' : '', touch ? 'token-touch' : ''];
  return (
    <svg
      className={classes.filter((name) => name !== '').join(' ')}
      viewBox={viewBoxOf(inRing, shape)}
      aria-hidden="true"
    >
      {shape === 'stub' ? <Stub /> : null}
      {shape === 'chip' ? <Chip /> : null}
      {shape === 'oval' || shape === 'flat' ? (
        <YubiKey oval={shape === 'oval'} touch={touch} />
      ) : null}
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
