/** Hovers in a dialplan context: extensions, priorities, applications, functions, their arguments and variables. */
import { applicationNamed } from '../../dialplan/catalogue/lookup.ts';
import { channelVariables } from '../../dialplan/catalogue/variables.ts';
import { fieldsOf, framesAt, innermostCall, type CallFrame } from '../../dialplan/cursor.ts';
import { numbered } from '../../dialplan/numbering.ts';
import { matcherOf } from '../../dialplan/pattern.ts';
import { contextLines, isContextName } from '../../dialplan/sectionLines.ts';
import type { PlacedLine, PlacedSection } from '../../model/fileModel.ts';
import type { EntryLine } from '../../syntax/line.ts';
import { shift, type Span } from '../../text/span.ts';
import { argumentDocs, callableText, optionLetters } from './callableText.ts';
import { blocks, code } from '../markdown.ts';

/** What the hover needs to know of the line. */
export interface HoveredLine {
  readonly section: PlacedSection;
  /** Name of the section, also before the first header. */
  readonly name: string | undefined;
  /** Entries of the section, places counted from it. */
  readonly entries: readonly PlacedLine<EntryLine>[];
  /** The line, counted from the start of the file. */
  readonly placed: PlacedLine<EntryLine>;
  /** Only where somebody said which one it is. */
  readonly version: number | undefined;
}

/** Markdown for `offset`, counted from the start of the file; `undefined` where there is nothing to say. */
export function dialplanHover(
  hovered: HoveredLine,
  offset: number,
): { readonly markdown: string; readonly span: Span } | undefined {
  const { placed, name } = hovered;
  if (!isContextName(name)) return undefined;
  const { line } = placed;
  const text = placed.text.slice(line.valueSpan.start, line.valueSpan.end);
  const base = placed.start + line.valueSpan.start;
  const at = offset - base;
  const fields = fieldsOf(line.key, text);
  if (fields === undefined || at < 0 || at > text.length) return undefined;
  const { extension, priority, application } = fields;
  const found =
    extension !== undefined && at <= extension.end
      ? extensionHover(text, extension)
      : priority !== undefined && at <= priority.end
        ? priorityHover(hovered, text, priority)
        : application !== undefined && at >= application
          ? callHover(text, application, at, fields.isHint, hovered.version)
          : undefined;
  return found === undefined ? undefined : { markdown: found.markdown, span: shift(found.span, base) };
}

interface Found {
  readonly markdown: string;
  readonly span: Span;
}

function callHover(
  text: string,
  from: number,
  at: number,
  isHint: boolean,
  version: number | undefined,
): Found | undefined {
  const word = wordAt(text, at, from);
  if (isHint) return undefined;
  const frames = framesAt(text, from, word.start);
  const top = frames.at(-1);
  if (word.start < word.end && top?.kind === 'application-name' && top.start === word.start) {
    const application = applicationNamed(text.slice(word.start, word.end));
    if (application === undefined) return undefined;
    return { markdown: callableText(application, 'application', version), span: word };
  }
  // One character further in, a call that begins with this word is known.
  const inside = text[word.end] === '(' ? innermostCall(framesAt(text, from, word.end + 1)) : undefined;
  if (inside?.callee === 'function' && inside.name.start === word.start && inside.callable !== undefined) {
    return { markdown: callableText(inside.callable, 'function', version), span: word };
  }
  if (top?.kind === 'variable') return variableHover(text, word);
  if (top?.kind !== 'call') return undefined;
  return argumentHover(text, top, at);
}

function variableHover(text: string, word: Span): Found | undefined {
  const name = text.slice(word.start, word.end);
  if (name === '') return undefined;
  const own = Object.hasOwn(channelVariables, name) ? channelVariables[name] : undefined;
  const argument = /^ARG(\d{1,3})$/.exec(name)?.[1];
  const about =
    own ?? (argument === undefined ? undefined : `In a subroutine or macro: argument number ${argument}.`);
  if (about === undefined) return undefined;
  return { markdown: blocks(code(`\${${name}}`), about), span: word };
}

function argumentHover(text: string, call: CallFrame, at: number): Found | undefined {
  const { callable } = call;
  if (callable === undefined) return undefined;
  const argument = callable.args[Math.min(call.index, callable.args.length - 1)];
  if (argument === undefined) return undefined;
  const end = argumentEnd(text, call, callable.separator ?? ',');
  const span = { start: call.argumentStart, end: Math.max(end, at) };
  const written = text.slice(span.start, span.end).trim();
  const words = Object.keys(argument.options ?? {}).some((one) => one.length > 1)
    ? written.split(/[\s,&]+/)
    : optionLetters(written);
  const used = argument.options === undefined ? [] : words;
  return { markdown: blocks(code(callable.name), argumentDocs(argument, used)), span };
}

