import type { ModuleView } from '../../../../src/contract/tokens.ts';
import { sheetOf } from '../../../../src/encoding/fingerprint.ts';
import { Button } from '../../../components/button.tsx';
import { FingerprintSheet } from '../../../components/fingerprint-sheet.tsx';
import type { IconName } from '../../../components/icon.tsx';
import { Tag, type TagKind } from '../../../components/tag.tsx';

const states = {
  ready: { kind: 'ok', icon: 'check', text: 'In use' },
  'needs-approval': { kind: 'warn', icon: 'hourglass', text: 'Waits for you' },
  refused: { kind: 'plain', icon: 'lock', text: 'Refused' },
  failed: { kind: 'err', icon: 'stop', text: 'Stopped' },
} as const satisfies Record<ModuleView['state'], { kind: TagKind; icon: IconName; text: string }>;

const origins = {
  embedded: 'comes with the station',
  chosen: 'chosen by you',
  'p11-kit': 'set up on this machine',
  'known-path': 'found where its maker puts it',
} as const satisfies Record<ModuleView['origin'], string>;

interface ModuleCardProps {
  module: ModuleView;
  busy: boolean;
  onApprove: () => void;
  /** Has it read another file or folder. */
  onConfigure: () => void;
}

/** One module: what it is, where it comes from, and the digest of its file. Whole, where it has to be approved. */
export function ModuleCard({ module, busy, onApprove, onConfigure }: ModuleCardProps) {
  const state = states[module.state];
  const rowA = sheetOf(module.sha256)[0]?.words.join(' ') ?? '';
  return (
    <li className="module">
      <div className="module-head">
        <b>{module.name}</b>
        <span>{origins[module.origin]}</span>
        <Tag kind={state.kind} icon={state.icon}>
          {state.text}
        </Tag>
      </div>
      <p className="hint">{module.sentence}</p>
      {module.state === 'needs-approval' ? (
        <>
          <FingerprintSheet digest={module.sha256} of={`the file of ${module.name}`} />
          <Button small icon="check" waiting={busy} onPress={onApprove}>
            {`Approve ${module.name} with this digest`}
          </Button>
        </>
      ) : (
        <p className="hint">{`Digest of its file, row A: ${rowA}`}</p>
      )}
      {module.reads === null || module.state === 'needs-approval' ? null : (
        <Button
          small
          icon={module.reads.want === 'folder' ? 'open' : 'file'}
          waiting={busy}
          onPress={onConfigure}
        >
          {`Choose the ${module.reads.want} that ${module.name} reads…`}
        </Button>
      )}
    </li>
  );
}
