import { Button } from '../../components/button.tsx';
import { useFullSheet } from '../../components/full-sheet.tsx';
import { ShortRows } from '../../components/short-rows.tsx';
import { Weave } from '../../components/weave.tsx';

/** The fingerprint of what the keyholders are asked to sign, to be read aloud by the host. */
export function StagedCard({ sha256, practice }: { sha256: string | null; practice: boolean }) {
  const sheet = useFullSheet(sha256, 'the staged root', practice);
  if (sha256 === null) return null;
  return (
    <section className="card pad bytes">
      <h2>The staged root</h2>
      <p className="bytes-meta">The bytes that all keyholders sign. Read the rows aloud.</p>
      <div className="bytes-row">
        <Weave digest={sha256} of="the staged root" practice={practice} />
        <ShortRows digest={sha256} />
      </div>
      <Button kind="link" onPress={sheet.open}>
        Show all 32 words and 64 digits
      </Button>
      {sheet.panel}
    </section>
  );
}
