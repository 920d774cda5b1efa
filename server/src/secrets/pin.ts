/** Judges PINs: numbers keyed in on a phone, where only a few tries are possible, so only the likeliest are bad. */
import { knownSecret } from './known.ts';

/** What is wrong with a PIN, the first that fits. */
export type PinProblem = 'empty' | 'equals-number' | 'short' | 'listed' | 'repeated' | 'running';

/** Fewer digits than this are tried through by hand. */
export const shortestPin = 4;

/** PINs many people choose. */
const common: ReadonlySet<string> = new Set([
  '1212',
  '2580',
  '0852',
  '1313',
  '2468',
  '1357',
  '1004',
  '6969',
  '4242',
]);

/** What speaks against `pin`, or `undefined`. `owners` are the mailbox or room numbers it guards. */
export function pinProblem(pin: string, owners: readonly string[]): PinProblem | undefined {
  if (pin === '') return 'empty';
  if (owners.includes(pin)) return 'equals-number';
  if (pin.length < shortestPin) return 'short';
  if (common.has(pin) || knownSecret(pin) !== undefined) return 'listed';
  if (isRepeated(pin)) return 'repeated';
  return isRunning(pin, 1) || isRunning(pin, 9) ? 'running' : undefined;
}

/** Whether each digit is `step` more than the one before, counting on from nine to zero. */
function isRunning(pin: string, step: number): boolean {
  if (!/^\d+$/.test(pin)) return false;
  for (let at = 1; at < pin.length; at++) {
    if ((Number(pin.charAt(at - 1)) + step) % 10 !== Number(pin.charAt(at))) return false;
  }
  return true;
}

function isRepeated(pin: string): boolean {
  for (let size = 1; size <= pin.length / 2; size++) {
    if (pin.length % size === 0 && pin.slice(0, size).repeat(pin.length / size) === pin) return true;
  }
  return false;
}
