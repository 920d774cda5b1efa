/** What can be put in on a line of a dialplan context: statements, priorities, applications, functions, variables, places. */
import type { Callable } from '../../dialplan/catalogue/callable.ts';
import { applications } from '../../dialplan/catalogue/applications.ts';
import { functions } from '../../dialplan/catalogue/functions.ts';
import { isThere } from '../../dialplan/catalogue/lookup.ts';
import { channelVariables } from '../../dialplan/catalogue/variables.ts';
import { fieldsOf, framesAt, innermostCall, type Frame, type LineFields } from '../../dialplan/cursor.ts';
import { isContextName } from '../../dialplan/sectionLines.ts';
import { linesOf, sectionsNamed } from '../../model/fileModel.ts';
import { foldCase } from '../../text/ascii.ts';
import type { CompletionContext } from '../completion/context.ts';
import type { Offer } from '../completion/entry.ts';
import { knownNames } from '../completion/references.ts';
import { signatureText } from './callableText.ts';
import { argumentOffers } from './argumentOffers.ts';
import { spanOf, word, type Typing } from './typing.ts';

/** Provider for extensions.conf; `undefined` leaves the place to others. */
export function dialplanOffers(context: CompletionContext): readonly Offer[] | undefined {
  const { facts, section, place } = context;
  if (facts.kind !== 'extensions.conf') return undefined;
  const name = section?.section.header?.name ?? facts.sectionAtStart;
  if (!isContextName(name)) return undefined;
  if (place.kind === 'name') return statements(context, place.hasOperator);
  if (place.kind !== 'value') return undefined;
  const { start } = place.span;
  const typing: Typing = { context, text: place.text, caret: place.caret - start, start };
  const fields = fieldsOf(place.key, place.text);
  if (fields === undefined) return statementValues(typing, place.key, name);
  return lineOffers(typing, fields);
}

const STATEMENTS: readonly (readonly [word: string, text: string, detail: string])[] = [
  ['exten', 'exten => ', 'first line of an extension'],
  ['same', 'same => n,', 'the next line of the extension above'],
  ['include', 'include => ', 'searches another context too'],
  ['switch', 'switch => ', 'asks another source for extensions'],
  ['ignorepat', 'ignorepat => ', 'keeps the dial tone while this matches'],
  ['autohints', 'autohints = ', 'makes hints for devices of equal name'],
];

function statements({ entries, lineNumber }: CompletionContext, hasOperator: boolean): readonly Offer[] {
  const isBehind = entries.some(({ line, number }) => number < lineNumber && foldCase(line.key) === 'exten');
  return STATEMENTS.map(([word, text, detail], i) => ({
    label: word,
    kind: 'option',
    newText: hasOperator ? word : text,
    detail,
    // Behind an extension its next line is what most likely comes.
    rank: word === 'same' ? (isBehind ? 0 : 9) : i + 1,
    ...(hasOperator ? {} : { then: 'suggest' as const }),
  }));
}

const SWITCHES: readonly string[] = ['Realtime/', 'Loopback/', 'IAX2/', 'DUNDi/', 'Lua/'];

function statementValues(typing: Typing, key: string, own: string | undefined): readonly Offer[] {
  const { context, text, caret } = typing;
  const span = spanOf(typing, 0, text.search(/[,;]|$/));
  switch (foldCase(key)) {
    case 'include': {
      if (text.slice(0, caret).includes(',')) return [];
      const { names, isCut } = knownNames(context, 'context', text.slice(0, caret));
      return names.filter(({ name }) => name !== own).map(({ name }) => word(name, 'reference', span, isCut));
    }
    case 'switch':
    case 'lswitch':
    case 'eswitch':
      return text.slice(0, caret).includes('/') ? [] : SWITCHES.map((name) => word(name, 'word', span));
    case 'autohints':
      return ['yes', 'no'].map((name) => word(name, 'word', span));
    default:
      return [];
  }
}

function lineOffers(
  typing: Typing,
  { extension, priority, application, isHint }: LineFields,
): readonly Offer[] {
  const { text, caret } = typing;
  if (extension !== undefined && caret <= extension.end) return [];
  if (priority !== undefined && caret <= priority.end) {
    return priorities(typing, priority.start, priority.end);
  }
  if (application === undefined) return [];
  if (isHint) return argumentOffers(typing, { kind: 'dial', from: application });
  const frames = framesAt(text, application, caret);
  const top = frames.at(-1);
  if (top?.kind === 'application-name') return applicationOffers(typing, top.start);
  if (top?.kind === 'variable') return variableOffers(typing, top.start);
  if (top?.kind === 'expression') return [];
  const call = innermostCall(frames);
  return call === undefined || isInBrackets(top) ? [] : argumentOffers(typing, { kind: 'call', call });
}

function isInBrackets(top: Frame | undefined): boolean {
  return top?.kind === 'brackets';
}

