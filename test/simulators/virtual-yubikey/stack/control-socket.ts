import { createServer, type Server } from 'node:net';
import { createInterface } from 'node:readline';
import type { StackKeys } from './keys.ts';
import { type ControlAnswer, controlRequest } from './requests.ts';

/**
 * Serves the control socket: lines of JSON in and out. Its folder belongs to one person; whoever reaches the socket
 * may do everything.
 */
export async function serveControl(path: string, keys: StackKeys): Promise<Server> {
  const server = createServer((connection) => {
    connection.on('error', () => {});
    createInterface({ input: connection }).on('line', (line) => {
      void answerTo(line, keys, (answer) => {
        if (!connection.destroyed) connection.write(`${JSON.stringify(answer)}\n`);
      });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return server;
}

async function answerTo(
  line: string,
  keys: StackKeys,
  send: (answer: ControlAnswer) => void,
): Promise<void> {
  let id = 0;
  try {
    const request = controlRequest.parse(JSON.parse(line));
    ({ id } = request);
    send(await keys.act(request));
  } catch (error) {
    send({ id, ok: false, error: error instanceof Error ? error.message : String(error) });
  }
}
