import type { DelegationsView } from '../../../../src/contract/delegations.ts';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Serial } from '../../../components/serial.tsx';
import { ShortRows } from '../../../components/short-rows.tsx';
import { Tag } from '../../../components/tag.tsx';
import { Weave } from '../../../components/weave.tsx';

export type DelegatedRole = DelegationsView['roles'][number];

interface RoleCardProps {
  role: DelegatedRole;
  practice: boolean;
  /** Another change waits: one at a time. */
  locked: boolean;
  onChange: (change: 'adjust' | 'redelegate' | 'revoke') => void;
}

/** One delegated role: who may sign which paths, whose keys those are, and what can be changed. */
export function RoleCard({ role, practice, locked, onChange }: RoleCardProps) {
  const { name, keys, paths, threshold, terminating, version, warnings } = role;
  return (
    <section className="card pad delegated" aria-label={name}>
      <header className="delegated-head">
        <h2 className="mono">{name}</h2>
        <Tag kind={version === null ? 'warn' : 'ok'} icon={version === null ? 'warning' : 'check'}>
          {version === null ? 'No metadata yet' : `Version ${version}`}
        </Tag>
      </header>
      <p>
        {threshold} of {keys.length} {keys.length === 1 ? 'key signs' : 'keys sign'} for
      </p>
      <ul className="delegated-paths">
        {paths.map((path, place) => (
          <li key={place} className="mono">
            {path}
          </li>
        ))}
      </ul>
      <p className="hint">
        {terminating
          ? 'Terminating: nobody after them is asked about these paths.'
          : 'Not terminating: roles after it are asked, too.'}
      </p>
      <ul className="key-cards">
        {keys.map(({ name: holder, serial, spkiSha256 }) => (
          <li key={spkiSha256} className="key-card">
            <header>
              <Weave digest={spkiSha256} of="the public key" practice={practice} silent />
              <span className="h-name">
                <b>{holder}</b>
                {serial === null ? null : <Serial value={serial} />}
              </span>
            </header>
            <ShortRows digest={spkiSha256} />
          </li>
        ))}
      </ul>
      {warnings.length === 0 ? null : (
        <ul className="notes">
          {warnings.map((line, place) => (
            <li key={place}>
              <Icon name="warning" />
              <span>{line}</span>
            </li>
          ))}
        </ul>
      )}
      {locked ? (
        <p className="hint">Another change waits. One at a time.</p>
      ) : (
        <div className="row">
          {role.changeable ? (
            <Button small label={`Paths or threshold… ${name}`} onPress={() => onChange('adjust')}>
              Paths or threshold…
            </Button>
          ) : null}
          <Button small label={`Hand over… ${name}`} onPress={() => onChange('redelegate')}>
            Hand over…
          </Button>
          <Button small label={`Revoke… ${name}`} onPress={() => onChange('revoke')}>
            Revoke…
          </Button>
        </div>
      )}
    </section>
  );
}
