import type { TokenSerial } from '../tokens/token.ts';
import { mayHaveSmartCard, maybeYubiKey, type ShownToken, type UsbDevice } from './device.ts';

/**
 * Which of the tokens on show left with the devices that left. A device that told its serial is that token. One that
 * told none is a token only where no other token or device could be meant: then it is the YubiKey that is left over.
 * Where that is open, nothing is said, and the modules are asked.
 */
export function goneTokens(
  left: readonly UsbDevice[],
  stayed: readonly UsbDevice[],
  shown: readonly ShownToken[],
): TokenSerial[] {
  const named = serialsOf(left);
  const staying = serialsOf(stayed);
  const candidates = shown.flatMap((token) =>
    token.serial !== null && maybeYubiKey(token) && !staying.has(token.serial) ? token.serial : [],
  );
  const surely = candidates.filter((serial) => named.has(serial));
  const rest = candidates.filter((serial) => !named.has(serial));
  const open = unnamed(left);
  return unnamed(stayed) === 0 && rest.length <= open ? [...surely, ...rest] : surely;
}

function serialsOf(devices: readonly UsbDevice[]): Set<string> {
  return new Set(devices.flatMap(({ info }) => info?.serial ?? []));
}

/** How many tokens may be among the devices that told no serial. */
function unnamed(devices: readonly UsbDevice[]): number {
  return devices.filter((device) => mayHaveSmartCard(device) && device.info?.serial == null).length;
}
