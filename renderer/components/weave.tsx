import { sheetOf } from '../../src/encoding/fingerprint.ts';
import { weaveOf, weavePaths } from '../../src/encoding/weave.ts';

const colours = ['weave-1', 'weave-2', 'weave-3', 'weave-4'] as const;

interface WeaveProps {
  /** SHA-256, 64 hexadecimal digits. */
  digest: string;
  /** What was digested: "your public key", "the bytes you will sign". */
  of: string;
  /** Draws the band PRACTICE over it. */
  practice?: boolean;
  /** Words stand beside it: hide it from screen readers. */
  silent?: boolean;
}

/** The woven square of a digest: reminds at a glance, proves nothing alone. Its size comes from where it stands. */
export function Weave({ digest, of, practice = false, silent = false }: WeaveProps) {
  const rowA = sheetOf(digest)[0]?.words.join(' ') ?? '';
  const label = `Fingerprint of ${of}, row A: ${rowA}`;
  return (
    <svg
      className="weave"
      viewBox="0 0 130 130"
      role={silent ? undefined : 'img'}
      aria-label={silent ? undefined : label}
      aria-hidden={silent ? true : undefined}
    >
      <rect width="130" height="130" rx="6" className="weave-ground" />
      {weavePaths(weaveOf(digest)).map((path) => (
        <path key={path.colour} className={colours[path.colour]} d={path.d} />
      ))}
      {practice ? (
        <>
          <rect y="52" width="130" height="26" className="weave-band" />
          <path d="M0 52h130M0 78h130" className="weave-edge" />
          <text x="65" y="70.6" textAnchor="middle" className="weave-text">
            PRACTICE
          </text>
        </>
      ) : null}
    </svg>
  );
}