/** Where the argument that begins at the frame's start ends. */
function argumentEnd(text: string, { argumentStart }: CallFrame, separator: string): number {
  let depth = 0;
  for (let at = argumentStart; at < text.length; at++) {
    const character = text[at] ?? '';
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) {
      if (depth === 0) return at;
      depth--;
    } else if (character === separator && depth === 0) return at;
  }
  return text.length;
}

function wordAt(text: string, at: number, from: number): Span {
  const isWord = (index: number): boolean => /\w/.test(text[index] ?? '');
  let start = at;
  while (start > from && isWord(start - 1)) start--;
  let end = at;
  while (end < text.length && isWord(end)) end++;
  return { start, end };
}

const SPECIAL: Readonly<Record<string, string>> = {
  s: 'Where a call starts that brought no number, and where macros and most subroutines start.',
  i: 'Where a call goes on when the number dialled is invalid; `INVALID_EXTEN` holds it.',
  t: 'Where a call goes on when nothing was dialled in time.',
  T: 'Where a call goes on when its absolute time limit is reached.',
  h: 'Runs after the call was hung up.',
  o: 'Where a caller gets to with 0 in voicemail.',
  a: 'Where a caller gets to with * in voicemail.',
  e: 'Catches what `i`, `t` and `T` would, where these are not there.',
  fax: 'Where a call goes on when a fax tone is heard.',
  failed: 'Where a call goes on that Asterisk itself tried to place and could not.',
};

function extensionHover(text: string, { start, end }: Span): Found | undefined {
  const [extension = '', caller] = text.slice(start, end).trim().split('/', 2);
  const span = { start, end };
  const callers = caller === undefined ? '' : callerText(caller);
  const special = Object.hasOwn(SPECIAL, extension) ? SPECIAL[extension] : undefined;
  if (special !== undefined) {
    return { markdown: blocks(`**Extension** ${code(extension)}`, special, callers), span };
  }
  if (!extension.startsWith('_')) {
    return callers === ''
      ? undefined
      : { markdown: blocks(`**Extension** ${code(extension)}`, callers), span };
  }
  if (/[${}]/.test(extension)) return undefined;
  return { markdown: blocks(`**Pattern** ${code(extension)}`, patternText(extension), callers), span };
}

function callerText(caller: string): string {
  return caller === '' ? 'Only for callers without a number.' : `Only for calls from ${code(caller)}.`;
}

/** `_9NXX.` as "9, then 2 to 9, then two digits, then one or more characters". */
function patternText(pattern: string): string {
  const parts: string[] = [];
  let run: { readonly text: string; count: number } | undefined;
  const close = (): void => {
    if (run === undefined) return;
    const { text, count } = run;
    if (text === 'digit') parts.push(count === 1 ? 'a digit' : `${String(count)} digits`);
    else parts.push(count === 1 ? text : `${text} ${String(count)} times`);
    run = undefined;
  };
  for (const place of matcherOf(pattern).places) {
    const text =
      place.kind === 'set'
        ? setText(place.characters)
        : place.kind === 'rest'
          ? 'one or more of anything'
          : 'anything or nothing';
    if (run?.text === text && text.length > 1) run.count++;
    else {
      close();
      run = { text, count: 1 };
    }
  }
  close();
  return parts.length === 0 ? '' : `Fits ${joinedLiterals(parts).join(', then ')}.`;
}

function setText(characters: string): string {
  if (characters === '0123456789') return 'digit';
  if (characters === '123456789') return '1 to 9';
  if (characters === '23456789') return '2 to 9';
  if (characters.length === 1) return characters;
  return `one of ${code(characters)}`;
}

/** Single characters in a row are one number. */
function joinedLiterals(parts: readonly string[]): readonly string[] {
  const result: string[] = [];
  let literal = '';
  const close = (): void => {
    if (literal !== '') result.push(code(literal));
    literal = '';
  };
  for (const part of parts) {
    if (part.length === 1) literal += part;
    else {
      close();
      result.push(part);
    }
  }
  close();
  return result;
}

function priorityHover(
  { section, entries, placed }: HoveredLine,
  text: string,
  span: Span,
): Found | undefined {
  const written = text.slice(span.start, span.end).trim();
  if (written === 'hint') {
    const about =
      'Not a step of a call: names the devices whose lamp shows the state of this extension, joined by `&`.';
    return { markdown: about, span };
  }
  const lines = contextLines(section.section, entries);
  const extensionLines = lines.map(({ line }) => (line?.kind === 'extension' ? line : undefined));
  const index = lines.findIndex(({ entry }) => entry.start + section.start === placed.start);
  const own = numbered(
    extensionLines.flatMap((line) => (line === undefined ? [] : [line])),
    section.section.header === undefined ? 'unknown' : 'start',
  ).find(({ line }) => line === extensionLines[index]);
  if (own?.priority === undefined || own.extension === undefined) return undefined;
  const label = own.label === undefined ? '' : ` Jumps reach it as ${code(own.label)} too.`;
  return {
    markdown: `Priority ${String(own.priority)} of ${code(own.extension)}.${label}`,
    span,
  };
}
