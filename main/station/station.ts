import { publicationHandlers } from './publication-handlers.ts';
import { recoveryHandlers } from './recovery-handlers.ts';
import { randomBytes } from 'node:crypto';
import type { CeremonyView } from '../../src/contract/ceremony.ts';
import type { StationContract } from '../../src/contract/contract.ts';
import type { Emit } from '../../src/contract/rpc.ts';
import { lookAtNetwork } from '../network/look.ts';
import { watchNetwork } from '../network/watch.ts';
import type { ShellFacts, Station } from '../shells/shell.ts';
import type { StartChild } from '../tokens/child-port.ts';
import { replacePrivateFile } from '../tokens/private-file.ts';
import { TokenHosts } from '../tokens/token-hosts.ts';
import { watchUsb, type UsbWatch } from '../usb/watch.ts';
import type { PresentToken } from '../tokens/token.ts';
import { assemblyHandlers } from './assembly-handlers.ts';
import { auditHandlers } from './audit-handlers.ts';
import { ceremonyHandlers } from './ceremony-handlers.ts';
import { CeremonyTable, type Desk } from './desk.ts';
import { stationFolders, type StationFolders } from './folders.ts';
import type { Work } from './handlers.ts';
import { onlineHandlers } from './online-handlers.ts';
import { delegateHandlers } from './delegations/delegate-handlers.ts';
import { delegationHandlers } from './delegations/handlers.ts';
import { proveHandlers } from './delegations/prove-handlers.ts';
import { hostHandlers } from './host-handlers.ts';
import { keyholderHandlers } from './keyholder-handlers.ts';
import { scriptHandlers } from './script-handlers.ts';
import { planHandlers } from './plan-handlers.ts';
import { PlaceRegister } from './place-register.ts';
import { listPlace } from './places.ts';
import { reportHandlers } from './report-handlers.ts';
import { rotationHandlers } from './rotation-handlers.ts';
import { RecentList } from './recent.ts';
import { tokenCareHandlers } from './token-care-handlers.ts';
import { tokenHandlers, tokenList } from './token-handlers.ts';
import { Turns } from './turns.ts';
import { UsbDesk } from './usb-desk.ts';
import { witnessScreenHandlers } from './witness-screen/handlers.ts';
import { WitnessScreen } from './witness-screen/screen.ts';

/** What a shell may decide beside its facts. */
export interface StationOptions {
  readonly folders?: StationFolders;
  readonly startChild?: StartChild;
  readonly childEntry?: string;
  /** What is plugged in, where it is not this machine's USB. */
  readonly usb?: UsbWatch;
}

