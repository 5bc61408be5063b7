import { lookAtNetwork } from '../../network/look.ts';
import { replacePrivateFile } from '../../tokens/private-file.ts';
import { CeremonyTable, type Desk } from '../desk.ts';
import type { Work } from '../handlers.ts';
import type { OpenCeremony } from '../open-ceremony.ts';
import { PlaceRegister } from '../place-register.ts';
import { RecentList } from '../recent.ts';
import { Turns } from '../turns.ts';

/** What the page's handlers need, for a ceremony that runs without a page: so it runs on the very same handlers. */
export async function windowlessWork(desk: Desk, ceremony: OpenCeremony): Promise<Work> {
  const table = new CeremonyTable();
  await table.place(ceremony);
  return {
    desk,
    table,
    places: new PlaceRegister(),
    recent: new RecentList(desk.folders.settings, replacePrivateFile),
    turns: new Turns(),
    tokenId: ({ serial }) => serial ?? '',
    network: () => lookAtNetwork(desk.now()),
    emit: () => {},
    changed: async () => {},
  };
}
