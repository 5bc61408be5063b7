import { useState } from 'react';
import type { AuditView } from '../../../src/contract/audit.ts';
import { KeyEvidence } from './key-evidence.tsx';

/** The evidence of every key: those of the roots first, then attested keys that stand in none. */
export function EvidenceList({ evidence }: { evidence: AuditView['evidence'] }) {
  const [open, setOpen] = useState<string | null>(null);
  if (evidence.length === 0) return null;
  const list = (some: AuditView['evidence']) => (
    <ul>
      {some.map((one) => (
        <KeyEvidence
          key={one.spkiSha256}
          evidence={one}
          open={open === one.spkiSha256}
          onToggle={() => setOpen(open === one.spkiSha256 ? null : one.spkiSha256)}
        />
      ))}
    </ul>
  );
  const inRoots = evidence.filter(({ inRoot }) => inRoot);
  const others = evidence.filter(({ inRoot }) => !inRoot);
  return (
    <section className="card keys-evidence" aria-labelledby="keys-evidence">
      <header>
        <h2 id="keys-evidence">Evidence, key by key</h2>
        <p className="hint">
          What the files show of where each key was made, and who is said to hold it.
        </p>
      </header>
      {inRoots.length === 0 ? null : list(inRoots)}
      {others.length === 0 ? null : (
        <>
          <h3 className="ke-others">Attested keys in none of the roots</h3>
          {list(others)}
        </>
      )}
    </section>
  );
}
