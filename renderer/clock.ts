import { useSyncExternalStore } from 'react';

function everySecond(changed: () => void): () => void {
  const timer = setInterval(changed, 1000);
  return () => clearInterval(timer);
}

function now(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}

/** This machine's day in UTC, `YYYY-MM-DD`. */
export function useToday(): string {
  return useSyncExternalStore(everySecond, today, today);
}

function today(): string {
  return now().slice(0, 10);
}

/** This machine's time, in RFC 3339, UTC, whole seconds; read again each second. */
export function useClock(): string {
  return useSyncExternalStore(everySecond, now, now);
}
