/**
 * How long an act is planned to take, such as `8m`, `2m30s` or `45s`. Minutes and seconds have letters, because YAML
 * readers of another age take `2:30` for a number.
 */
export const durationForm = /^(?:[1-9]\d{0,2}m(?:[1-5]?\ds)?|[1-5]?\ds)$/;

/** The seconds of a duration in that form; 0 for `0s`. */
export function durationSeconds(text: string): number {
  const [, minutes = '0', seconds = '0'] = /^(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

/** The form of so many seconds, rounded to whole ones and at most 999 minutes; `durationSeconds` reads it back. */
export function durationText(seconds: number): string {
  const whole = Math.min(Math.max(Math.round(seconds), 0), 999 * 60);
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  if (minutes === 0) return `${rest}s`;
  return rest === 0 ? `${minutes}m` : `${minutes}m${rest}s`;
}
