import { deviceInfo, type DeviceInfo, type Fields, hasMore, pageFields } from './device-info.ts';
import { FrameError } from './frame-error.ts';
import { OtpAnswer, otpFlag, otpRequest, otpReset, reportBytes } from './otp-frame.ts';
import { mostPages, type Clock } from './pages.ts';

/** The keyboard interface of one device: its feature report, 8 bytes, read and written. */
export interface FeatureReports {
  read(): Promise<Uint8Array>;
  write(report: Uint8Array): Promise<void>;
}

const slotDeviceInfo = 0x13;
/** Milliseconds between two looks at the device, and the most that one step may take. */
const pause = 20;
const longestStep = 3000;

/**
 * Asks for the device information over the keyboard interface. This frame has no channels: where another program is in
 * the middle of its own, the device is left alone.
 * @throws FrameError
 */
export async function infoOverOtp(device: FeatureReports, clock: Clock): Promise<DeviceInfo> {
  const { flags } = await status(device);
  if (flags !== 0) throw new FrameError('busy');
  const pages: Fields[] = [];
  try {
    do {
      pages.push(pageFields(await ask(device, Uint8Array.of(pages.length), clock)));
    } while (pages.length < mostPages && hasMore(pages.at(-1) ?? new Map()));
  } catch (error) {
    await device.write(otpReset).catch(() => {});
    throw error;
  }
  return deviceInfo(pages);
}

async function ask(device: FeatureReports, payload: Uint8Array, clock: Clock): Promise<Uint8Array> {
  for (const report of otpRequest(slotDeviceInfo, payload)) {
    await until(device, clock, ({ flags }) => (flags & otpFlag.written) === 0);
    await device.write(report);
  }
  const answer = new OtpAnswer();
  await until(device, clock, ({ report, flags }) => {
    if ((flags & otpFlag.answer) !== 0) return answer.take(report);
    // The status again: the question is not known to this firmware, or the answer broke off.
    if (flags === 0) throw new FrameError(answer.empty ? 'silent' : 'garbled');
    if ((flags & otpFlag.wantsTouch) !== 0) throw new FrameError('busy');
    return false;
  });
  await device.write(otpReset);
  return answer.page();
}

/** Reads again and again until `done`; waits only while the device is at work. */
async function until(
  device: FeatureReports,
  clock: Clock,
  done: (seen: { report: Uint8Array; flags: number }) => boolean,
): Promise<void> {
  const end = clock.now() + longestStep;
  for (;;) {
    const seen = await status(device);
    if (done(seen)) return;
    if (clock.now() > end) throw new FrameError('silent');
    if ((seen.flags & otpFlag.answer) === 0) await clock.sleep(pause);
  }
}

async function status(device: FeatureReports): Promise<{ report: Uint8Array; flags: number }> {
  const report = await device.read();
  const flags = report[reportBytes - 1];
  if (report.length !== reportBytes || flags === undefined) throw new FrameError('garbled');
  return { report, flags };
}
