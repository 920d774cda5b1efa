/**
 * What a place in a line of the dialplan stands in, also while the line is being typed and nothing is closed yet.
 * Knows one line at a time.
 */
import { foldCase } from '../text/ascii.ts';
import type { Span } from '../text/span.ts';
import { applicationNamed, functionNamed } from './catalogue/lookup.ts';
import type { Callable } from './catalogue/callable.ts';

/** One of the things that are open at a place, the outermost first. Places count from the start of the text. */
export type Frame =
  /** The name of an application; it begins at `start`. */
  | { readonly kind: 'application-name'; readonly start: number }
  | CallFrame
  /** Behind `${`; what stands there is the name of a variable or a function. */
  | { readonly kind: 'variable'; readonly start: number }
  | { readonly kind: 'expression' }
  | { readonly kind: 'brackets' };

/** Between the parentheses of an application or function. */
export interface CallFrame {
  readonly kind: 'call';
  readonly callee: 'application' | 'function';
  readonly name: Span;
  readonly callable: Callable | undefined;
  /** Which argument, from 0. */
  index: number;
  /** Where the argument begins. */
  argumentStart: number;
  /** Where each argument up to this one begins. */
  readonly starts: number[];
}

/** Deeper nesting is not followed. */
const MAX_DEPTH = 40;

/** Everything that is open at `caret`, when an application begins at `from`. */
export function framesAt(text: string, from: number, caret: number): readonly Frame[] {
  const stack: Frame[] = [{ kind: 'application-name', start: skipBlanks(text, from, caret) }];
  let isQuoted = false;
  for (let at = from; at < caret; at++) {
    const top = stack.at(-1);
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '$' && (text[at + 1] === '{' || text[at + 1] === '[')) {
      if (at + 1 >= caret || stack.length > MAX_DEPTH) break;
      stack.push(text[at + 1] === '{' ? { kind: 'variable', start: at + 2 } : { kind: 'expression' });
      at++;
    } else if (character === '"') isQuoted = !isQuoted;
    else if (top === undefined) break;
    else step(text, at, stack, top, isQuoted);
  }
  return stack;
}

/** The innermost call among the frames. */
export function innermostCall(frames: readonly Frame[]): CallFrame | undefined {
  return frames.findLast((frame): frame is CallFrame => frame.kind === 'call');
}

function step(text: string, at: number, stack: Frame[], top: Frame, isQuoted: boolean): void {
  const character = text[at];
  switch (top.kind) {
    case 'application-name':
      if (character === '(') {
        stack.pop();
        stack.push(callFrame(text, 'application', top.start, at));
      } else if (character === ')') leaveCall(stack);
      return;
    case 'variable':
      if (character === '}') stack.pop();
      else if (character === '(') stack.push(callFrame(text, 'function', top.start, at));
      return;
    case 'expression':
      if (character === ']') stack.pop();
      else if (character === '[') stack.push({ kind: 'brackets' });
      return;
    case 'brackets':
      if (character === ')' || character === ']') stack.pop();
      else if (character === '(' || character === '[') stack.push({ kind: 'brackets' });
      return;
    case 'call':
      if (character === ')') stack.pop();
      else if (character === '(') stack.push(opened(text, at, top));
      else if (character === '}' && top.callee === 'function') leaveVariable(stack);
      else if (!isQuoted && character !== undefined) separate(text, at, stack, top, character);
  }
}

/** What a `(` in the arguments of a call begins. */
function opened(text: string, at: number, call: CallFrame): Frame {
  const written = text.slice(call.argumentStart, at);
  const word = /^\s*(\w+)$/.exec(written)?.[1];
  const name = foldCase(text.slice(call.name.start, call.name.end));
  if (word !== undefined && call.callee === 'application') {
    const start = at - word.length;
    if (name === 'set' || name === 'mset') return callFrame(text, 'function', start, at);
    if (name === 'exec' || name === 'tryexec') return callFrame(text, 'application', start, at);
  }
  return { kind: 'brackets' };
}

function separate(text: string, at: number, stack: Frame[], call: CallFrame, character: string): void {
  const name = foldCase(text.slice(call.name.start, call.name.end));
  if (name === 'execif' && (character === '?' || character === ':') && call.callee === 'application') {
    // What follows is an application of its own, up to the next colon.
    next(call, at);
    stack.push({ kind: 'application-name', start: skipBlanks(text, at + 1, text.length) });
  } else if (character === (call.callable?.separator ?? ',')) next(call, at);
}

function next(call: CallFrame, at: number): void {
  call.index++;
  call.argumentStart = at + 1;
  call.starts.push(at + 1);
}

function leaveCall(stack: Frame[]): void {
  stack.pop();
  if (stack.at(-1)?.kind === 'call') stack.pop();
}

function leaveVariable(stack: Frame[]): void {
  while (stack.length > 0) if (stack.pop()?.kind === 'variable') return;
}

function callFrame(text: string, callee: CallFrame['callee'], start: number, paren: number): CallFrame {
  let end = paren;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  const name = text.slice(start, end);
  const callable = callee === 'application' ? applicationNamed(name) : functionNamed(name);
  const first = paren + 1;
  return {
    kind: 'call',
    callee,
    name: { start, end },
    callable,
    index: 0,
    argumentStart: first,
    starts: [first],
  };
}

function skipBlanks(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && text.charCodeAt(at) <= 32) at++;
  return at;
}

/** The fields of `exten => extension,priority,application`; the last one is where the application begins. */
export interface LineFields {
  readonly extension?: Span;
  readonly priority?: Span;
  /** Absent where there is no comma before it yet. */
  readonly application?: number;
  readonly isHint: boolean;
}

/** Where the fields of a line stand; `undefined` for a key that is neither `exten` nor `same`. */
export function fieldsOf(key: string, text: string): LineFields | undefined {
  const word = foldCase(key);
  const isSame = word.startsWith('same');
  if (word !== 'exten' && !isSame) return undefined;
  let at = 0;
  let extension: Span | undefined;
  if (!isSame) {
    const end = fieldEnd(text, 0);
    extension = { start: 0, end };
    if (end === text.length) return { extension, isHint: false };
    at = end + 1;
  }
  const end = fieldEnd(text, at);
  const priority = { start: at, end };
  const isHint = text.slice(at, end).trim() === 'hint';
  const head = { priority, isHint, ...(extension === undefined ? {} : { extension }) };
  return end === text.length ? head : { ...head, application: end + 1 };
}

function fieldEnd(text: string, from: number): number {
  let square = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '[') square++;
    else if (text[at] === ']') square--;
    else if (text[at] === ',' && square <= 0) return at;
  }
  return text.length;
}
