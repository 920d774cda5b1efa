/** What can be put in between the parentheses of applications and functions: places, devices, names, option letters. */
import type { CallFrame } from '../../dialplan/cursor.ts';
import { foldCase } from '../../text/ascii.ts';
import { dialplanIndexOf, type Reach } from '../../workspace/dialplan/dialplanIndex.ts';
import type { Offer } from '../completion/entry.ts';
import { knownNames } from '../completion/references.ts';
import { optionLetters } from './callableText.ts';
import { spanOf, word, type Typing } from './typing.ts';

/** Where the list is asked for: in an argument of a call, or in the devices of a hint that begin at `from`. */
export type ArgumentPlace =
  { readonly kind: 'dial'; readonly from: number } | { readonly kind: 'call'; readonly call: CallFrame };

/** Applications whose argument, counted from 0, is a place to jump to; it takes the rest of the arguments. */
const JUMPS: Readonly<Record<string, number>> = {
  goto: 0,
  gosub: 0,
  gotoif: 1,
  gotoiftime: 1,
  gosubif: 1,
  channelredirect: 1,
};

/** Arguments that name devices to call. */
const DIALS: Readonly<Record<string, number>> = {
  dial: 0,
  page: 0,
  retrydial: 3,
  chanisavail: 0,
  addqueuemember: 1,
  originate: 0,
};

/** Arguments that name something of another file, by the word that `knownNames` knows it by. */
const NAMES: Readonly<Record<string, readonly [index: number, kind: string]>> = {
  queue: [0, 'queue'],
  addqueuemember: [0, 'queue'],
  removequeuemember: [0, 'queue'],
  pausequeuemember: [0, 'queue'],
  unpausequeuemember: [0, 'queue'],
  voicemail: [0, 'mailbox'],
  voicemailmain: [0, 'mailbox'],
  musiconhold: [0, 'musicclass'],
  startmusiconhold: [0, 'musicclass'],
  disa: [1, 'context'],
  readexten: [2, 'context'],
  directory: [0, 'voicemail-context'],
};

export function argumentOffers(typing: Typing, place: ArgumentPlace): readonly Offer[] {
  if (place.kind === 'dial') return deviceOffers(typing, place.from);
  const { call } = place;
  const { text, caret } = typing;
  const name = foldCase(text.slice(call.name.start, call.name.end));
  if (call.callee === 'application') {
    const jump = Object.hasOwn(JUMPS, name) ? JUMPS[name] : undefined;
    if (jump !== undefined && call.index >= jump) return jumpOffers(typing, call.starts[jump] ?? caret);
    if (name === 'macro' && call.index === 0) return macroOffers(typing, call.argumentStart);
    if (Object.hasOwn(DIALS, name) && DIALS[name] === call.index) {
      return deviceOffers(typing, call.argumentStart);
    }
    const named = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
    if (named?.[0] === call.index) return nameOffers(typing, call.argumentStart, named[1]);
  }
  return wordOffers(typing, call);
}

function nameOffers(typing: Typing, from: number, kind: string): readonly Offer[] {
  const { text, caret, context } = typing;
  const start = Math.max(from, text.slice(from, caret).lastIndexOf('&') + from + 1);
  const { names, isCut } = knownNames(context, kind, text.slice(start, caret));
  const span = spanOf(typing, start, partEnd(text, caret));
  return names.map(({ name }) => word(name, 'reference', span, isCut));
}

function macroOffers(typing: Typing, from: number): readonly Offer[] {
  const { text, caret, context } = typing;
  const span = spanOf(typing, from, partEnd(text, caret));
  return knownNames(context, 'context', 'macro-')
    .names.filter(({ name }) => name.startsWith('macro-'))
    .map(({ name }) => word(name.slice('macro-'.length), 'reference', span));
}

const TECHNOLOGIES: readonly (readonly [string, string])[] = [
  ['PJSIP/', 'endpoint'],
  ['SIP/', 'peer'],
  ['IAX2/', ''],
  ['Local/', ''],
  ['DAHDI/', ''],
];

function deviceOffers(typing: Typing, from: number): readonly Offer[] {
  const { text, caret } = typing;
  const start = Math.max(from, text.slice(from, caret).lastIndexOf('&') + from + 1);
  const lead = start + (text.slice(start, caret).length - text.slice(start, caret).trimStart().length);
  const typed = text.slice(lead, caret);
  const slash = typed.indexOf('/');
  if (slash < 0) {
    const span = spanOf(typing, lead, partEnd(text, caret));
    return TECHNOLOGIES.map(([name]) => ({ ...word(name, 'word', span), then: 'suggest' as const }));
  }
  const technology = typed.slice(0, slash + 1).toLowerCase();
  const kind = TECHNOLOGIES.find(([name]) => name.toLowerCase() === technology)?.[1];
  // Behind a second slash or an at sign stands a number, or a login.
  if (kind === undefined || kind === '' || /[/@:$]/.test(typed.slice(slash + 1))) return [];
  return nameOffers(typing, lead + slash + 1, kind);
}

