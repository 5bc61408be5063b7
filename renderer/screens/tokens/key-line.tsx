import type { ReactNode } from 'react';
import { sheetOf } from '../../../src/encoding/fingerprint.ts';
import { Weave } from '../../components/weave.tsx';

interface KeyLineProps {
  /** Where it is: "Slot 9c, for signatures". */
  place: string;
  spkiSha256: string | null;
  sentence: string;
  practice: boolean;
  children?: ReactNode;
}

/** A key by its weave and row A in words; or that nobody can read it. */
export function KeyLine({ place, spkiSha256, sentence, practice, children }: KeyLineProps) {
  return (
    <li className="key-line">
      {spkiSha256 === null ? null : (
        <Weave digest={spkiSha256} of={`the key in ${place}`} practice={practice} />
      )}
      <div>
        <b>{place}</b>
        <p className="key-line-words">
          {spkiSha256 === null
            ? 'Its public key cannot be read, so it has no words.'
            : `Row A: ${sheetOf(spkiSha256)[0]?.words.join(', ') ?? ''}`}
        </p>
        <p className="hint">{sentence}</p>
        {children}
      </div>
    </li>
  );
}
