/** Puts a time span into words for people; exact figures would promise more than an estimate holds. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30 * DAY;
const YEAR = 365 * DAY;

/** Words for `seconds`, to follow "holds": "less than a second", "about 4 hours", "more than a million years". */
export function durationWords(seconds: number): string {
  if (seconds < 1) return 'less than a second';
  if (seconds < MINUTE) return about(seconds, 'second');
  if (seconds < HOUR) return about(seconds / MINUTE, 'minute');
  if (seconds < DAY) return about(seconds / HOUR, 'hour');
  if (seconds < 2 * MONTH) return about(seconds / DAY, 'day');
  if (seconds < YEAR) return about(seconds / MONTH, 'month');
  if (seconds < 1e6 * YEAR) return about(rounded(seconds / YEAR), 'year');
  return 'more than a million years';
}

function about(amount: number, unit: string): string {
  const whole = Math.max(1, Math.round(amount));
  return `about ${String(whole)} ${unit}${whole === 1 ? '' : 's'}`;
}

/** At most two figures that differ from zero. */
function rounded(amount: number): number {
  if (amount < 100) return amount;
  const step = 10 ** (Math.floor(Math.log10(amount)) - 1);
  return Math.round(amount / step) * step;
}
