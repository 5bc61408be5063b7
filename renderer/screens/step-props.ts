import type { CeremonyView } from '../../src/contract/ceremony.ts';
import type { PlanFile } from '../../src/contract/plan.ts';
import type { Step } from '../../src/contract/values.ts';
import type { Comparisons } from './keyholder/comparisons.ts';

/**
 * What every step of the keyholder's path is given. A step renders one `Stage` with its `ActionBar`;
 * the bar, the tape and the stepper are around it already.
 *
 * screens/keyholder/keyholder.tsx shows, for each step, a component of this shape:
 * token/token.tsx `TokenStep`, key/key.tsx `KeyStep`, evidence/evidence.tsx `EvidenceStep`,
 * export/export.tsx `ExportStep`, review/review.tsx `ReviewStep`, sign/sign.tsx `SignStep`,
 * done/done.tsx `DoneStep`. App shows host/host.tsx `HostScreen` and auditor/auditor.tsx `AuditorScreen`.
 */
export interface StepProps {
  readonly ceremony: CeremonyView;
  /** Rows that were compared with another device; they outlive the step. */
  readonly comparisons: Comparisons;
  /** One step back; on the first step, out to the welcome screen. Nothing is lost. */
  readonly onBack: () => void;
  /** Out to the welcome screen, from any step. Nothing is lost. */
  readonly onLeave: () => void;
  /** Shows another step; only steps up to the first that is not done can be shown. */
  readonly onGo: (step: Step) => void;
  /** Marks the step in the stepper as stopped, with a word or two; null when it goes on again. */
  readonly onStopped: (fact: string | null) => void;
}

export interface HostProps {
  readonly ceremony: CeremonyView;
  /** Shows another part of the host's work. */
  readonly onPart: (id: string) => void;
  /** The plan of what comes after lies in a folder of its own, and this ceremony is closed. */
  readonly onFollow: (plan: PlanFile) => void;
  /** Back to the welcome screen. */
  readonly onLeave: () => void;
}

/** What the auditor begins with: a folder that was picked, an earlier audit, or nothing yet. */
export interface AuditorProps {
  readonly start:
    { readonly place: string; readonly name: string } | { readonly recent: string } | null;
  /** What is audited, for the top bar: "Roots 1 to 9"; null until it is known. */
  readonly onTitle: (title: string | null) => void;
  readonly onLeave: () => void;
}
