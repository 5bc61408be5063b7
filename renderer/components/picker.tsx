import { useEffect, useState } from 'react';
import type { PlaceEntry, PlaceList } from '../../src/contract/places.ts';
import type { Problem } from '../../src/contract/values.ts';
import { problemOf, useStation } from '../calls.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Panel } from './panel.tsx';
import { ProblemPanel } from './problem.tsx';
import { Tag } from './tag.tsx';

interface PickerProps {
  title: string;
  lead: string;
  want: 'folder' | 'file';
  /** The place will be written to: read-only ones are shown and cannot be used. */
  toWrite?: boolean;
  /** What the primary button does, before the place's name: "Open", "Write to". */
  verb: string;
  /** The place by the name that main gave it, and what it is called on screen. */
  onPick: (place: string, name: string) => void;
  onClose: () => void;
}

interface Shown {
  readonly list: PlaceList | null;
  readonly problem: Problem | null;
}

function useList(place: string | null): Shown {
  const station = useStation();
  const [shown, setShown] = useState<Shown>({ list: null, problem: null });
  useEffect(() => {
    let gone = false;
    const settle = (next: Shown): void => {
      if (!gone) setShown(next);
    };
    station.call('places.list', { place }).then(
      (list) => settle({ list, problem: null }),
      (error: unknown) => settle({ list: null, problem: problemOf(error) }),
    );
    return () => {
      gone = true;
    };
  }, [station, place]);
  return shown;
}

/**
 * Chooses a folder or a file among those that main offers. Main names each by an opaque id and alone knows the
 * paths; nothing on screen tells a user's name.
 */
export function Picker({ title, lead, want, toWrite = false, verb, onPick, onClose }: PickerProps) {
  const [place, setPlace] = useState<string | null>(null);
  const [file, setFile] = useState<PlaceEntry | null>(null);
  const { list, problem } = useList(place);
  const enter = (id: string | null): void => {
    setFile(null);
    setPlace(id);
  };
  const here = list?.here ?? null;
  const target = want === 'file' ? file : here;
  const reason = waitingReason(want, target, toWrite);
  return (
    <Panel
      title={title}
      lead={lead}
      onClose={onClose}
      actions={
        <>
          <span className="actions-note" id="picker-note">
            {reason}
          </span>
          <Button
            kind="primary"
            waiting={reason !== ''}
            describedBy="picker-note"
            onPress={() => {
              if (target !== null) onPick(target.id, target.name);
            }}
          >
            {target === null ? verb : `${verb} ${target.name}`}
          </Button>
        </>
      }
    >
      <Trail list={list} onEnter={enter} />
      {problem === null ? null : <ProblemPanel problem={problem} />}
      {list === null ? null : (
        <Entries
          list={list}
          want={want}
          toWrite={toWrite}
          chosen={file}
          onEnter={enter}
          onFile={setFile}
        />
      )}
    </Panel>
  );
}

function waitingReason(
  want: 'folder' | 'file',
  target: { readonly writable: boolean } | null,
  toWrite: boolean,
): string {
  if (target === null) return want === 'file' ? 'Choose a file first.' : 'Go into a folder first.';
  return toWrite && !target.writable ? 'Nothing can be written to this folder.' : '';
}

function Trail({
  list,
  onEnter,
}: {
  list: PlaceList | null;
  onEnter: (id: string | null) => void;
}) {
  const trail = list?.trail ?? [];
  const here = list?.here?.id;
  return (
    <nav aria-label="Where you are">
      <ol className="trail">
        <li>
          <Crumb name="Places" current={here === undefined} onPress={() => onEnter(null)} />
        </li>
        {trail.map((step) => (
          <li key={step.id}>
            <Crumb name={step.name} current={step.id === here} onPress={() => onEnter(step.id)} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Crumb({
  name,
  current,
  onPress,
}: {
  name: string;
  current: boolean;
  onPress: () => void;
}) {
  return current ? (
    <b aria-current="location">{name}</b>
  ) : (
    <Button kind="link" onPress={onPress}>
      {name}
    </Button>
  );
}

interface EntriesProps {
  list: PlaceList;
  want: 'folder' | 'file';
  toWrite: boolean;
  chosen: PlaceEntry | null;
  onEnter: (id: string) => void;
  onFile: (entry: PlaceEntry) => void;
}

function Entries({ list, want, toWrite, chosen, onEnter, onFile }: EntriesProps) {
  const body = (entry: PlaceEntry) => (
    <PlaceBody entry={entry} readOnly={toWrite && entry.kind === 'folder' && !entry.writable} />
  );
  return (
    <>
      {list.entries.length === 0 ? <p className="hint">This folder is empty.</p> : null}
      <ul className="places" aria-label="Folders and files">
        {list.entries.map((entry) => (
          <li key={entry.id}>
            {entry.kind === 'folder' || want === 'file' ? (
              <button
                type="button"
                className="place"
                aria-pressed={entry.kind === 'file' ? entry.id === chosen?.id : undefined}
                onClick={() => (entry.kind === 'folder' ? onEnter(entry.id) : onFile(entry))}
              >
                {body(entry)}
              </button>
            ) : (
              <span className="place place-off">{body(entry)}</span>
            )}
          </li>
        ))}
      </ul>
      {list.note === '' ? null : <p className="hint">{list.note}</p>}
    </>
  );
}

/** Read only is said where something is to be written: to read from a place that cannot be changed is as good. */
function PlaceBody({ entry, readOnly }: { entry: PlaceEntry; readOnly: boolean }) {
  return (
    <>
      <Icon name={entry.removable ? 'usb' : entry.kind === 'folder' ? 'open' : 'file'} />
      <span className="place-name">{entry.name}</span>
      {entry.contains === '' ? null : (
        <Tag kind="ink" icon="check">
          {entry.contains}
        </Tag>
      )}
      {entry.removable ? (
        <Tag kind="plain" icon="usb">
          Stick
        </Tag>
      ) : null}
      {readOnly ? (
        <Tag kind="plain" icon="lock">
          Read only
        </Tag>
      ) : null}
    </>
  );
}