/** Labels of this extension, extensions of this context, and contexts; or what is in the context already written. */
function jumpOffers(typing: Typing, from: number): readonly Offer[] {
  const { text, caret, context } = typing;
  const name = context.section?.section.header?.name ?? context.facts.sectionAtStart;
  const start = pieceStart(text, from, caret);
  const parts = text.slice(start, caret).split(',');
  const typed = parts.at(-1) ?? '';
  const span = spanOf(typing, caret - typed.length, partEnd(text, caret));
  const index = dialplanIndexOf(context.workspace, context.facts.uri);
  const [first = '', second = ''] = parts.map((part) => part.trim());
  const own = name === undefined ? undefined : index.within(name);
  if (parts.length === 1) {
    const { names, isCut } = knownNames(context, 'context', typed);
    return once([
      ...labelOffers(own, extensionAbove(typing), span, 1),
      ...extensionOffers(own, span, 2),
      ...names.map((one) => ({
        ...word(one.name, 'reference', span, isCut),
        newText: `${one.name},`,
        detail: 'context',
        rank: 3,
        then: 'suggest' as const,
      })),
    ]);
  }
  if (parts.length === 2) {
    if (index.contexts.has(first)) return extensionOffers(index.within(first), span, 1);
    return labelOffers(own, first, span, 1);
  }
  return parts.length === 3 ? labelOffers(index.within(first), second, span, 1) : [];
}

/** The first of those with the same label. */
function once(offers: readonly Offer[]): readonly Offer[] {
  const byLabel = new Map<string, Offer>();
  for (const offer of offers) if (!byLabel.has(offer.label)) byLabel.set(offer.label, offer);
  return [...byLabel.values()];
}

/** More names than this help nobody. */
const MOST = 300;

function extensionOffers(reach: Reach | undefined, span: Offer['span'], rank: number): readonly Offer[] {
  const names = new Set<string>();
  for (const { extensions } of reach?.parts ?? []) {
    for (const { text } of extensions) if (!text.startsWith('_') && names.size < MOST) names.add(text);
  }
  return [...names].map((name) => ({
    ...word(name, 'reference', span),
    newText: `${name},`,
    detail: 'extension',
    rank,
    then: 'suggest' as const,
  }));
}

function labelOffers(
  reach: Reach | undefined,
  extension: string,
  span: Offer['span'],
  rank: number,
): readonly Offer[] {
  const labels = new Set<string>();
  let hasFirst = false;
  for (const { extensions } of reach?.parts ?? []) {
    for (const one of extensions) {
      if (one.text !== extension) continue;
      hasFirst ||= one.priorities.has(1);
      for (const label of one.labels.keys()) labels.add(label);
    }
  }
  const first = hasFirst ? [{ ...word('1', 'word', span), detail: 'the first line', rank }] : [];
  return [...first, ...[...labels].map((label) => ({ ...word(label, 'word', span), detail: 'label', rank }))];
}

/** The extension that the line belongs to. */
function extensionAbove({ context }: Typing): string {
  let extension = '';
  for (const { line, number } of context.entries) {
    if (number > context.lineNumber) break;
    if (foldCase(line.key) === 'exten') extension = line.value.slice(0, line.value.search(/[,/]|$/)).trim();
  }
  return extension;
}

/** Option letters with what they do, or the words an argument may be. */
function wordOffers(typing: Typing, call: CallFrame): readonly Offer[] {
  const { text, caret } = typing;
  const argument = call.callable?.args[call.index];
  if (argument === undefined) return [];
  const typed = text.slice(call.argumentStart, caret);
  const { options, values } = argument;
  if (values !== undefined) {
    const span = spanOf(typing, call.argumentStart, partEnd(text, caret));
    return values.map((value) => word(value, 'word', span));
  }
  if (options === undefined) return [];
  const isLetters = Object.keys(options).every((option) => option.length === 1);
  const used = new Set(isLetters ? optionLetters(typed) : typed.split(/[\s,&]+/));
  const wordStart = isLetters ? caret : Math.max(call.argumentStart, lastBreak(text, caret));
  const span = spanOf(typing, wordStart, caret);
  return Object.entries(options)
    .filter(([letter]) => !used.has(letter))
    .map(([letter, meaning]) => ({
      ...word(letter, 'word', span),
      ...(meaning === '' ? { rank: 2 } : { detail: meaning }),
      // What is typed so far are other letters.
      ...(isLetters ? { filter: letter } : {}),
    }));
}

/** Where the branch of `condition?first:second` that the caret is in begins. */
function pieceStart(text: string, from: number, caret: number): number {
  let depth = 0;
  let start = from;
  for (let at = from; at < caret; at++) {
    const character = text[at] ?? '';
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === ':' && depth === 0) start = at + 1;
  }
  return start;
}

/** Where the word at the caret ends. */
function partEnd(text: string, caret: number): number {
  let end = caret;
  while (end < text.length && /[\w@/*#+.-]/.test(text[end] ?? '')) end++;
  return end;
}

/** Behind the last character before the caret that belongs to no word. */
function lastBreak(text: string, caret: number): number {
  let start = caret;
  while (start > 0 && /\w/.test(text[start - 1] ?? '')) start--;
  return start;
}
