import { useState } from 'react';
import { Button } from './button.tsx';

type Told = 'not yet' | 'copied' | 'refused';

const words = {
  'not yet': 'Copy all 64 digits',
  copied: 'Copied: 64 digits',
  refused: 'This window may not copy',
} as const satisfies Record<Told, string>;

/** Copies a digest's digits without gaps. What happened stands on the button; nothing vanishes by itself. */
export function CopyDigits({ digest }: { digest: string }) {
  const [told, setTold] = useState<Told>('not yet');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(digest);
      setTold('copied');
    } catch {
      // The shell decides who may write to the clipboard; the digits can still be read and typed.
      setTold('refused');
    }
  };
  return (
    <Button small icon={told === 'copied' ? 'check' : 'copy'} onPress={() => void copy()}>
      <span aria-live="polite">{words[told]}</span>
    </Button>
  );
}
