import type { DelegationsView } from '../../../../src/contract/delegations.ts';
import { BytesInWords } from '../../../components/bytes-in-words.tsx';
import { Button } from '../../../components/button.tsx';
import { ChangeLine } from '../../keyholder/review/changes-card.tsx';
import { RoleSigners } from '../role-signers.tsx';

interface WaitingCardProps {
  waiting: NonNullable<DelegationsView['waiting']>;
  practice: boolean;
  busy: boolean;
  onSign: (participant: string, pin: string | null) => void;
  onWithdraw: () => void;
}

/** The change that waits: what it does, the bytes that are signed, and who has to sign them. */
export function WaitingCard({ waiting, practice, busy, onSign, onWithdraw }: WaitingCardProps) {
  const { version, signedSha256, changes, seats, signers, withdraw } = waiting;
  const of = `targets version ${version}`;
  return (
    <section className="card changes" aria-labelledby="waiting-change">
      <header>
        <h2 id="waiting-change">Targets version {version}</h2>
        <span>Compared with what is published</span>
      </header>
      <ul>
        {changes.map((change, place) => (
          <ChangeLine key={place} change={change} />
        ))}
      </ul>
      <BytesInWords digest={signedSha256} of={of} practice={practice}>
        The bytes that the keyholders of targets sign. Compare the words with a second device first.
      </BytesInWords>
      <div className="proposal-bytes">
        <RoleSigners
          seats={seats}
          signers={signers}
          verb="Sign the targets"
          busy={busy}
          onSign={onSign}
        />
        <p className="hint">{withdraw.reason}</p>
        {withdraw.ready ? (
          <Button small waiting={busy} onPress={onWithdraw}>
            Take the change back
          </Button>
        ) : null}
      </div>
    </section>
  );
}
