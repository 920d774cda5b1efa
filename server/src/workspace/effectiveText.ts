/** Prints loaded sections as conf text, each value with the place it comes from in a comment behind it. */
import { relativePath, pathOf } from '../text/uri.ts';
import { chainOf, type LoadedRoot, type Step } from './effective.ts';
import type { LoadedCategory, Origin } from './load.ts';
import { maskedValues } from './masked.ts';
import type { ConfKind } from '../catalogue/option.ts';

/** How sections are printed. */
export interface EffectiveStyle {
  /** Tells which options hold secrets. */
  readonly kind: ConfKind | undefined;
  readonly isRevealed: boolean;
  /** Makes text safe for where it is printed; a value never holds a line feed. */
  readonly escape: (text: string) => string;
}

/** Comments start here unless the lines are longer. */
const LEAST_COLUMN = 24;
/** Longer lines do not push the comments of all others to the right. */
const MOST_COLUMN = 56;

/** The sections as text, an empty line between them; each line ends in a line feed. */
export function effectiveText(
  loaded: LoadedRoot,
  categories: readonly LoadedCategory[],
  style: EffectiveStyle,
): string {
  return categories.map((category) => sectionText(loaded, category, style)).join('\n');
}

function sectionText(loaded: LoadedRoot, category: LoadedCategory, style: EffectiveStyle): string {
  const values = style.isRevealed
    ? category.variables.map(({ value }) => value)
    : maskedValues(style.kind, category);
  const header = `[${style.escape(category.name)}]${category.isTemplate ? '(!)' : ''}`;
  const lines = [{ text: header, remark: headerRemark(loaded, category) }];
  category.variables.forEach((variable, i) => {
    const value = (values[i] ?? '').replaceAll(';', '\\;');
    const text = `${style.escape(variable.name)} = ${style.escape(value)}`.trimEnd();
    lines.push({ text, remark: chainText(loaded, chainOf(loaded, category, variable)) });
  });
  const width = Math.max(
    LEAST_COLUMN,
    ...lines.map(({ text }) => text.length).filter((n) => n <= MOST_COLUMN),
  );
  return lines.map(({ text, remark }) => `${text.padEnd(width)} ; ${style.escape(remark)}\n`).join('');
}

function headerRemark(loaded: LoadedRoot, { origin, inherits, reopenedAt }: LoadedCategory): string {
  return [
    placeText(loaded, origin),
    ...(inherits.length > 0 ? [`inherits ${inherits.join(', ')}`] : []),
    ...reopenedAt.map((place) => `continued at ${placeText(loaded, place)}`),
  ].join('; ');
}

/** The chain of a value in words, such as `phones.conf:7, from [base], continues sip.conf:4`. */
export function chainText(loaded: Pick<LoadedRoot, 'directory'>, chain: readonly Step[]): string {
  const words: string[] = [];
  for (const step of chain) {
    if (step.kind === 'entry') words.push(placeText(loaded, step.origin));
    else if (step.kind === 'append') words.push(`added to ${placeText(loaded, step.origin)}`);
    else if (step.kind === 'reopened') words.push(`section continued at ${placeText(loaded, step.origin)}`);
  }
  const templates = chain.flatMap((step) => (step.kind === 'template' ? [`[${step.name}]`] : []));
  if (templates.length > 0) words.push(`from ${templates.join(' through ')}`);
  return words.join(', ');
}

/** File and line, from 1; the file as Asterisk would include it. */
export function placeText({ directory }: Pick<LoadedRoot, 'directory'>, { uri, line }: Origin): string {
  return `${relativePath(directory, uri) ?? pathOf(uri)}:${String(line + 1)}`;
}
