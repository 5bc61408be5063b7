import { useState, type ReactNode } from 'react';
import { useKeys } from '../keyboard.ts';
import { FingerprintSheet } from './fingerprint-sheet.tsx';
import { Panel } from './panel.tsx';
import { Weave } from './weave.tsx';

interface FullSheet {
  /** Opens the panel; the key F does the same. */
  readonly open: () => void;
  /** The panel while it is open; put it anywhere in the screen. */
  readonly panel: ReactNode;
}

/** The whole fingerprint of a digest, large, one key away: F opens it, Esc closes it. */
export function useFullSheet(digest: string | null, of: string, practice: boolean): FullSheet {
  const [isOpen, setOpen] = useState(false);
  const open = (): void => setOpen(digest !== null);
  useKeys({ f: open });
  const panel =
    isOpen && digest !== null ? (
      <Panel
        title={`Fingerprint of ${of}`}
        lead="SHA-256 in eight rows. Words and digits say the same bytes."
        onClose={() => setOpen(false)}
      >
        <div className="full-sheet">
          <Weave digest={digest} of={of} practice={practice} />
          <FingerprintSheet digest={digest} of={of} />
        </div>
      </Panel>
    ) : null;
  return { open, panel };
}
