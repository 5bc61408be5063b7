import { sheetOf } from '../../../../src/encoding/fingerprint.ts';
import { Weave } from '../../../components/weave.tsx';

/** Short form of the fingerprint of what is being signed: weave and row A, as they stood in Review. */
export function WhatIsSigned({
  title,
  digest,
  practice,
}: {
  title: string;
  digest: string;
  practice: boolean;
}) {
  const words = sheetOf(digest)[0]?.words ?? [];
  return (
    <section className="signing">
      <Weave digest={digest} of="the bytes you will sign" practice={practice} silent />
      <div>
        <h2>{title}</h2>
        <p className="words2">
          {words.map((word, place) => (
            <span key={place}>{word}</span>
          ))}
          <i aria-hidden="true">…</i>
        </p>
        <p className="hint">Same words as in Review, row A</p>
      </div>
    </section>
  );
}