function priorities(typing: Typing, start: number, end: number): readonly Offer[] {
  const { text, context } = typing;
  const typed = text.slice(start, end);
  if (/[(+]/.test(typed)) return [];
  const comma = text[end] === ',' ? '' : ',';
  const extension = text.slice(0, Math.max(0, start - 1)).trim();
  const isKnown =
    start === 0 ||
    context.entries.some(
      ({ line, number }) =>
        number < context.lineNumber &&
        foldCase(line.key) === 'exten' &&
        line.value.startsWith(`${extension},`),
    );
  const lead = typed.length - typed.trimStart().length;
  const span = spanOf(typing, start + lead, end);
  const words = [
    ['n', 'one more than the line above', isKnown ? 0 : 2],
    ['1', 'the first line', 1],
    ['hint', 'the devices whose state this extension shows', 3],
  ] as const;
  return words.map(([label, detail, rank]) => ({
    label,
    kind: 'word',
    newText: label + comma,
    detail,
    rank,
    span,
    ...(comma === '' ? {} : { then: 'suggest' as const }),
  }));
}

/** What people write most, in order. */
const COMMON: readonly string[] = [
  ...[
    'Dial',
    'Answer',
    'Playback',
    'Hangup',
    'Goto',
    'GotoIf',
    'Set',
    'NoOp',
    'Voicemail',
    'Queue',
    'BackGround',
  ],
  ...['WaitExten', 'Wait', 'Gosub', 'Return', 'ExecIf', 'Read', 'Verbose', 'AGI', 'MixMonitor', 'ConfBridge'],
].map(foldCase);

function applicationOffers(typing: Typing, start: number): readonly Offer[] {
  const end = wordEnd(typing, start);
  const span = spanOf(typing, start, end);
  const isOpen = typing.text[end] === '(';
  return inVersion(typing, applications).map((application) => {
    const at = COMMON.indexOf(foldCase(application.name));
    return {
      ...callableOffer(application, 'application'),
      span,
      newText: isOpen ? application.name : `${application.name}($0)`,
      ...(isOpen ? {} : { isSnippet: true as const }),
      rank: application.outdated === undefined ? (at < 0 ? 50 : at) : 80,
    };
  });
}

function variableOffers(typing: Typing, start: number): readonly Offer[] {
  const { context, text } = typing;
  const end = wordEnd(typing, start);
  const span = spanOf(typing, start, end);
  const close = text[end] === '}' || text[end] === ':' || text[end] === '(' ? '' : '}';
  const variable = (label: string, detail: string, rank: number): Offer => ({
    label,
    kind: 'variable',
    newText: label + close,
    detail,
    rank,
    span,
  });
  const names = new Map<string, Offer>();
  for (const name of setVariables(context)) names.set(name, variable(name, 'set in this context', 10));
  for (const name of globals(context)) names.set(name, variable(name, 'global', 11));
  for (const [name, detail] of Object.entries(channelVariables)) {
    if (!names.has(name)) names.set(name, variable(name, detail, 20));
  }
  const isOpen = text[end] === '(';
  const known = inVersion(typing, functions).map((one): Offer => ({
    ...callableOffer(one, 'function'),
    // A few are variables too, such as CHANNEL.
    ...(names.has(one.name) ? { label: `${one.name}(…)`, filter: one.name } : {}),
    span,
    newText: isOpen ? one.name : `${one.name}($0)${close}`,
    ...(isOpen ? {} : { isSnippet: true as const }),
    rank: one.outdated === undefined ? 30 : 80,
  }));
  return [...names.values(), ...known];
}

function callableOffer(
  callable: Callable,
  callee: 'application' | 'function',
): Omit<Offer, 'newText' | 'rank'> {
  return {
    label: callable.name,
    kind: 'function',
    detail: signatureText(callable).label.slice(callable.name.length),
    ...(callable.outdated === undefined ? {} : { isDeprecated: true as const }),
    data: { from: 'callable', callee, name: callable.name },
  };
}

function inVersion({ context }: Typing, all: readonly Callable[]): readonly Callable[] {
  const { version } = context.options;
  return version === undefined ? all : all.filter((one) => isThere(one, version));
}

function setVariables({ entries }: CompletionContext): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { line } of entries) {
    for (const [, name = ''] of line.value.matchAll(/\bset\(_{0,2}([a-z]\w{0,78})=/gi)) names.add(name);
  }
  return names;
}

/** Names in `[globals]` of this file; what they hold may be secret and is not looked at. */
function globals({ model }: CompletionContext): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { section } of sectionsNamed(model, 'globals')) {
    for (const { line } of linesOf(section, model.tree.encoding)) {
      if (line.kind === 'entry' && /^[A-Za-z]\w*$/.test(line.key)) names.add(line.key);
    }
  }
  return names;
}

function wordEnd({ text, caret }: Typing, start: number): number {
  let end = Math.max(start, caret);
  while (end < text.length && /\w/.test(text[end] ?? '')) end++;
  return end;
}
