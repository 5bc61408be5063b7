import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { useFullSheet } from './full-sheet.tsx';
import { ShortRows } from './short-rows.tsx';
import { Weave } from './weave.tsx';

interface BytesInWordsProps {
  /** SHA-256 of the bytes, in hexadecimal. */
  digest: string;
  /** What the bytes are, for example "targets version 2". */
  of: string;
  practice: boolean;
  /** Who signs them, and what to do with the words. */
  children: ReactNode;
}

/** The part of a card that says bytes as weave and first rows; all of it is one press, or the key F, away. */
export function BytesInWords({ digest, of, practice, children }: BytesInWordsProps) {
  const sheet = useFullSheet(digest, of, practice);
  return (
    <>
      <div className="bytes proposal-bytes">
        <p className="bytes-meta">{children}</p>
        <div className="bytes-row">
          <Weave digest={digest} of={of} practice={practice} />
          <ShortRows digest={digest} />
        </div>
        <Button kind="link" onPress={sheet.open}>
          Show all 32 words and 64 digits
        </Button>
      </div>
      {sheet.panel}
    </>
  );
}
