import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { Marked, SerialDiff } from './serial.tsx';

interface VersusProps {
  expected: string;
  found: string;
  /** Title of the right side: "Plugged in", "On disk". */
  foundTitle?: string;
  expectedDetail?: ReactNode;
  foundDetail?: ReactNode;
  /** Drawings above the two values. */
  expectedPicture?: ReactNode;
  foundPicture?: ReactNode;
}

const serialLike = /^\d{5,8}$/;

function Side({ value, other }: { value: string; other: string }) {
  if (serialLike.test(value) && serialLike.test(other)) {
    return <SerialDiff value={value} other={other} />;
  }
  // Two sentences differ in every letter: only texts of one length are compared by place.
  return (
    <span className="vs-text">
      {value.length === other.length ? <Marked text={value} other={other} /> : value}
    </span>
  );
}

/** Expected, always left, and found: same order, same size, with the differing characters marked. */
export function Versus({
  expected,
  found,
  foundTitle = 'Found',
  expectedDetail,
  foundDetail,
  expectedPicture,
  foundPicture,
}: VersusProps) {
  return (
    <div className="versus">
      <section className="card vs">
        <h2>
          <Icon name="check" />
          Expected
        </h2>
        {expectedPicture}
        <p>
          <Side value={expected} other={found} />
        </p>
        {expectedDetail === undefined ? null : <p className="vs-what">{expectedDetail}</p>}
      </section>
      <span className="neq">
        <Icon name="not-equal" />
        <span className="vh">is not</span>
      </span>
      <section className="card vs vs-bad">
        <h2>
          <Icon name="stop" />
          {foundTitle}
        </h2>
        {foundPicture}
        <p>
          <Side value={found} other={expected} />
        </p>
        {foundDetail === undefined ? null : <p className="vs-what">{foundDetail}</p>}
      </section>
    </div>
  );
}
