import { readFile, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DeviceId } from '../wire.ts';

/** `/dev/hidraw7` gives `hidraw7`. */
const nodeName = /^\/dev\/(hidraw\d{1,5})$/;

/**
 * The USB device behind a hidraw node, by the kernel's files: its bus and address stand some folders above. Two keys of
 * one model cannot be told apart otherwise.
 * @returns null where the node has none, or is gone
 */
export async function deviceOfNode(path: string): Promise<DeviceId | null> {
  const name = nodeName.exec(path)?.[1];
  if (name === undefined) return null;
  try {
    let folder = await realpath(`/sys/class/hidraw/${name}/device`);
    for (let step = 0; step < 4; step += 1) {
      folder = dirname(folder);
      const address = await numberIn(`${folder}/devnum`);
      const bus = await numberIn(`${folder}/busnum`);
      if (address !== null && bus !== null) return `${bus.padStart(3, '0')}:${Number(address)}`;
    }
  } catch {
    // It was pulled out meanwhile.
  }
  return null;
}

async function numberIn(file: string): Promise<string | null> {
  try {
    return /^(\d{1,5})\n?$/.exec(await readFile(file, 'utf8'))?.[1] ?? null;
  } catch {
    return null;
  }
}
