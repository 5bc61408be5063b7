import type { RecentItem } from '../../../src/contract/station.ts';
import { Icon } from '../../components/icon.tsx';
import { Tag } from '../../components/tag.tsx';
import { roles } from './role-choices.tsx';

function KindTag({ item }: { item: RecentItem }) {
  if (item.mode === 'real') {
    return (
      <Tag kind="ink" icon="shield">
        Real
      </Tag>
    );
  }
  if (item.mode === 'rehearsal') {
    return (
      <Tag kind="practice" icon="mask">
        Rehearsal
      </Tag>
    );
  }
  return (
    <Tag kind="plain" icon="audit">
      Audit
    </Tag>
  );
}

interface RecentListProps {
  items: readonly RecentItem[];
  onResume: (item: RecentItem) => void;
}

/** Ceremonies and audits that were open on this machine, the last one first. */
export function RecentList({ items, onResume }: RecentListProps) {
  if (items.length === 0) return null;
  return (
    <section className="recent">
      <h2>Go on where you were</h2>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <button type="button" onClick={() => onResume(item)}>
              <span className="recent-main">
                <b>{item.title}</b>
                <span>{`${roles[item.role].name} · ${item.detail}`}</span>
              </span>
              <KindTag item={item} />
              <Icon name="right" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
