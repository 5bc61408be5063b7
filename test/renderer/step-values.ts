import type { RowCheck } from '../../renderer/components/row-check.ts';
import type { StepProps } from '../../renderer/screens/step-props.ts';
import type { Mode, Step } from '../../src/contract/values.ts';
import { ceremonyAt } from './gallery/values/ceremony.ts';

/** What a step is given, with the comparisons that were made before. */
export function stepProps(
  mode: Mode,
  step: Step,
  twist: <T>(value: T) => T = (value) => value,
  compared: ReadonlyMap<string, RowCheck> = new Map(),
): StepProps {
  return {
    ceremony: twist(ceremonyAt(mode, step)),
    comparisons: { of: (digest) => compared.get(digest) ?? null, keep: () => undefined },
    onBack: () => undefined,
    onLeave: () => undefined,
    onGo: () => undefined,
    onStopped: () => undefined,
  };
}