/** The program behind the page: every handler of the contract, on this machine's folders and tokens. */
export async function createStation(
  shell: ShellFacts,
  options: StationOptions = {},
): Promise<Station> {
  const folders = options.folders ?? stationFolders(process.env);
  let emit: Emit<StationContract> = silent;
  const table = new CeremonyTable();
  const witness = new WitnessScreen(table, (state) => emit('witness.window', state));
  const turns = new Turns(witness.live);
  const desk = {
    ...(await openDesk(shell, folders, options)),
    atWork: () => turns.busy,
  };
  const places = new PlaceRegister();
  const recent = new RecentList(folders.settings, replacePrivateFile);
  const tokenIds = new Map<string, string>();

  const work: Work = {
    desk,
    table,
    places,
    recent,
    turns,
    tokenId: (token) => opaqueId(tokenIds, token),
    network: () => lookAtNetwork(desk.now()),
    emit: (name, value) => emit(name, value),
    changed: () => tellAndRemember(work),
  };
  const usb = new UsbDesk(options.usb ?? watchUsb(options.startChild), desk.tokens, (view) => {
    work.emit('usb.changed', view);
  });
  const ends = [
    () => usb.close(),
    watchNetwork(
      () => desk.now(),
      (state) => work.emit('network.changed', state),
    ),
    desk.tokens.onChange((listing) => work.emit('tokens.changed', tokenList(work, listing))),
  ];
  return {
    handlers: {
      'station.info': () => ({
        version: shell.version,
        shell: shell.name,
        node: process.versions.node,
        rehearsalOnly: desk.rehearsalOnly,
      }),
      'station.recent': async () => ({
        items: (await recent.items()).map(({ id, title, role, mode, detail, at }) => ({
          id,
          title,
          role,
          mode,
          detail,
          at,
        })),
      }),
      'network.look': () => work.network(),
      'usb.look': async () => usb.view(await desk.tokens.list()),
      'places.list': ({ place }) => listPlace(place, folders, places),
      ...tokenHandlers(work),
      ...tokenCareHandlers(work, (serial) => usb.device(serial)),
      ...ceremonyHandlers(work),
      ...keyholderHandlers(work),
      ...hostHandlers(work),
      ...assemblyHandlers(work),
      ...rotationHandlers(work),
      ...onlineHandlers(work),
      ...delegateHandlers(work),
      ...delegationHandlers(work),
      ...proveHandlers(work),
      ...reportHandlers(work),
      ...planHandlers(work),
      ...scriptHandlers(work),
      ...publicationHandlers(work),
      ...recoveryHandlers(work),
      ...auditHandlers(work),
      ...witnessScreenHandlers(witness),
    },
    onEmit(next) {
      emit = next;
    },
    witness: witness.side,
    async close() {
      for (const end of ends) end();
      // An act that is under way ends first, so that the record says how: the folder is still open for it.
      const lastAct = work.turns.end();
      await Promise.all([desk.tokens.close(), desk.colleagues.close()]);
      await lastAct;
      await table.clear();
    },
  };
}

/** Before the page is there, nobody is told. */
function silent(): void {}

/** The station's tokens, folders and clock, without a page: what the command line works with too. */
export async function openDesk(
  shell: Pick<ShellFacts, 'version' | 'root'>,
  folders: StationFolders,
  { startChild, childEntry }: StationOptions = {},
): Promise<Desk> {
  const shared = {
    settingsFolder: folders.settings,
    ...(startChild === undefined ? {} : { startChild }),
    ...(childEntry === undefined ? {} : { childEntry }),
  };
  return {
    folders,
    tokens: await TokenHosts.open({ ...shared, practiceFolder: folders.practice }),
    colleagues: await TokenHosts.open({
      ...shared,
      practiceFolder: folders.colleagues,
      places: { p11Kit: { configurations: [], modules: [] }, known: [] },
    }),
    station: `keyholder-station ${shell.version}`,
    rehearsalOnly: shell.root ? 'The station runs as root, where the page has no sandbox.' : null,
    now: () => `${new Date().toISOString().slice(0, 19)}Z`,
  };
}

async function tellAndRemember({ desk, table, recent, emit }: Work): Promise<void> {
  const ceremony = table.openOrNull;
  if (ceremony === null) return;
  const { view } = ceremony;
  emit('ceremony.changed', view);
  const day = new Date(desk.now()).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  await recent.remember({
    id: randomBytes(12).toString('hex'),
    path: ceremony.folder.path,
    title: view.title,
    role: view.role,
    mode: view.mode,
    detail: whereItStands(view, day),
    at: desk.now(),
    participant: view.you,
  });
}

/** Where a person goes on. A host has no steps: what is next is read from the files when the ceremony is opened. */
function whereItStands({ role, steps }: CeremonyView, day: string): string {
  if (role !== 'keyholder') return `last open ${day}`;
  const step = steps.find(({ state }) => state === 'now')?.step ?? 'done';
  if (step === 'done') return `finished ${day}`;
  return `stopped at ${step[0]?.toUpperCase()}${step.slice(1)}, ${day}`;
}

function opaqueId(ids: Map<string, string>, { module, serial, label }: PresentToken): string {
  const name = JSON.stringify([module, serial ?? label]);
  const known = ids.get(name);
  if (known !== undefined) return known;
  const id = randomBytes(12).toString('hex');
  ids.set(name, id);
  return id;
}
