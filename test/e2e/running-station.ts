import type { ChildProcess } from 'node:child_process';
import type { Page } from '@playwright/test';
import type { Network, Person } from './person.ts';

export interface StartOptions {
  /** The small station of the shells' own tests, or the real one. */
  readonly kind: 'small' | 'real';
  /** Who starts it: whoever runs the tests, or the ordinary account that tests make. */
  readonly person: Person;
  /** In a window on a screen (Xvfb), instead of headless. */
  readonly headed: boolean;
  /** What it sees of a network; the machine's own unless said otherwise. */
  readonly network?: Network;
  /** A home folder to start in again; a new one is made otherwise. */
  readonly home?: string;
  /** Further arguments of Chromium, for example a false camera. */
  readonly extraArguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** The whole program as it runs, and the page in its window. */
export interface RunningStation {
  readonly page: Page;
  readonly home: string;
  readonly process: ChildProcess;
  /** What it told the person at the terminal, and what it logged. */
  readonly said: readonly string[];
  readonly logged: readonly string[];
  /** Resolves with the exit code when the program is over. */
  readonly over: Promise<number | null>;
  stop(): Promise<void>;
}
