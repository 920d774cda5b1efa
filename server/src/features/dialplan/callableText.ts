/** Words about an application or a function, for hovers, lists and signatures. */
import type { Argument, Callable } from '../../dialplan/catalogue/callable.ts';
import { isThere } from '../../dialplan/catalogue/lookup.ts';
import { blocks, code, link, list } from '../markdown.ts';

/** A signature with the place of each argument in it. */
export interface SignatureText {
  readonly label: string;
  /** Start and end of each argument in `label`. */
  readonly arguments: readonly (readonly [number, number])[];
}

/** `Dial(Technology/Resource,[timeout],[options],[URL])` */
export function signatureText({ name, args, separator = ',' }: Callable): SignatureText {
  let label = `${name}(`;
  const places: (readonly [number, number])[] = [];
  args.forEach((argument, i) => {
    if (i > 0) label += separator;
    const start = label.length;
    label += argumentText(argument);
    places.push([start, label.length]);
  });
  return { label: `${label})`, arguments: places };
}

function argumentText({ name, isOptional, parts, partSeparator = ',', repeats }: Argument): string {
  const text = parts === undefined ? name : parts.join(partSeparator);
  const whole = repeats === true ? `${text}…` : text;
  return isOptional === true ? `[${whole}]` : whole;
}

/** Markdown about it; `version` only where somebody said which one it is. */
export function callableText(
  callable: Callable,
  callee: 'application' | 'function',
  version: number | undefined,
): string {
  const { docs, caution } = callable;
  const { label } = signatureText(callable);
  const shown = callee === 'function' ? `\${${label}}` : label;
  return blocks(
    code(shown),
    docs,
    list([...versionFacts(callable, version), ...(caution === undefined ? [] : [`Careful: ${caution}.`])]),
    pageLink(callable, callee, version),
  );
}

function versionFacts(callable: Callable, version: number | undefined): readonly string[] {
  const { since, goneFrom, outdated, module } = callable;
  const facts = [module.startsWith('core') ? 'Part of Asterisk itself.' : `Module: ${code(module)}.`];
  if (version !== undefined && !isThere(callable, version)) facts.push(`Not in Asterisk ${String(version)}.`);
  if (since !== undefined) facts.push(`From Asterisk ${String(since)} on.`);
  const advice = outdated === undefined ? '' : `: ${outdated}`;
  if (goneFrom !== undefined) facts.push(`Gone from Asterisk ${String(goneFrom)} on${advice}.`);
  else if (outdated !== undefined) facts.push(`Outdated${advice}.`);
  return facts;
}

/** Markdown about one argument; `used` are the option letters or words that stand there. */
export function argumentDocs(
  { name, options, values, isOptional }: Argument,
  used: readonly string[],
): string {
  const words = [`Argument ${code(name)}${isOptional === true ? ', may be left out' : ''}`];
  const lines: string[] = [];
  for (const letter of used) {
    const meaning = options !== undefined && Object.hasOwn(options, letter) ? options[letter] : undefined;
    if (meaning !== undefined && meaning !== '') lines.push(`${code(letter)}: ${meaning}`);
  }
  if (values !== undefined) words.push(`One of ${values.map(code).join(', ')}`);
  if (lines.length === 0 && options !== undefined) {
    words.push(`Options: ${Object.keys(options).map(code).join(', ')}`);
  }
  return blocks(words.map((word) => `${word}.`).join(' '), list(lines));
}

/** The option letters in `tTm(default)g`, without what stands in their parentheses. */
export function optionLetters(text: string): readonly string[] {
  const letters = new Set<string>();
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth++;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0 && /[A-Za-z0-9*]/.test(character)) letters.add(character);
  }
  return [...letters];
}

function pageLink(
  { name, goneFrom, source }: Callable,
  callee: 'application' | 'function',
  version: number | undefined,
): string {
  if (source === undefined) return '';
  const last =
    goneFrom === undefined ? undefined : goneFrom > 22 ? 22 : goneFrom > 20 ? 20 : goneFrom > 18 ? 18 : 16;
  const branch = version !== undefined && [16, 18, 20, 22, 23].includes(version) ? version : undefined;
  const shown = last !== undefined && (branch === undefined || branch > last) ? last : branch;
  const root = shown === undefined ? 'Latest_API' : `Asterisk_${String(shown)}_Documentation`;
  const folder = callee === 'application' ? 'Dialplan_Applications' : 'Dialplan_Functions';
  return link(
    `Documentation of ${name}`,
    `https://docs.asterisk.org/${root}/API_Documentation/${folder}/${name}/`,
  );
}
