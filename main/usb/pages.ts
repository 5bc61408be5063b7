/** Real devices have two or three pages; one that always has more is not followed. */
export const mostPages = 8;

/** Time for a conversation: milliseconds that only grow, and a wait. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
}
