import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { infoOverFido, type Packets } from '../../../main/usb/ctap-conversation.ts';
import { FrameError } from '../../../main/usb/frame-error.ts';
import { type FeatureReports, infoOverOtp } from '../../../main/usb/otp-conversation.ts';
import type { Clock } from '../../../main/usb/pages.ts';
import { deviceInformation, field, page } from '../../simulators/usb/device-information.ts';
import { FidoInterface, inPackets } from '../../simulators/usb/fido-interface.ts';
import { OtpInterface } from '../../simulators/usb/otp-interface.ts';

/** Time that passes only where it is waited for. */
function clockOfTests(): Clock {
  let now = 0;
  return {
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
  };
}

const nonce = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const twoPages = [
  page(field(0x02, 0, 0xbc, 0x61, 0x4e), field(0x10, 1)),
  page(field(0x05, 5, 7, 1), field(0x04, 3)),
];

/** What is written to a keyboard interface, and what is read from it. */
function otpDevice(
  device: { read(): Uint8Array; write(report: Uint8Array): void },
  written: number[][] = [],
): FeatureReports {
  return {
    read: async () => device.read(),
    write: async (report) => {
      written.push([...report]);
      device.write(report);
    },
  };
}

const askOverOtp = (device: FeatureReports) => infoOverOtp(device, clockOfTests());

