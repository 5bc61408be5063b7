import type { Seats } from '../../../src/contract/values.ts';
import { SeatsMeter } from '../../components/seats.tsx';
import { SignerLine, type Signer } from './signer-line.tsx';

interface RoleSignersProps {
  seats: Seats;
  signers: readonly (Signer & { readonly signed: boolean })[];
  /** What the button below a PIN does: "Sign the role". */
  verb: string;
  busy: boolean;
  onSign: (participant: string, pin: string | null) => void;
}

/** How many keys a staged role needs, and everybody whose key signs it. */
export function RoleSigners({ seats, signers, verb, busy, onSign }: RoleSignersProps) {
  return (
    <>
      <SeatsMeter seats={seats} />
      <ul className="holders">
        {signers.map((signer) => (
          <SignerLine
            key={signer.id}
            signer={signer}
            done={signer.signed ? 'Signed' : null}
            verb={verb}
            busy={busy}
            onSign={onSign}
          />
        ))}
      </ul>
    </>
  );
}
