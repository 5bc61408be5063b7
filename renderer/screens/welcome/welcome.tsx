import { useState } from 'react';
import type { NetworkState, RecentItem, StationInfo } from '../../../src/contract/station.ts';
import type { Mode, Problem, Role } from '../../../src/contract/values.ts';
import { ActionBar } from '../../components/action-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Picker } from '../../components/picker.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Stage } from '../../components/stage.tsx';
import { Cover } from './cover.tsx';
import { RecentList } from './recent-list.tsx';
import { ModeChoices, RoleChoices } from './role-choices.tsx';

interface WelcomeProps {
  info: StationInfo | null;
  network: NetworkState | null;
  recent: readonly RecentItem[];
  problem: Problem | null;
  onContinue: (role: Role, mode: Mode) => void;
  onOpen: (role: Role, mode: Mode, place: string, name: string) => void;
  onResume: (item: RecentItem) => void;
  /** The tokens that are plugged in, without a ceremony. */
  onTokens: () => void;
}

/** Where the station begins: who you are, whether it counts, or going on where you were. */
export function Welcome({
  info,
  network,
  recent,
  problem,
  onContinue,
  onOpen,
  onResume,
  onTokens,
}: WelcomeProps) {
  const [role, setRole] = useState<Role>('keyholder');
  const [wish, setWish] = useState<Mode>('real');
  const [picking, setPicking] = useState(false);
  const realLock = info?.rehearsalOnly ?? null;
  const mode = realLock === null ? wish : 'rehearsal';
  return (
    <div className="frame">
      <div className="welcome">
        <Cover info={info} network={network} />
        <Stage
          heading="What brings you here today?"
          actions={
            <ActionBar
              back={
                <Button kind="quiet" icon="open" onPress={() => setPicking(true)}>
                  Open a folder…
                </Button>
              }
              doubt={
                <Button kind="quiet" icon="usb" onPress={onTokens}>
                  Look at your tokens
                </Button>
              }
              primary={
                <Button kind="primary" iconAfter="right" onPress={() => onContinue(role, mode)}>
                  {`Continue as ${role}`}
                </Button>
              }
            />
          }
        >
          {problem === null ? null : <ProblemPanel problem={problem} />}
          <RoleChoices role={role} onRole={setRole} />
          {role === 'auditor' ? null : (
            <ModeChoices mode={mode} realLock={realLock} onMode={setWish} />
          )}
          <RecentList items={recent} onResume={onResume} />
        </Stage>
        {picking ? (
          <Picker
            title={role === 'auditor' ? 'Choose what to audit' : 'Open a ceremony'}
            lead={
              role === 'auditor'
                ? 'A ceremony, a repository, or a folder of roots.'
                : 'The folder that holds the plan, ceremony.yaml.'
            }
            want="folder"
            verb="Open"
            onPick={(place, name) => {
              setPicking(false);
              onOpen(role, mode, place, name);
            }}
            onClose={() => setPicking(false)}
          />
        ) : null}
      </div>
    </div>
  );
}
