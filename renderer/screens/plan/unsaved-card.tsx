import { Button } from '../../components/button.tsx';

interface UnsavedCardProps {
  onStay: () => void;
  onLeave: () => void;
}

/** Asked before changes are lost by going back. */
export function UnsavedCard({ onStay, onLeave }: UnsavedCardProps) {
  return (
    <section className="card problem" role="alert">
      <h2>Your changes are not saved</h2>
      <p className="problem-hint">If you leave now they are gone. The file stays as it is.</p>
      <div className="row">
        <Button onPress={onStay}>Stay here</Button>
        <Button onPress={onLeave}>Leave without saving</Button>
      </div>
    </section>
  );
}
