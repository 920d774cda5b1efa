/**
 * Comments that silence rules: how they are written, which findings they cover, and which of them cover none.
 * Knows rule names only as words; the engine says which exist.
 *
 * `; asterisk-conf: ignore RULE[, RULE] (reason)` silences its own line or, alone on a line, the next one;
 * `ignore-section` its section; `ignore-file`, before the first section, everything.
 */
import type { Line } from '../syntax/line.ts';
import { foldCase } from '../text/ascii.ts';
import { closest } from '../text/closest.ts';
import { span, type Span, type TextEdit } from '../text/span.ts';

/** A comment that may silence something. */
export interface CommentLine {
  /** From 0, counted in the file. */
  readonly number: number;
  /** From its `;` to the end of the line. */
  readonly commentText: string;
  /** Where `commentText` starts in the file. */
  readonly commentStart: number;
  /** Nothing but the comment stands on the line. */
  readonly isAlone: boolean;
  /** 0 before the first header, 1 in the first section, and so on. */
  readonly sectionIndex: number;
}

/** One rule named in one comment. */
export interface Suppression {
  /** A rule id or `all`. */
  readonly rule: string;
  readonly reach: 'line' | 'section' | 'file';
  /** The rule's name in the file. */
  readonly span: Span;
  readonly number: number;
  /** The line after a comment that stands alone; else its own. */
  readonly targetNumber: number;
  readonly sectionIndex: number;
}

/** What the comments of one file say. */
export interface Suppressions {
  readonly suppressions: readonly Suppression[];
  /** Findings of `suppression-unknown`. */
  readonly unknown: readonly SuppressionFinding[];
}

/** A finding about a comment; `span` counts from the start of the file. */
export interface SuppressionFinding {
  readonly rule: 'suppression-unknown' | 'suppression-unused';
  readonly span: Span;
  readonly message: string;
  readonly number: number;
  readonly sectionIndex: number;
}

/** What has to be known of a finding to silence it; `number` is the line it starts on. */
export interface Silenceable {
  readonly rule: string;
  readonly number: number;
  readonly sectionIndex: number;
}

type Verb = keyof typeof reaches;

/** How much a comment silences. */
export type Reach = (typeof reaches)[Verb];

const marker = /;[\t ]*asterisk-conf[\t ]*:/i;
const reaches = { ignore: 'line', 'ignore-section': 'section', 'ignore-file': 'file' } as const;

/** Whether `text` holds a comment addressed to us at all: a quick look before anything else. */
export function mayHoldSuppressions(text: string): boolean {
  return marker.test(text);
}

/**
 * The comment of a line that can silence rules; `undefined` for other lines and inside `;-- --;` blocks.
 *
 * @param raw the line's text
 * @param start where the line starts in the file
 */
export function commentLine(
  line: Line,
  raw: string,
  start: number,
  place: { readonly number: number; readonly sectionIndex: number },
): CommentLine | undefined {
  if (!marker.test(raw) || line.depthAfter !== 0) return undefined;
  if (line.depthBefore !== 0 && line.comments.length < 2) return undefined;
  const last = line.comments.at(-1);
  if (last === undefined) return undefined;
  const commentText = raw.slice(last.start, last.end);
  if (!commentText.startsWith(';') || /^;--(?!-)/.test(commentText)) return undefined;
  return { ...place, commentText, commentStart: start + last.start, isAlone: line.kind === 'blank' };
}

/**
 * Reads the comments of a file, in the order of their lines. Several that stand alone on lines in a row all speak of
 * the line after the last one. Words that name no rule of `ruleIds` are listed in `unknown`.
 */
