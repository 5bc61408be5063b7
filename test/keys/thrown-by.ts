/** What a promise is rejected with; a promise that is kept fails the test. */
export async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`nothing was thrown, but the answer is ${JSON.stringify(value)}`);
}
