/** Finds applications and functions by name. */
import { foldCase } from '../../text/ascii.ts';
import { closest } from '../../text/closest.ts';
import { applications } from './applications.ts';
import type { Callable } from './callable.ts';
import { functions } from './functions.ts';
import { retired } from './retired.ts';

const applicationsByName: ReadonlyMap<string, Callable> = new Map(
  applications.map((one) => [foldCase(one.name), one]),
);
const functionsByName: ReadonlyMap<string, Callable> = new Map(functions.map((one) => [one.name, one]));
const retiredByName: ReadonlyMap<string, string> = new Map(
  Object.entries(retired).map(([name, use]) => [foldCase(name), use]),
);

/** The application; letter case does not count. */
export function applicationNamed(name: string): Callable | undefined {
  return applicationsByName.get(foldCase(name));
}

/** The function; letter case counts. */
export function functionNamed(name: string): Callable | undefined {
  return functionsByName.get(name);
}

/** What to write instead of an application that was gone before Asterisk 13. */
export function successorOf(name: string): string | undefined {
  return retiredByName.get(foldCase(name));
}

/** Whether `version` has it. */
export function isThere({ since = 0, goneFrom = Infinity }: Callable, version: number): boolean {
  return version >= since && version < goneFrom;
}

/** The application that a typing slip most likely meant. */
export function nearApplication(name: string, version: number): string | undefined {
  return closest(name, namesIn(applications, version));
}

/** The function that a typing slip most likely meant; one in another letter case comes first. */
export function nearFunction(name: string, version: number): string | undefined {
  const upper = name.toUpperCase();
  const names = namesIn(functions, version);
  return names.find((one) => one.toUpperCase() === upper) ?? closest(name, names);
}

function namesIn(all: readonly Callable[], version: number): readonly string[] {
  return all.filter((one) => isThere(one, version)).map(({ name }) => name);
}
