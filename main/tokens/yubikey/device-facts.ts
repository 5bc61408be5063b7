import {
  deviceInfo,
  hasMore,
  pageFields,
  type DeviceInfo,
  type Fields,
} from '../../usb/device-info.ts';
import { FrameError } from '../../usb/frame-error.ts';
import type { Card } from '../smart-card/card.ts';
import { send } from './apdu.ts';
import { PivRefusal } from './piv-status.ts';
import { selectPiv } from './piv-card.ts';

const managementApplet = Buffer.from('a000000527471117', 'hex');
/** No device has more pages of information. */
const mostPages = 4;

/**
 * What the management applet tells of the device: the same pages as over USB. Null where the firmware has none of it
 * (before 4.1), or where it tells something that makes no sense: it only informs, and proves nothing. The PIV applet is
 * selected afterwards. Throws CardFault.
 */
export async function deviceFacts(card: Card): Promise<DeviceInfo | null> {
  try {
    await send(card, { instruction: 0xa4, p1: 0x04, data: managementApplet });
    const pages: Fields[] = [];
    for (let page = 0; page < mostPages; page += 1) {
      const fields = pageFields(await send(card, { instruction: 0x1d, p1: page }));
      pages.push(fields);
      if (!hasMore(fields)) break;
    }
    return deviceInfo(pages);
  } catch (error) {
    if (error instanceof PivRefusal || error instanceof FrameError) return null;
    throw error;
  } finally {
    await selectPiv(card);
  }
}