describe('over the keyboard interface', () => {
  it('the device information is read, and the device is left as it was', async () => {
    const written: number[][] = [];
    const device = new OtpInterface(deviceInformation(), [5, 4, 3]);
    const info = await askOverOtp(otpDevice(device, written));
    expect(info).toMatchObject({ serial: '12345678', firmware: { text: '5.4.3' }, piv: 'on' });
    expect(device.asked).toEqual([0x13]);
    expect(written.at(-1)).toEqual([0, 0, 0, 0, 0, 0, 0, 0xff]);
    expect(device.read()[7]).toBe(0);
  });

  it('several pages are read', async () => {
    const info = await askOverOtp(otpDevice(new OtpInterface(twoPages, [5, 7, 1])));
    expect(info).toMatchObject({ serial: '12345678', formFactor: 'USB-C keychain' });
  });

  it.each([0x80, 0x40, 0x43, 0x20])(
    'a device that another program talks to (flag %i) is left alone',
    async (flag) => {
      const written: number[][] = [];
      const busy = { read: () => Uint8Array.of(0, 5, 4, 3, 1, 0, 0, flag), write: () => {} };
      await expect(askOverOtp(otpDevice(busy, written))).rejects.toThrow(new FrameError('busy'));
      expect(written).toEqual([]);
    },
  );

  it('a device that does not know the question is silent', async () => {
    const device = new OtpInterface([], [3, 4, 0]);
    await expect(askOverOtp(otpDevice(device))).rejects.toThrow(new FrameError('silent'));
  });

  it('a device that stays at work is given up in time', async () => {
    let reads = 0;
    const device = { read: () => Uint8Array.of(0, 5, 4, 3, 1, 0, 0, reads++ === 0 ? 0 : 0x80) };
    await expect(askOverOtp(otpDevice({ ...device, write: () => {} }))).rejects.toThrow(
      new FrameError('silent'),
    );
    expect(reads).toBeLessThan(200);
  });

  it('a device that always has one more page is not followed for ever', async () => {
    const more = Array.from({ length: 256 }, (_, at) => page(field(0x30 + at, 1), field(0x10, 1)));
    const device = new OtpInterface(more, [5, 7, 1]);
    await askOverOtp(otpDevice(device));
    expect(device.asked).toHaveLength(8);
  });

  it('a report of another length is refused', async () => {
    const device = { read: () => new Uint8Array(9), write: () => {} };
    await expect(askOverOtp(otpDevice(device))).rejects.toThrow(new FrameError('garbled'));
  });

  it('whatever a device answers, the conversation ends', async () => {
    const answers = fc.array(fc.uint8Array({ minLength: 8, maxLength: 8 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(answers, async (reports) => {
        let at = 0;
        let end = '';
        const clock = clockOfTests();
        const read = async () => {
          await clock.sleep(1);
          at += 1;
          return at === 1
            ? new Uint8Array(8)
            : (reports[at % (reports.length + 1)] ?? new Uint8Array(8));
        };
        try {
          end = (await infoOverOtp({ read, write: async () => {} }, clock)).formFactor;
        } catch (error) {
          if (error instanceof FrameError) end = error.fault;
        }
        expect(end).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });
});

/** A FIDO interface with answers that come one packet at a time; null where none is left. */
function fidoDevice(write: (packet: Uint8Array) => Uint8Array[], clock: Clock): Packets {
  const waiting: Uint8Array[] = [];
  return {
    write: async (packet) => void waiting.push(...write(packet)),
    read: async (milliseconds) => {
      const packet = waiting.shift();
      await clock.sleep(packet === undefined ? milliseconds : 1);
      return packet ?? null;
    },
  };
}

describe('over the FIDO interface', () => {
  const ask = (write: (packet: Uint8Array) => Uint8Array[]) => {
    const clock = clockOfTests();
    return infoOverFido(fidoDevice(write, clock), nonce, clock);
  };

  it('the device information is read on a channel of its own', async () => {
    const device = new FidoInterface(deviceInformation({ form: 0x82 }), [5, 4, 3]);
    const channels = new Set<number>();
    const info = await ask((packet) => {
      channels.add(Buffer.from(packet).readUInt32BE(0));
      return device.write(packet);
    });
    expect(info).toMatchObject({ serial: '12345678', formFactor: 'USB-A nano', fips: true });
    expect(device.asked).toEqual([0x86, 0xc2]);
    expect([...channels]).toEqual([0xff_ff_ff_ff, 0x43]);
  });

  it('several pages are read', async () => {
    const device = new FidoInterface(twoPages, [5, 7, 1]);
    const info = await ask((packet) => device.write(packet));
    expect(info).toMatchObject({ serial: '12345678', firmware: { text: '5.7.1' } });
  });

  it('what is meant for other programs counts for nothing', async () => {
    const device = new FidoInterface(deviceInformation(), [5, 4, 3]);
    const info = await ask((packet) => [
      // Another program opened its channel at the same time, and a third one is in the middle of a message.
      ...inPackets(0xff_ff_ff_ff, 0x86, [9, 9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 99, 2, 5, 4, 3, 1]),
      ...inPackets(7, 0x90, Array<number>(100).fill(1)),
      ...device.write(packet),
    ]);
    expect(info.serial).toBe('12345678');
  });

  it('a device that is busy with another channel is left alone', async () => {
    const device = new FidoInterface(deviceInformation(), [5, 4, 3]);
    const busy = ask((packet) =>
      packet[4] === 0x86 ? device.write(packet) : inPackets(0x43, 0xbf, [6]),
    );
    await expect(busy).rejects.toThrow(new FrameError('busy'));
  });

  it('a device that does not know the question is silent, and so is one that says nothing', async () => {
    const device = new FidoInterface([], [4, 0, 0]);
    await expect(ask((packet) => device.write(packet))).rejects.toThrow(new FrameError('silent'));
    await expect(ask(() => [])).rejects.toThrow(new FrameError('silent'));
  });

  it.each([
    ['an opening that is too short', [...nonce, 0, 0, 0, 5]],
    ['channel zero', [...nonce, 0, 0, 0, 0, 2, 5, 4, 3, 1]],
    ['the channel of everybody', [...nonce, 255, 255, 255, 255, 2, 5, 4, 3, 1]],
  ])('%s is refused', async (_, data) => {
    await expect(ask(() => inPackets(0xff_ff_ff_ff, 0x86, data))).rejects.toThrow(
      new FrameError('garbled'),
    );
  });

  it('another answer than to the question is refused', async () => {
    const device = new FidoInterface(deviceInformation(), [5, 4, 3]);
    const other = ask((packet) =>
      packet[4] === 0x86 ? device.write(packet) : inPackets(0x43, 0x83, [1]),
    );
    await expect(other).rejects.toThrow(new FrameError('garbled'));
  });

  it('a device that only says that it lives is given up in time', async () => {
    const device = new FidoInterface(deviceInformation(), [5, 4, 3]);
    const alive = Array.from({ length: 5000 }, () => inPackets(0x43, 0xbb, [1])).flat();
    const slow = ask((packet) => (packet[4] === 0x86 ? device.write(packet) : alive));
    await expect(slow).rejects.toThrow(new FrameError('silent'));
  });
});
