import { useId, useRef, useState, type ReactNode } from 'react';
import type { PublicationKey, PublicationSecrets } from '../../../src/contract/publication-keys.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Icon } from '../../components/icon.tsx';
import { Picker } from '../../components/picker.tsx';
import { PinField, takePin } from '../../components/pin-field.tsx';
import { SerialText } from '../../components/serial-text.tsx';
import { Serial } from '../../components/serial.tsx';

interface PublicationKeys {
  /** What is still to be done before anything can be signed, or null. */
  readonly missing: string | null;
  /** Reads what was typed out of the form once, and empties it. */
  readonly take: () => PublicationSecrets;
  readonly card: ReactNode;
}

const fieldOf = (id: string): string => `publication-${id}`;

/** The keys that sign on publication: a PIN each, or the file and its passphrase; nothing of it is kept. */
export function usePublicationKeys(keys: readonly PublicationKey[]): PublicationKeys {
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [filled, setFilled] = useState<ReadonlySet<string>>(new Set());
  const [file, setFile] = useState<{ readonly place: string; readonly name: string } | null>(null);
  const [picking, setPicking] = useState(false);
  const asked = keys.filter(({ practice }) => !practice);
  const mark = (id: string, is: boolean): void =>
    setFilled((last) => new Set([...last].filter((one) => one !== id).concat(is ? [id] : [])));
  const away = asked.find(({ ready }) => !ready);
  const empty = asked.find(({ id }) => !filled.has(id));
  const missing =
    away !== undefined
      ? `${away.name}: ${away.reason}`
      : asked.some(({ kind }) => kind === 'file') && file === null
        ? 'Choose the key file.'
        : empty === undefined
          ? null
          : empty.kind === 'file'
            ? 'Enter the passphrase of the key file.'
            : `Enter the PIN of ${empty.name}.`;
  const read = (id: string): string =>
    form.current === null ? '' : takePin(form.current, fieldOf(id));
  const take = (): PublicationSecrets => {
    const pins = asked
      .filter(({ kind }) => kind === 'token')
      .map(({ id }) => ({ id, pin: read(id) }));
    const own = asked.find(({ kind }) => kind === 'file');
    const passphrase = own === undefined ? '' : read(own.id);
    setFilled(new Set());
    return {
      pins,
      file: file === null || own === undefined ? null : { place: file.place, passphrase },
    };
  };
  const card = (
    <Card title="Who signs the publication">
      <form id={formId} ref={form} onSubmit={(event) => event.preventDefault()}>
        <ul className="publication-keys">
          {keys.map((key) => (
            <li key={key.id}>
              <p>
                <b>{key.name}</b> signs {key.signs}.{' '}
                {key.serial === null ? null : <Serial value={key.serial} />}
              </p>
              {key.practice || !key.ready ? (
                <p className="hint">
                  <SerialText text={key.reason} />
                </p>
              ) : key.kind === 'file' ? (
                <>
                  <p className="hint">
                    <Icon name="file" /> {file === null ? 'No key file is chosen.' : file.name}
                  </p>
                  <Button small icon="open" onPress={() => setPicking(true)}>
                    Choose the key file…
                  </Button>
                  <PinField
                    name={fieldOf(key.id)}
                    label="Passphrase of the key file"
                    hint="It opens the file for this one publication. It is not kept."
                    longest={1024}
                    onFilled={(is) => mark(key.id, is)}
                  />
                </>
              ) : (
                <PinField
                  name={fieldOf(key.id)}
                  label={`PIN of ${key.name}`}
                  hint={`${key.tries}. If it needs a touch, touch it each time it blinks.`}
                  onFilled={(is) => mark(key.id, is)}
                />
              )}
            </li>
          ))}
        </ul>
      </form>
      {picking ? (
        <Picker
          title="Choose the key file"
          lead="The encrypted file of the online key. It is read for this publication, and stays where it is."
          want="file"
          verb="Use"
          onPick={(place, name) => {
            setFile({ place, name });
            setPicking(false);
          }}
          onClose={() => setPicking(false)}
        />
      ) : null}
    </Card>
  );
  return { missing, take, card };
}
