import type { Evidence } from '../../../../src/contract/keyholder.ts';
import { ClaimList } from '../../../components/claim-list.tsx';
import { CopyDigits } from '../../../components/copy-digits.tsx';
import { FingerprintSheet } from '../../../components/fingerprint-sheet.tsx';
import { Icon, type IconName } from '../../../components/icon.tsx';
import { Serial } from '../../../components/serial.tsx';
import { Tag, type TagKind } from '../../../components/tag.tsx';
import { TokenDrawing } from '../../../components/token-drawing.tsx';
import { Weave } from '../../../components/weave.tsx';

interface EvidenceCardProps {
  evidence: Evidence;
  practice: boolean;
}

const tags = {
  ok: { kind: 'ok', icon: 'shield' },
  note: { kind: 'warn', icon: 'warning' },
  stop: { kind: 'err', icon: 'stop' },
} as const satisfies Record<Evidence['tag']['state'], { kind: TagKind; icon: IconName }>;

/** The device, its claims beside the fingerprint of the key, and the chain down to the pinned root. */
export function EvidenceCard({ evidence, practice }: EvidenceCardProps) {
  const tag = tags[evidence.tag.state];
  return (
    <article className="card evidence" aria-label="Evidence">
      <header className="evidence-head">
        <TokenDrawing model={evidence.model} practice={practice} />
        <div className="evidence-id">
          <h2>{evidence.model}</h2>
          <p>
            Serial <Serial value={evidence.serial} />
          </p>
        </div>
        <Tag kind={tag.kind} icon={tag.icon}>
          {evidence.tag.text}
        </Tag>
      </header>
      <div className="evidence-body">
        <ClaimList claims={evidence.claims} />
        <section className="fp" aria-labelledby="fp-title">
          <div className="fp-top">
            <Weave digest={evidence.spkiSha256} of="your public key" practice={practice} />
            <div>
              <h3 id="fp-title">Fingerprint of your public key</h3>
              <p>
                Read it aloud by rows when the host asks. Others compare the words, or the woven
                picture.
              </p>
              <div className="row">
                <CopyDigits digest={evidence.spkiSha256} />
              </div>
            </div>
          </div>
          <FingerprintSheet digest={evidence.spkiSha256} of="your public key" />
        </section>
      </div>
      <Chain links={evidence.chain} />
    </article>
  );
}

const linkIcons = ['key', 'usb', 'lock', 'lock'] as const;

/** Who signed for whom, from the key to the root that is pinned in this station; or that there is nothing. */
function Chain({ links }: { links: Evidence['chain'] }) {
  if (links.length === 0) {
    return (
      <p className="chain">
        <span className="link">
          <Icon name="dash" />
          <span>
            <b>No certificate of the device</b>
            This token cannot give one. The record says so.
          </span>
        </span>
      </p>
    );
  }
  return (
    <ol className="chain" aria-label="Certificate chain">
      {links.map((link, place) => (
        <li key={link.title} className={place === 0 ? undefined : 'chain-next'}>
          {place === 0 ? null : (
            <span className="chain-arrow">
              <span>signed by</span>
              <Icon name="right" />
            </span>
          )}
          <span className="link">
            <Icon name={linkIcons[place] ?? 'lock'} />
            <span>
              <b>{link.title}</b>
              {link.detail}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
