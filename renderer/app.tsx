import { useState } from 'react';
import type { CeremonyView } from '../src/contract/ceremony.ts';
import type { PlanFile } from '../src/contract/plan.ts';
import type { NetworkState, RecentItem } from '../src/contract/station.ts';
import type { Mode, Problem, Role } from '../src/contract/values.ts';
import { useCall, useEvent, useLook } from './calls.ts';
import { KeyboardHelp } from './components/keyboard-help.tsx';
import { StationWindow } from './components/station-window.tsx';
import { SingleLetters, useKeys } from './keyboard.ts';
import { AuditorScreen } from './screens/auditor/auditor.tsx';
import { Opening } from './screens/ceremony/opening.tsx';
import { Who } from './screens/ceremony/who.tsx';
import { PlanRoom } from './screens/plan/plan-room.tsx';
import { HostScreen } from './screens/host/host.tsx';
import { Keyholder } from './screens/keyholder/keyholder.tsx';
import type { AuditorProps } from './screens/step-props.ts';
import { TokensRoom } from './screens/tokens/tokens-room.tsx';
import { Welcome } from './screens/welcome/welcome.tsx';
import { whoIs } from './who-is.ts';
import { useWitnessScreen, WitnessSwitchContext } from './witness-screen.ts';

/** Where the window is when no ceremony is open. With one open, the ceremony decides. */
type Place =
  | { at: 'welcome' }
  | { at: 'opening'; role: Exclude<Role, 'auditor'>; mode: Mode }
  | { at: 'tokens' }
  | { at: 'plan'; file: PlanFile | null }
  | { at: 'audit'; start: AuditorProps['start'] };

const WELCOME: Place = { at: 'welcome' };

/** The whole page: keyboard help over whatever the station shows. */
export function App() {
  const [letters, setLetters] = useState(true);
  const [help, setHelp] = useState(false);
  return (
    <SingleLetters value={letters}>
      <HelpKey onHelp={() => setHelp(true)} />
      <Rooms />
      {help ? (
        <KeyboardHelp
          singleLetters={letters}
          onSingleLetters={setLetters}
          onClose={() => setHelp(false)}
        />
      ) : null}
    </SingleLetters>
  );
}

function HelpKey({ onHelp }: { onHelp: () => void }) {
  useKeys({ '?': onHelp });
  return null;
}

function Rooms() {
  const [place, setPlace] = useState<Place>(WELCOME);
  const network = useLook('network.look', null);
  useEvent('network.changed', network.set);
  const state = useLook('ceremony.state', null);
  useEvent('ceremony.changed', state.set);
  const close = useCall('ceremony.close');
  const toWelcome = (): void => setPlace(WELCOME);
  const leave = async (): Promise<void> => {
    await close.did(null);
    toWelcome();
    state.again();
  };
  if (!state.loaded) return null;
  if (state.value !== null) {
    return (
      <CeremonyRoom
        ceremony={state.value}
        network={network.value}
        onCeremony={state.set}
        onFollow={(file) => {
          setPlace({ at: 'plan', file });
          state.set(null);
        }}
        onLeave={() => void leave()}
      />
    );
  }
  if (place.at === 'audit') {
    return <AuditRoom start={place.start} network={network.value} onLeave={toWelcome} />;
  }
  if (place.at === 'tokens') {
    return (
      <StationWindow title="Tokens" mode={null} who="" network={network.value} look="audit">
        <TokensRoom onLeave={toWelcome} />
      </StationWindow>
    );
  }
  if (place.at === 'plan') {
    return (
      <PlanRoom
        network={network.value}
        file={place.file}
        onOpened={state.set}
        onLeave={toWelcome}
      />
    );
  }
  if (place.at === 'opening') {
    return (
      <StationWindow
        title="Keyholder Station"
        mode={place.mode}
        who={place.role === 'host' ? 'Host' : 'Keyholder'}
        network={network.value}
      >
        <Opening
          role={place.role}
          mode={place.mode}
          onOpened={state.set}
          onPlan={() => setPlace({ at: 'plan', file: null })}
          onBack={toWelcome}
        />
      </StationWindow>
    );
  }
  return (
    <WelcomeRoom
      network={network.value}
      problem={state.problem ?? close.problem}
      onPlace={setPlace}
      onCeremony={state.set}
    />
  );
}

