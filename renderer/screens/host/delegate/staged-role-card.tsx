import type { DelegateView } from '../../../../src/contract/delegate.ts';
import { BytesInWords } from '../../../components/bytes-in-words.tsx';
import { Icon } from '../../../components/icon.tsx';
import { RoleSigners } from '../role-signers.tsx';
import { ListedFiles } from './listed-files.tsx';

interface StagedRoleCardProps {
  role: string;
  staged: NonNullable<DelegateView['staged']>;
  practice: boolean;
  busy: boolean;
  onSign: (participant: string, pin: string | null) => void;
}

/** The role that waits: every file in it, the bytes that are signed, and who has to sign them. */
export function StagedRoleCard({ role, staged, practice, busy, onSign }: StagedRoleCardProps) {
  const { version, expires, signedSha256, files, more, odd, seats, signers } = staged;
  const of = `${role} version ${version}`;
  return (
    <section className="card changes" aria-labelledby="staged-role">
      <header>
        <h2 id="staged-role">Version {version}</h2>
        <span>Expires {expires.slice(0, 10)}</span>
      </header>
      <div className="proposal-bytes">
        {odd === null ? null : (
          <p className="note-line">
            <Icon name="stop" />
            <span>{odd}</span>
          </p>
        )}
        <ListedFiles files={files} more={more} none="It lists no file." />
      </div>
      <BytesInWords digest={signedSha256} of={of} practice={practice}>
        The bytes that the keyholders sign. Compare the words with a second device first.
      </BytesInWords>
      <div className="proposal-bytes">
        <RoleSigners
          seats={seats}
          signers={signers}
          verb="Sign the role"
          busy={busy}
          onSign={onSign}
        />
      </div>
    </section>
  );
}
