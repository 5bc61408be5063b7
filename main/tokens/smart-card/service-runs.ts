import { connect } from 'node:net';

/** A local socket answers at once, or nobody listens. */
const longestWait = 2000;

/**
 * True where somebody listens on the service's local socket. A service that was killed leaves its socket behind, so the
 * file alone says nothing. Where the system starts the service on demand, this starts it.
 */
export async function serviceRuns(socket: string): Promise<boolean> {
  const connection = connect(socket);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  connection.once('connect', () => resolve(true));
  connection.once('error', () => resolve(false));
  connection.setTimeout(longestWait, () => resolve(false));
  try {
    return await promise;
  } finally {
    connection.destroy();
  }
}
