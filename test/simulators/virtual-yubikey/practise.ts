/**
 * `npm run virtual-yubikey`: a virtual YubiKey for a person to practise with. Its keys are t to touch, u to pull out,
 * p to plug in, q to quit.
 */
import { parseArgs } from 'node:util';
import { startYubikeyStack, type YubikeyStack } from './stack/start.ts';

const usage = `npm run virtual-yubikey -- [--serial NUMBER] [--firmware NUMBERS]

--serial     as if printed on the back; 11223344 if it is left out
--firmware   4.4.5, 5.4.3 or 5.7.1, or another one; 5.4.3 if it is left out
`;

const keys = 't touch   u pull out   p plug in   q quit';

export interface Terminal {
  /** Keys as they are pressed. */
  readonly pressed: AsyncIterable<string>;
  readonly say: (line: string) => void;
}

/** Serves one virtual YubiKey until somebody quits. @returns the exit code */
export async function practise(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = optionsOf(args);
  if (options === null) {
    terminal.say(usage);
    return 2;
  }
  let stack: YubikeyStack;
  try {
    stack = await startYubikeyStack({
      keys: [{ ...options, touch: 'by-hand' }],
      onTouchWanted: () => terminal.say('The light blinks: press t to touch it.'),
    });
  } catch (error) {
    terminal.say(error instanceof Error ? error.message : String(error));
    return 1;
  }
  try {
    terminal.say(greeting(options, stack));
    await serve(stack, terminal);
  } finally {
    await stack.close();
  }
  terminal.say('The virtual YubiKey is gone, with everything on it.');
  return 0;
}

interface Options {
  readonly serial: number;
  readonly firmware: string;
}

function optionsOf(args: readonly string[]): Options | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      strict: true,
      options: { serial: { type: 'string' }, firmware: { type: 'string' } },
    });
    const serial = Number(values.serial ?? '11223344');
    const firmware = values.firmware ?? '5.4.3';
    const inForm =
      Number.isInteger(serial) &&
      serial >= 1 &&
      serial <= 0xffff_ffff &&
      /^\d{1,3}(\.\d{1,3}){1,2}$/.test(firmware);
    return inForm ? { serial, firmware } : null;
  } catch {
    return null;
  }
}

function greeting({ serial, firmware }: Options, { environment, controlSocket }: YubikeyStack) {
  return `A virtual YubiKey 5 is plugged in: serial ${serial}, firmware ${firmware}.
It is for practice. Its attestations end in the practice root, and nothing on it outlives this program.

PIN 123456, PUK 12345678, the management key of the factory: as on a new YubiKey.

Open the station in another terminal so that it sees this key, and no other:

  PCSCLITE_CSOCK_NAME=${environment.PCSCLITE_CSOCK_NAME} npm start

Programs can do the same over ${controlSocket}.

${keys}`;
}

async function serve({ keys: [key] }: YubikeyStack, { pressed, say }: Terminal): Promise<void> {
  if (key === undefined) return;
  for await (const name of pressed) {
    switch (name) {
      case 't':
        say((await key.touch()) ? 'Touched.' : 'Touched, and nothing waited for it.');
        break;
      case 'u':
        await key.unplug();
        say('Pulled out.');
        break;
      case 'p':
        await key.plug();
        say('Plugged in.');
        break;
      case 'q':
        return;
      default:
        say(keys);
    }
  }
}

/** Single keys where a terminal is there, else lines; Ctrl-C quits. */
async function* pressedKeys(): AsyncGenerator<string> {
  const { stdin } = process;
  if (stdin.isTTY) stdin.setRawMode(true);
  try {
    for await (const chunk of stdin) {
      for (const character of String(chunk).trim()) {
        yield character === '\u0003' || character === '\u0004' ? 'q' : character.toLowerCase();
      }
    }
  } finally {
    if (stdin.isTTY) stdin.setRawMode(false);
    stdin.pause();
  }
}

if (import.meta.main) {
  process.exitCode = await practise(process.argv.slice(2), {
    pressed: pressedKeys(),
    say: (line) => process.stdout.write(`${line}\n`),
  });
}
