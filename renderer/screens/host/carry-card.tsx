import { Button } from '../../components/button.tsx';

interface CarryProps {
  staged: boolean;
  busy: boolean;
  onTake: () => void;
  onCarry: () => void;
}

/** Work goes between stations by folder: a stick's folder is one. */
export function CarryCard({ staged, busy, onTake, onCarry }: CarryProps) {
  return (
    <section className="card pad carry">
      <h2>By stick or folder</h2>
      <p className="hint">Everything is read back and compared. Nothing secret is carried.</p>
      <div className="carry-acts">
        <Button small icon="open" waiting={busy} onPress={onTake}>
          Bring a keyholder’s work
        </Button>
        {staged ? (
          <Button small icon="usb" waiting={busy} onPress={onCarry}>
            Give the staged root
          </Button>
        ) : null}
      </div>
    </section>
  );
}
