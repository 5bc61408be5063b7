/**
 * Virtual YubiKeys for a program that may not import them: serials as arguments; one line of JSON says where they are;
 * they are gone when standard input ends. Every touch is made at once.
 */
import { startYubikeyStack } from './stack/start.ts';

const serials = process.argv.slice(2).map(Number);
const stack = await startYubikeyStack({
  keys: serials.map((serial) => ({ serial, firmware: '5.4.3' })),
});
let closing: Promise<void> | null = null;
const close = (): void => {
  closing ??= stack.close().then(() => process.exit(0));
};
process.stdin.on('end', close);
process.on('SIGTERM', close);
process.on('SIGINT', close);
process.stdin.resume();
process.stdout.write(
  `${JSON.stringify({
    environment: stack.environment,
    keys: stack.keys.map(({ serial }, index) => ({ serial, reader: stack.readerName(index) })),
  })}\n`,
);
