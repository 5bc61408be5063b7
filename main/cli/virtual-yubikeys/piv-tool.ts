import { spawn } from 'node:child_process';
import { decodePem } from '../../../src/encoding/pem.ts';
import { TokenError } from '../../tokens/token-error.ts';

const deadline = 60_000;

/** Debian's yubico-piv-tool on the virtual YubiKey in one reader. PINs go in by standard input, never by an argument. */
export class PivTool {
  readonly #reader: string;
  readonly #environment: Readonly<Record<string, string>>;

  constructor(reader: string, environment: Readonly<Record<string, string>>) {
    this.#reader = reader;
    this.#environment = environment;
  }

  /** @throws TokenError `module.fault` like every method here */
  async changePin(before: string, after: string): Promise<void> {
    await this.#run(['--stdin-input', '--action', 'change-pin'], `${before}\n${after}\n`);
  }

  /** Enters a PIN that is wrong: one try is gone. Fulfils once the device has refused it. */
  async wrongPin(): Promise<void> {
    try {
      await this.#run(['--stdin-input', '--action', 'verify-pin'], '87654321\n');
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
    }
  }

  /** Unlocks the PIN with the PUK, and sets a new one. */
  async unblockPin(puk: string, pin: string): Promise<void> {
    await this.#run(['--stdin-input', '--action', 'unblock-pin'], `${puk}\n${pin}\n`);
  }

  /** A new P-256 key in slot 9c, with PIN and touch at every signature. What was there is gone. */
  async generate(): Promise<void> {
    const policies = ['--pin-policy=always', '--touch-policy=always'];
    await this.#run([
      '--action',
      'generate',
      '--slot',
      '9c',
      '--algorithm',
      'ECCP256',
      ...policies,
    ]);
  }

  /** What the device certifies about the key in slot 9c, DER. */
  async keyCertificate(): Promise<Uint8Array> {
    return decodePem(await this.#run(['--action', 'attest', '--slot', '9c']), 'CERTIFICATE');
  }

  /** The device's own certificate, DER. */
  async deviceCertificate(): Promise<Uint8Array> {
    const pem = await this.#run(['--action', 'read-certificate', '--slot', 'f9']);
    return decodePem(pem, 'CERTIFICATE');
  }

  async #run(args: readonly string[], input = ''): Promise<string> {
    const child = spawn('yubico-piv-tool', ['--reader', this.#reader, ...args], {
      env: { PATH: '/usr/bin:/bin', ...this.#environment },
      timeout: deadline,
      killSignal: 'SIGKILL',
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (output.length < 100_000) output += chunk.toString('latin1');
    });
    child.stderr.resume();
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const code = await new Promise<number | string | null>((resolve) => {
      child.once('error', ({ message }) => resolve(message));
      child.once('close', resolve);
    });
    if (code === 0) return output;
    throw new TokenError('module.fault', 'yubico-piv-tool did not do it', {
      found: String(code),
      hint: 'Install Debian’s yubico-piv-tool, and start the rehearsal again.',
    });
  }
}
