import type { ReportView } from '../../../../src/contract/reports.ts';
import { SignerLine } from '../signer-line.tsx';

type Checkpoint = ReportView['checkpoints'][number];

interface CheckpointCardProps {
  checkpoint: Checkpoint;
  busy: boolean;
  onSign: (participant: string, pin: string | null) => void;
}

/** Who signs the record after an act, and who has. Each signature costs one PIN and one touch. */
export function CheckpointCard({ checkpoint, busy, onSign }: CheckpointCardProps) {
  return (
    <section className="card pad live">
      <header className="live-head">
        <h2>{checkpoint.act === null ? 'Sign the record' : `After: ${checkpoint.act}`}</h2>
        <p>{leadOf(checkpoint)}</p>
      </header>
      <ul className="holders">
        {checkpoint.signers.map((signer) => (
          <SignerLine
            key={signer.id}
            signer={signer}
            done={signer.lines === null ? null : `Signed lines 1 to ${signer.lines}`}
            verb="Sign the record"
            busy={busy}
            onSign={onSign}
          />
        ))}
      </ul>
    </section>
  );
}

function leadOf({ act, state }: Checkpoint): string {
  if (state === 'signed') return 'Everybody whom the plan names has signed.';
  if (state === 'next') return 'It is asked for when the act is over.';
  return act === null
    ? 'The plan asks nobody to. Whoever signs proves that these lines were there.'
    : 'The plan asks for it now. The next act is closed when it is there.';
}
