import { Icon } from '../../components/icon.tsx';

/** Said where the person comes back to after a deviation was recorded. `then` is what it means for them. */
export function RecordedNote({ then }: { then: string }) {
  return (
    <output className="note-line note-ok">
      <Icon name="check" />
      <span>The deviation is in the record. {then}</span>
    </output>
  );
}