export function parseSuppressions(lines: Iterable<CommentLine>, ruleIds: ReadonlySet<string>): Suppressions {
  const comments: { readonly line: CommentLine; readonly words: Words }[] = [];
  const aloneNumbers = new Set<number>();
  for (const line of lines) {
    const words = readWords(line);
    if (words === undefined) continue;
    comments.push({ line, words });
    if (line.isAlone && words.verb.text === 'ignore') aloneNumbers.add(line.number);
  }
  const suppressions: Suppression[] = [];
  const unknown: SuppressionFinding[] = [];
  for (const { line, words } of comments) {
    const { number, sectionIndex } = line;
    const problem = verbProblem(words, sectionIndex) ?? commaProblem(words, ruleIds);
    if (problem) unknown.push({ rule: 'suppression-unknown', ...problem, number, sectionIndex });
    if (!isVerb(words.verb.text) || problem?.span === words.verb.span) continue;
    const reach = reaches[words.verb.text];
    const targetNumber = line.isAlone ? targetOf(number, aloneNumbers) : number;
    for (const { text: rule, span: place } of words.rules) {
      if (rule === 'all' || ruleIds.has(rule)) {
        suppressions.push({ rule, reach, span: place, number, targetNumber, sectionIndex });
      } else {
        const message = `Unknown rule "${shown(rule)}"${meant(closest(rule, ruleIds))}`;
        unknown.push({ rule: 'suppression-unknown', span: place, message, number, sectionIndex });
      }
    }
  }
  return { suppressions, unknown };
}

/**
 * Takes out what the comments silence and adds what is wrong with the comments themselves.
 *
 * `all` does not cover findings about comments; those have to be named. A comment counts as unused only if its rule is
 * one that `isChecked` says was looked at, so that switching a rule off makes no noise here.
 */
export function suppress<F extends Silenceable>(
  findings: readonly F[],
  { suppressions, unknown }: Suppressions,
  isChecked: (rule: string) => boolean,
): { readonly kept: readonly F[]; readonly comments: readonly SuppressionFinding[] } {
  if (suppressions.length === 0) return { kept: findings, comments: unknown };
  const index = indexed(suppressions);
  const used = new Set<Suppression>();
  const isKept = (finding: Silenceable): boolean => {
    const silencing = candidates(index, finding).filter((candidate) => covers(candidate, finding));
    for (const suppression of silencing) used.add(suppression);
    return silencing.length === 0;
  };
  const kept = findings.filter(isKept);
  const keptUnknown = unknown.filter(isKept);
  const unused = suppressions
    .filter(({ rule }) => !isAboutComments(rule) && (rule === 'all' || isChecked(rule)))
    .filter((suppression) => !used.has(suppression))
    .map((suppression): SuppressionFinding => ({
      rule: 'suppression-unused',
      span: suppression.span,
      message: unusedMessage(suppression),
      number: suppression.number,
      sectionIndex: suppression.sectionIndex,
    }));
  return { kept, comments: [...keptUnknown, ...unused.filter(isKept)] };
}

/** The comment that silences `rule`, as a fix writes it: without a reason, without a line end. */
export function suppressionComment(rule: string, reach: Reach = 'line'): string {
  return `; asterisk-conf: ${verbs[reach]} ${rule}`;
}

const verbs = { line: 'ignore', section: 'ignore-section', file: 'ignore-file' } as const;

/**
 * The edit that silences `rule` for the line starting at `lineStart` of `text`: one more name in a comment that already
 * stands alone above it, else such a comment of its own. It goes above because a line's own end is not always a place
 * where a comment may start. With a wider reach `lineStart` is where the comment itself belongs.
 */
export function suppressionEdit(
  text: string,
  lineStart: number,
  rule: string,
  reach: Reach = 'line',
): TextEdit {
  const eol = text.slice(0, lineStart).endsWith('\r\n') || /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n';
  const aboveStart = lineStart === 0 ? 0 : text.lastIndexOf('\n', lineStart - 2) + 1;
  const above = text.slice(aboveStart, lineStart).trimEnd();
  const list = listed.exec(above);
  if (list && foldCase(list[1] ?? '') === verbs[reach] && lineStart > 0) {
    const end = aboveStart + list[0].length;
    return { span: span(end, end), newText: `, ${rule}` };
  }
  const indent = reach === 'line' ? (/^[\t ]*/.exec(text.slice(lineStart))?.[0] ?? '') : '';
  const isOpen = lineStart > 0 && text[lineStart - 1] !== '\n' && reach !== 'line';
  const newText = `${isOpen ? eol : ''}${indent}${suppressionComment(rule, reach)}${eol}`;
  return { span: span(lineStart, lineStart), newText };
}

/** A comment that names rules, from the start of its line to the last name. */
const listed =
  /^\s*;[\t ]*asterisk-conf[\t ]*:[\t ]*(ignore(?:-section|-file)?)[\t ]+[\w-]+(?:[\t ]*,[\t ]*[\w-]+)*/i;

interface Word {
  readonly text: string;
  readonly span: Span;
}

