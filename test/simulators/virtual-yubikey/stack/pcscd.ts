import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, copyFileSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstVpcdPort } from '../vpcd-reader.ts';
import { systemEnvironment } from './namespace.ts';

/**
 * As readers of YubiKeys are named, by the interfaces that are switched on. One name for each copy of the driver: pcscd
 * counts readers of one name, but not across copies.
 */
const names = [
  'Yubico YubiKey OTP+FIDO+CCID',
  'Yubico YubiKey FIDO+CCID',
  'Yubico YubiKey OTP+CCID',
  'Yubico YubiKey CCID',
];
const driver = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
/** Readers that one copy of the driver can serve: it counts them by slot alone. */
const readersOfDriver = 2;

/** The name that pcscd gives the reader with this index, 0 to 7. */
export function readerName(index: number): string {
  return `${names[Math.floor(index / readersOfDriver)]} 00 0${index % readersOfDriver}`;
}

/** Starts pcscd with this many readers of vpcd. Its words go to pcscd.log in the folder. */
export function startPcscd(folder: string, readers: number): ChildProcess {
  const configuration = join(folder, 'readers');
  mkdirSync(configuration);
  const entries: string[] = [];
  for (let first = 0; first < readers; first += readersOfDriver) {
    const library = first === 0 ? driver : join(folder, `libifdvpcd-${first}.so`);
    if (library !== driver) copyFileSync(driver, library);
    const port = `0x${(firstVpcdPort + first).toString(16).toUpperCase()}`;
    entries.push(
      `FRIENDLYNAME "${names[first / readersOfDriver]}"`,
      `DEVICENAME /dev/null:${port}`,
      `LIBPATH ${library}`,
      `CHANNELID ${port}`,
      '',
    );
  }
  // One file, since pcscd takes several in the order in which the folder lists them.
  writeFileSync(join(configuration, 'virtual-yubikeys'), entries.join('\n'));
  const log = openSync(join(folder, 'pcscd.log'), 'w');
  try {
    return spawn('pcscd', ['--foreground', '--error', '-c', configuration], {
      stdio: ['ignore', log, log],
      env: systemEnvironment,
    });
  } finally {
    closeSync(log);
  }
}