interface AuditRoomProps {
  start: AuditorProps['start'];
  network: NetworkState | null;
  onLeave: () => void;
}

function AuditRoom({ start, network, onLeave }: AuditRoomProps) {
  const [title, setTitle] = useState<string | null>(null);
  return (
    <StationWindow
      title={title ?? 'Audit'}
      mode={null}
      who="Auditor"
      network={network}
      look="audit"
    >
      <AuditorScreen start={start} onTitle={setTitle} onLeave={onLeave} />
    </StationWindow>
  );
}

interface CeremonyRoomProps {
  ceremony: CeremonyView;
  network: NetworkState | null;
  onCeremony: (ceremony: CeremonyView) => void;
  onFollow: (plan: PlanFile) => void;
  onLeave: () => void;
}

/** The room of whoever sits here. The screen for an audience is opened and closed from any of its screens. */
function CeremonyRoom(props: CeremonyRoomProps) {
  const witness = useWitnessScreen();
  return (
    <WitnessSwitchContext value={witness}>
      <SeatedRoom {...props} />
    </WitnessSwitchContext>
  );
}

function SeatedRoom({ ceremony, network, onCeremony, onFollow, onLeave }: CeremonyRoomProps) {
  const who = whoIs(ceremony);
  if (ceremony.you !== null && ceremony.role === 'keyholder') {
    return <Keyholder ceremony={ceremony} who={who} network={network} onLeave={onLeave} />;
  }
  const ready = ceremony.you !== null && ceremony.role === 'host';
  return (
    <StationWindow
      title={ceremony.title}
      mode={ceremony.mode}
      who={who}
      network={network}
      look={ready ? 'host' : 'steps'}
    >
      {ready ? (
        <HostScreen ceremony={ceremony} onFollow={onFollow} onLeave={onLeave} />
      ) : (
        <Who ceremony={ceremony} onKnown={onCeremony} onBack={onLeave} />
      )}
    </StationWindow>
  );
}

interface WelcomeRoomProps {
  network: NetworkState | null;
  problem: Problem | null;
  onPlace: (place: Place) => void;
  onCeremony: (ceremony: CeremonyView) => void;
}

function WelcomeRoom({ network, problem, onPlace, onCeremony }: WelcomeRoomProps) {
  const info = useLook('station.info', null);
  const recent = useLook('station.recent', null);
  const open = useCall('ceremony.open');
  const resume = useCall('ceremony.resume');
  const go = (role: Role, mode: Mode): void =>
    onPlace(role === 'auditor' ? { at: 'audit', start: null } : { at: 'opening', role, mode });
  const openPlace = async (role: Role, mode: Mode, place: string, name: string): Promise<void> => {
    if (role === 'auditor') return onPlace({ at: 'audit', start: { place, name } });
    const ceremony = await open.run({ place, role, mode });
    if (ceremony !== null) onCeremony(ceremony);
  };
  const goOn = async (item: RecentItem): Promise<void> => {
    if (item.role === 'auditor') return onPlace({ at: 'audit', start: { recent: item.id } });
    const ceremony = await resume.run({ recent: item.id });
    if (ceremony !== null) onCeremony(ceremony);
  };
  return (
    <Welcome
      info={info.value}
      network={network}
      recent={recent.value?.items ?? []}
      problem={problem ?? info.problem ?? recent.problem ?? open.problem ?? resume.problem}
      onContinue={go}
      onTokens={() => onPlace({ at: 'tokens' })}
      onOpen={(role, mode, place, name) => void openPlace(role, mode, place, name)}
      onResume={(item) => void goOn(item)}
    />
  );
}