interface Words {
  readonly verb: Word;
  readonly rules: readonly Word[];
  /** The first word after the list that is no reason in parentheses. */
  readonly stray?: Word;
}

/** `undefined` when the comment is not addressed to us, or says something else than what to ignore (`alias`). */
function readWords(line: CommentLine): Words | undefined {
  const start = marker.exec(line.commentText);
  if (!start) return undefined;
  const text = line.commentText;
  let at = start.index + start[0].length;
  const next = (pattern: RegExp): Word | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) return undefined;
    at = pattern.lastIndex;
    const word = match[1] ?? '';
    const end = line.commentStart + match.index + match[0].length;
    return { text: foldCase(word), span: span(end - word.length, end) };
  };
  const verb = next(/[\t ]*([\w-]+)/y);
  if (verb === undefined || verb.text === 'alias') return undefined;
  const rules: Word[] = [];
  for (let rule = next(/[\t ]+([\w-]+)/y); rule; rule = next(/[\t ]*,[\t ]*([\w-]+)/y)) rules.push(rule);
  const stray = next(/[\t ]*([\w-]+)/y);
  return { verb, rules, ...(stray ? { stray } : {}) };
}

type Problem = Pick<SuppressionFinding, 'span' | 'message'>;

function verbProblem({ verb, rules }: Words, sectionIndex: number): Problem | undefined {
  if (!isVerb(verb.text)) {
    const message = `Unknown word "${shown(verb.text)}" after "asterisk-conf:"`;
    return { span: verb.span, message: message + meant(closest(verb.text, Object.keys(reaches))) };
  }
  if (verb.text === 'ignore-file' && sectionIndex > 0) {
    return { span: verb.span, message: 'Expected "ignore-file" before the first section' };
  }
  if (rules.length > 0) return undefined;
  return { span: verb.span, message: `Missing rule after "${verb.text}", name one or write "all"` };
}

function commaProblem({ stray }: Words, ruleIds: ReadonlySet<string>): Problem | undefined {
  if (stray === undefined || !ruleIds.has(stray.text)) return undefined;
  return { span: stray.span, message: `Expected a comma before "${stray.text}"` };
}

function isVerb(word: string): word is Verb {
  return Object.hasOwn(reaches, word);
}

function targetOf(number: number, aloneNumbers: ReadonlySet<number>): number {
  let target = number + 1;
  while (aloneNumbers.has(target)) target++;
  return target;
}

interface Index {
  readonly byNumber: ReadonlyMap<number, readonly Suppression[]>;
  readonly bySection: ReadonlyMap<number, readonly Suppression[]>;
  readonly everywhere: readonly Suppression[];
}

function indexed(suppressions: readonly Suppression[]): Index {
  const byNumber = new Map<number, Suppression[]>();
  const bySection = new Map<number, Suppression[]>();
  const add = (map: Map<number, Suppression[]>, key: number, suppression: Suppression): void => {
    const list = map.get(key);
    if (list) list.push(suppression);
    else map.set(key, [suppression]);
  };
  for (const suppression of suppressions) {
    const { reach, number, targetNumber, sectionIndex } = suppression;
    if (reach === 'section') add(bySection, sectionIndex, suppression);
    if (reach !== 'line') continue;
    add(byNumber, number, suppression);
    if (targetNumber !== number) add(byNumber, targetNumber, suppression);
  }
  return { byNumber, bySection, everywhere: suppressions.filter(({ reach }) => reach === 'file') };
}

function candidates(index: Index, { number, sectionIndex }: Silenceable): readonly Suppression[] {
  return [
    ...(index.byNumber.get(number) ?? []),
    ...(index.bySection.get(sectionIndex) ?? []),
    ...index.everywhere,
  ];
}

function covers({ rule }: Suppression, finding: Silenceable): boolean {
  return rule === finding.rule || (rule === 'all' && !isAboutComments(finding.rule));
}

function isAboutComments(rule: string): boolean {
  return rule.startsWith('suppression-');
}

function unusedMessage({ rule, reach }: Suppression): string {
  const what = rule === 'all' ? 'nothing is reported' : `"${rule}" reports nothing`;
  const where = { line: 'on this line', section: 'in this section', file: 'in this file' }[reach];
  return `Unused suppression, ${what} ${where}; remove it`;
}

function meant(name: string | undefined): string {
  return name === undefined ? '' : `, did you mean "${name}"?`;
}

function shown(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}…` : word;
}
