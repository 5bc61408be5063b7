import type { Mode, Role } from '../../../src/contract/values.ts';
import { Choice } from '../../components/choice.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';

export const roles = {
  keyholder: {
    icon: 'key',
    name: 'Keyholder',
    does: 'I hold a key. Make it, or sign with it.',
    extra: 'Seven steps, about 12 minutes',
  },
  host: {
    icon: 'script',
    name: 'Host',
    does: 'I plan, rehearse and run the ceremony.',
    extra: 'Script, roster, live progress, minutes',
  },
  auditor: {
    icon: 'audit',
    name: 'Auditor',
    does: 'I check what others made.',
    extra: 'Any folder, today or years later',
  },
} as const satisfies Record<Role, { icon: IconName; name: string; does: string; extra: string }>;

const roleOrder = ['keyholder', 'host', 'auditor'] as const satisfies readonly Role[];

/** What brings you here: one of three roles. */
export function RoleChoices({ role, onRole }: { role: Role; onRole: (role: Role) => void }) {
  return (
    <fieldset className="roles">
      <legend className="vh">Your role</legend>
      {roleOrder.map((name) => (
        <Choice
          key={name}
          group="role"
          className="role"
          checked={role === name}
          onChoose={() => onRole(name)}
        >
          <span className="role-icon">
            <Icon name={roles[name].icon} />
          </span>
          <span className="choice-main">
            <b>{roles[name].name}</b>
            <span>{roles[name].does}</span>
          </span>
          <span className="role-extra">{roles[name].extra}</span>
        </Choice>
      ))}
    </fieldset>
  );
}

interface ModeChoicesProps {
  mode: Mode;
  /** Why a real ceremony is locked here, or null. */
  realLock: string | null;
  onMode: (mode: Mode) => void;
}

/** Whether it counts: a real ceremony, or a rehearsal on yellow paper. */
export function ModeChoices({ mode, realLock, onMode }: ModeChoicesProps) {
  return (
    <fieldset className="two">
      <legend>Does it count?</legend>
      <Choice
        group="mode"
        checked={mode === 'real'}
        locked={realLock !== null}
        onChoose={() => onMode('real')}
      >
        <span className="choice-main">
          <b>
            <Icon name="shield" />
            Real ceremony
          </b>
          <span>{realLock ?? 'Keys and signatures that others will rely on.'}</span>
        </span>
      </Choice>
      <Choice
        group="mode"
        className="choice-rehearsal"
        checked={mode === 'rehearsal'}
        onChoose={() => onMode('rehearsal')}
      >
        <span className="choice-main">
          <b>
            <Icon name="mask" />
            Rehearsal
          </b>
          <span>Practice keys, on yellow paper.</span>
        </span>
      </Choice>
    </fieldset>
  );
}
