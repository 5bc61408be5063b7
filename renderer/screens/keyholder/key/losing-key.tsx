import { useEffect, useState } from 'react';
import { isTypedSerial } from '../../../../src/ceremony/serial.ts';
import type { KeyLook, KeyToReplace } from '../../../../src/contract/keyholder.ts';
import { sheetOf } from '../../../../src/encoding/fingerprint.ts';
import { Card } from '../../../components/card.tsx';
import { Serial } from '../../../components/serial.tsx';
import { SerialText } from '../../../components/serial-text.tsx';
import { TypedField } from '../../../components/typed-field.tsx';
import { Weave } from '../../../components/weave.tsx';

interface LosingKeyProps {
  loses: NonNullable<KeyLook['loses']>;
  serial: string;
  practice: boolean;
  /** Told what was typed once both the number and the words are right, else null. */
  onNamed: (named: KeyToReplace | null) => void;
}

/** The key in the slot that goes when a new one is made: it has to be named, by number and by words, before the PIN counts. */
export function LosingKey({ loses, serial, practice, onNamed }: LosingKeyProps) {
  const [number, setNumber] = useState('');
  const [words, setWords] = useState('');
  const { spkiSha256 } = loses;
  const right =
    isTypedSerial(number, serial) && plain(words) === plain(rowAOf(spkiSha256).join(' '));
  useEffect(() => {
    onNamed(right ? { serial: number.replaceAll(/\s/g, ''), words, spkiSha256 } : null);
  }, [right, number, words, spkiSha256, onNamed]);
  return (
    <Card title="This key will be lost" className="will-do losing">
      <p>
        <SerialText text={loses.sentence} />
      </p>
      <div className="bytes-row">
        <Weave digest={spkiSha256} of="the key that is lost" practice={practice} />
        <div>
          <p className="words-stack">
            {rowAOf(spkiSha256).map((word) => (
              <span key={word}>{word}</span>
            ))}
          </p>
          <p className="hint">Row A of eight</p>
        </div>
      </div>
      <TypedField value={number} onType={setNumber} longest={200}>
        Type the number <Serial value={serial} />
      </TypedField>
      <TypedField value={words} onType={setWords} longest={200}>
        Type the four words of its row A
      </TypedField>
    </Card>
  );
}

function rowAOf(digest: string): readonly string[] {
  return sheetOf(digest)[0]?.words ?? [];
}

function plain(words: string): string {
  return words.trim().toLowerCase().replaceAll(/\s+/g, ' ');
}
