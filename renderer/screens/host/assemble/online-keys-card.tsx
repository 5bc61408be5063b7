import { useState } from 'react';
import type { OnlineKeysView } from '../../../../src/contract/online-keys.ts';
import type { Call } from '../../../calls.ts';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { HexLine } from '../../../components/hex-line.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Picker } from '../../../components/picker.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { SerialText } from '../../../components/serial-text.tsx';
import { type NewPassphrase, NewPassphraseForm } from './new-passphrase-form.tsx';

interface OnlineKeysCardProps {
  view: OnlineKeysView;
  take: Call<'online.export'>;
  make: Call<'online.make'>;
  /** The key file that was made just now. */
  made: string | null;
  onView: (view: OnlineKeysView, made: string | null) => void;
}

/** For which key a file, or a folder for a new one, is chosen. */
interface Picking {
  readonly id: string;
  readonly want: 'file' | 'folder';
}

/** The key that is being made, and the folder that was chosen for it. */
interface Making {
  readonly id: string;
  readonly place: string;
}

/** Keys that sign snapshot and timestamp without a person: their public half comes in, or the key is made in a file. */
export function OnlineKeysCard({ view, take, make, made, onView }: OnlineKeysCardProps) {
  const [making, setMaking] = useState<Making | null>(null);
  const [picking, setPicking] = useState<Picking | null>(null);
  const busy = take.pending || make.pending;
  const problem = take.problem ?? make.problem;

  async function takeIn(id: string, place: string | null) {
    if (busy) return;
    make.clear();
    const next = await take.run({ id, place });
    if (next !== null) onView(next, null);
  }
  async function picked(place: string) {
    if (picking === null) return;
    const { id, want } = picking;
    setPicking(null);
    if (want === 'file') await takeIn(id, place);
    else setMaking({ id, place });
  }
  async function makeIt(typed: NewPassphrase) {
    if (busy || making === null) return;
    take.clear();
    const next = await make.run({ ...making, ...typed });
    if (next === null) return;
    setMaking(null);
    onView(next.view, next.file);
  }
  return (
    <Card title="Online keys">
      {problem === null ? null : <ProblemPanel problem={problem} />}
      {made === null ? null : (
        <output className="note-line note-ok">
          <Icon name="check" />
          <span>
            <b className="mono">{made}</b> was read back and is the same. Keep it outside of every
            ceremony folder, and the passphrase elsewhere.
          </span>
        </output>
      )}
      <ul className="publication-keys">
        {view.keys.map(({ id, kind, spkiSha256, sentence, canMake }) => (
          <li key={id}>
            <p>
              <b>{id}</b> {kind === 'file' ? 'lies in a file.' : 'is on a token.'}{' '}
              <SerialText text={sentence} />
            </p>
            {spkiSha256 === null ? (
              <div className="row">
                {canMake && making?.id !== id ? (
                  <Button small waiting={busy} onPress={() => setPicking({ id, want: 'folder' })}>
                    {`Make the key ${id}…`}
                  </Button>
                ) : null}
                <Button
                  small
                  icon="open"
                  waiting={busy}
                  onPress={() => {
                    if (kind === 'token') void takeIn(id, null);
                    else setPicking({ id, want: 'file' });
                  }}
                >
                  {kind === 'token'
                    ? `Take in ${id} from its token`
                    : `Take in ${id} from its file…`}
                </Button>
              </div>
            ) : (
              <HexLine digest={spkiSha256} digits={16} more />
            )}
            {making?.id === id && spkiSha256 === null ? (
              <NewPassphraseForm
                shortest={view.shortest}
                busy={busy}
                onTyped={(typed) => void makeIt(typed)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {picking === null ? null : (
        <Picker
          title={picking.want === 'file' ? 'Choose the key file' : 'Where the key file goes'}
          lead={
            picking.want === 'file'
              ? 'Its public half is read. Nothing in it is opened.'
              : 'A folder outside of the ceremony, a stick for example. No file is written over.'
          }
          want={picking.want}
          toWrite={picking.want === 'folder'}
          verb={picking.want === 'file' ? 'Read' : 'Write to'}
          onPick={(place) => void picked(place)}
          onClose={() => setPicking(null)}
        />
      )}
    </Card>
  );
}
