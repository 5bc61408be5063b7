import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import type { ChosenPlace } from './question.ts';

interface ChosenPlacesProps {
  places: readonly ChosenPlace[];
  onFolder: () => void;
  onFile: () => void;
  onRemove: (id: string) => void;
}

const kinds = [
  {
    icon: 'script',
    title: 'A ceremony folder',
    detail: 'with keys, evidence, repository and record',
  },
  {
    icon: 'open',
    title: 'A TUF repository',
    detail: 'its metadata, and the targets if they are there',
  },
  { icon: 'audit', title: 'Root files only', detail: 'for example 1.root.json to 9.root.json' },
  { icon: 'shield', title: 'Keys and certificates', detail: 'from wherever they lie' },
] as const;

/** The folders and files to check, as many as are wanted. Together they are one audit. */
export function ChosenPlaces({ places, onFolder, onFile, onRemove }: ChosenPlacesProps) {
  return (
    <section className="card pad" aria-labelledby="ask-places">
      <h2 id="ask-places">Folders and files</h2>
      {places.length === 0 ? (
        <>
          <p className="hint">They are judged together. The station can read:</p>
          <ul className="files">
            {kinds.map((kind) => (
              <li key={kind.title}>
                <Icon name={kind.icon} />
                <span>
                  <b>{kind.title}</b>
                  <span>{kind.detail}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <ul className="files asked">
          {places.map((place) => (
            <li key={place.id}>
              <Icon name={place.kind === 'folder' ? 'open' : 'file'} />
              <span>
                <b>{place.name}</b>
                <span>{place.kind === 'folder' ? 'Folder, with all below it' : 'File'}</span>
              </span>
              <Button
                kind="quiet"
                small
                icon="cross"
                label={`Take out ${place.name}`}
                onPress={() => onRemove(place.id)}
              >
                Take out
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <Button icon="open" onPress={onFolder}>
          {places.length === 0 ? 'Add a folder' : 'Add another folder'}
        </Button>
        <Button icon="file" onPress={onFile}>
          Add a file
        </Button>
      </div>
    </section>
  );
}
