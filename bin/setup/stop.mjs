/** Ends a command with a message for the person and exit code 1. */
export class Stop extends Error {}

/**
 * Runs the body of a command. A Stop is told in its own words; anything else is a fault of the
 * program and shows where it came from.
 *
 * @param {() => Promise<void> | void} body
 */
export async function command(body) {
  try {
    await body();
  } catch (error) {
    process.exitCode = 1;
    console.error(error instanceof Stop ? `\n${error.message}` : error);
  }
}
