import type { Review } from '../../../../src/contract/review.ts';
import { Button } from '../../../components/button.tsx';
import { HexLine } from '../../../components/hex-line.tsx';
import { Icon } from '../../../components/icon.tsx';
import { ShortRows } from '../../../components/short-rows.tsx';
import { Weave } from '../../../components/weave.tsx';
import { bytesInWords } from '../../../words.ts';

interface BytesCardProps {
  bytes: Review['bytes'];
  practice: boolean;
  /** Rows that agreed with the second device. */
  compared: number;
  onWhole: () => void;
  onCompare: () => void;
}

function Compared({ count }: { count: number }) {
  if (count === 8)
    return (
      <p className="compared compared-all">
        <Icon name="check" />
        All eight rows agree with the second device.
      </p>
    );
  return (
    <p className="compared">
      <Icon name="speak" />
      {count === 0
        ? 'Compare the eight rows with a second device before you sign. This machine could show you wrong words.'
        : `${count} of 8 rows agree with the second device.`}
    </p>
  );
}

/** What will be signed, as weave, words and digits, and the way to compare it with a second device. */
export function BytesCard({ bytes, practice, compared, onWhole, onCompare }: BytesCardProps) {
  return (
    <section className="card pad bytes">
      <h2>The bytes you will sign</h2>
      <p className="bytes-meta">
        {bytesInWords(bytes.length)}, {bytes.builtAgain}
      </p>
      <div className="bytes-row">
        <Weave digest={bytes.sha256} of="the bytes you will sign" practice={practice} />
        <ShortRows digest={bytes.sha256} />
      </div>
      <HexLine digest={bytes.sha256} digits={32} />
      <Button kind="link" onPress={onWhole}>
        Show all 32 words and 64 digits
      </Button>
      <Compared count={compared} />
      <Button small icon="speak" onPress={onCompare}>
        {compared === 0
          ? 'Compare with a second device'
          : compared === 8
            ? 'Compare again'
            : 'Go on comparing'}
      </Button>
    </section>
  );
}
