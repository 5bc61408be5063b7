import type { AuditView } from '../../../src/contract/audit.ts';
import { ClaimList } from '../../components/claim-list.tsx';
import { CopyDigits } from '../../components/copy-digits.tsx';
import { HexLine } from '../../components/hex-line.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { SerialText } from '../../components/serial-text.tsx';
import { ShortRows } from '../../components/short-rows.tsx';
import { Tag, type TagKind } from '../../components/tag.tsx';
import { Weave } from '../../components/weave.tsx';

type Evidence = AuditView['evidence'][number];

interface KeyEvidenceProps {
  evidence: Evidence;
  open: boolean;
  onToggle: () => void;
}

const tags = {
  ok: { kind: 'ok', icon: 'shield' },
  note: { kind: 'practice', icon: 'mask' },
  stop: { kind: 'err', icon: 'stop' },
  unknown: { kind: 'plain', icon: 'dash' },
} as const satisfies Record<Evidence['tag']['state'], { kind: TagKind; icon: IconName }>;

/** An audit holds evidence against no plan: it was checked, or it does not hold. */
const words = { ok: 'Checked', note: 'Take note', stop: 'Does not hold', unknown: 'Not known' };

/** What the files show of one key; behind its name its claims and its fingerprint. */
export function KeyEvidence({ evidence, open, onToggle }: KeyEvidenceProps) {
  const { spkiSha256, title, detail, tag } = evidence;
  const id = `evidence-${spkiSha256.slice(0, 16)}`;
  return (
    <li className="ke">
      <button
        type="button"
        className="f-head ke-head"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={onToggle}
      >
        <span className="f-main">
          <b>
            <SerialText text={title} />
          </b>
          <span>
            <SerialText text={detail} />
          </span>
        </span>
        <Tag kind={tags[tag.state].kind} icon={tags[tag.state].icon}>
          {tag.text}
        </Tag>
        <span className="f-more">
          <Icon name="right" />
        </span>
      </button>
      {open ? <Details id={id} evidence={evidence} /> : null}
    </li>
  );
}

function Details({ id, evidence }: { id: string; evidence: Evidence }) {
  const { spkiSha256, claims, files, tag } = evidence;
  return (
    <div id={id} className="ke-body">
      <ClaimList claims={claims} words={words} />
      <div className="ke-print">
        <p className="bytes-what">Fingerprint of the public key, rows A and B of eight</p>
        <div className="bytes-row">
          <Weave digest={spkiSha256} of="the public key" practice={tag.state === 'note'} />
          <ShortRows digest={spkiSha256} />
        </div>
        <p className="bytes-what">SHA-256 of the public key</p>
        <HexLine digest={spkiSha256} digits={64} />
        <CopyDigits digest={spkiSha256} />
        {files.length === 0 ? null : (
          <>
            <p className="bytes-what">Where it was read</p>
            <ul className="ke-files">
              {files.map((file) => (
                <li key={file}>
                  <code>{file}</code>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
