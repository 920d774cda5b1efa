/**
 * POSIX extended regular expressions, matched by walking all states at once, so that no pattern can take more than
 * (pattern length × text length) steps. Only "does it occur" is answered.
 *
 * Source: POSIX.1-2017, chapter 9.4; checked against the filters Asterisk accepts (glibc `regcomp` with REG_EXTENDED).
 */

/** Whether the pattern occurs anywhere in the text. */
export type Matcher = (text: string) => boolean;

type Test = (code: number) => boolean;

type Node =
  | { readonly kind: 'test'; readonly test: Test; next: number }
  | { readonly kind: 'split'; a: number; b: number }
  | { readonly kind: 'start' | 'end'; next: number }
  | { readonly kind: 'done' };

/** Repetitions such as `{1,1000}` are written out; a pattern that grows beyond this counts as broken. */
const MAX_NODES = 5000;

/** A matcher for `pattern`; `undefined` when it is no extended regular expression. */
export function compilePosix(pattern: string): Matcher | undefined {
  const parsed = new Parser(pattern).parse();
  return parsed === undefined ? undefined : build(parsed);
}

type Tree =
  | { readonly kind: 'empty' | 'start' | 'end' }
  | { readonly kind: 'test'; readonly test: Test }
  | { readonly kind: 'sequence' | 'either'; readonly parts: readonly Tree[] }
  | { readonly kind: 'repeat'; readonly part: Tree; readonly min: number; readonly max: number };

class Parser {
  readonly #text: string;
  #at = 0;
  #isBroken = false;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Tree | undefined {
    const tree = this.#either(0);
    // glibc takes a lone ")" for itself only outside groups; REG_EXTENDED refuses it.
    return this.#isBroken || this.#at < this.#text.length ? undefined : tree;
  }

  #either(depth: number): Tree {
    const parts = [this.#sequence(depth)];
    while (this.#text[this.#at] === '|') {
      this.#at++;
      parts.push(this.#sequence(depth));
    }
    return { kind: 'either', parts };
  }

  #sequence(depth: number): Tree {
    const parts: Tree[] = [];
    while (this.#at < this.#text.length && !this.#isBroken) {
      const character = this.#text[this.#at];
      if (character === '|' || (character === ')' && depth > 0)) break;
      parts.push(this.#repeated(this.#atom(depth, parts.length === 0)));
    }
    return { kind: 'sequence', parts };
  }

  #atom(depth: number, isFirst: boolean): Tree {
    const character = this.#text[this.#at++] ?? '';
    if (character === '(') {
      if (depth > 200) return this.#broken();
      const inner = this.#either(depth + 1);
      if (this.#text[this.#at] !== ')') return this.#broken();
      this.#at++;
      return inner;
    }
    if (character === '[') return this.#bracket();
    if (character === '.') return { kind: 'test', test: (code) => code !== 0 };
    if (character === '^') return { kind: 'start' };
    if (character === '$') return { kind: 'end' };
    if (character === ')') return this.#broken();
    // glibc reads a repetition sign with nothing before it as an ordinary character or as nothing.
    if ('*+?'.includes(character) && isFirst) return { kind: 'empty' };
    if (character === '\\') {
      const next = this.#text[this.#at++];
      return next === undefined ? this.#broken() : literal(next);
    }
    return literal(character);
  }

  #repeated(atom: Tree): Tree {
    let tree = atom;
    for (;;) {
      const character = this.#text[this.#at];
      if (character === '*') tree = { kind: 'repeat', part: tree, min: 0, max: Infinity };
      else if (character === '+') tree = { kind: 'repeat', part: tree, min: 1, max: Infinity };
      else if (character === '?') tree = { kind: 'repeat', part: tree, min: 0, max: 1 };
      else if (character === '{') {
        const interval = /^\{(\d{1,5})(,?)(\d{0,5})\}/.exec(this.#text.slice(this.#at, this.#at + 14));
        if (interval === null) return tree;
        const min = Number(interval[1]);
        const max = interval[2] === '' ? min : interval[3] === '' ? Infinity : Number(interval[3]);
        if (max < min) return this.#broken();
        tree = { kind: 'repeat', part: tree, min, max };
        this.#at += interval[0].length;
        continue;
      } else return tree;
      this.#at++;
    }
  }

  #bracket(): Tree {
    const isNegated = this.#text[this.#at] === '^';
    if (isNegated) this.#at++;
    const tests: Test[] = [];
    for (let isFirst = true; ; isFirst = false) {
      const character = this.#text[this.#at];
      if (character === undefined) return this.#broken();
      if (character === ']' && !isFirst) break;
      const named = /^\[:([a-z]+):\]/.exec(this.#text.slice(this.#at, this.#at + 12));
      if (named !== null) {
        const test = CLASSES[named[1] ?? ''];
        if (test === undefined) return this.#broken();
        tests.push(test);
        this.#at += named[0].length;
        continue;
      }
      this.#at++;
      const from = character.charCodeAt(0);
      const last = this.#text[this.#at + 1];
      if (this.#text[this.#at] === '-' && last !== undefined && last !== ']') {
        const to = last.charCodeAt(0);
        if (to < from) return this.#broken();
        tests.push((code) => code >= from && code <= to);
        this.#at += 2;
      } else tests.push((code) => code === from);
    }
    this.#at++;
    return { kind: 'test', test: (code) => tests.some((test) => test(code)) !== isNegated };
  }

  #broken(): Tree {
    this.#isBroken = true;
    return { kind: 'empty' };
  }
}

function literal(character: string): Tree {
  const wanted = character.charCodeAt(0);
  return { kind: 'test', test: (code) => code === wanted };
}

const between =
  (from: string, to: string): Test =>
  (code) =>
    code >= from.charCodeAt(0) && code <= to.charCodeAt(0);
const isUpper = between('A', 'Z');
const isLower = between('a', 'z');
const isDigit = between('0', '9');
const isPrint = between(' ', '~');
const isAlnum: Test = (code) => isUpper(code) || isLower(code) || isDigit(code);

const CLASSES: Readonly<Record<string, Test>> = {
  alpha: (code) => isUpper(code) || isLower(code),
  upper: isUpper,
  lower: isLower,
  digit: isDigit,
  alnum: isAlnum,
  print: isPrint,
  graph: (code) => isPrint(code) && code !== 32,
  punct: (code) => isPrint(code) && code !== 32 && !isAlnum(code),
  space: (code) => code === 32 || (code >= 9 && code <= 13),
  blank: (code) => code === 32 || code === 9,
  cntrl: (code) => code < 32 || code === 127,
  xdigit: (code) => isDigit(code) || between('a', 'f')(code) || between('A', 'F')(code),
};

function build(tree: Tree): Matcher | undefined {
  const nodes: Node[] = [{ kind: 'done' }];
  const add = (node: Node): number => (nodes.length >= MAX_NODES ? 0 : nodes.push(node) - 1);
  /** Adds `part` in front of node `next` and returns its entry. */
  const compile = (part: Tree, next: number): number => {
    switch (part.kind) {
      case 'empty':
        return next;
      case 'start':
      case 'end':
        return add({ kind: part.kind, next });
      case 'test':
        return add({ kind: 'test', test: part.test, next });
      case 'sequence':
        return part.parts.reduceRight((after, inner) => compile(inner, after), next);
      case 'either':
        return part.parts.map((inner) => compile(inner, next)).reduce((a, b) => add({ kind: 'split', a, b }));
      case 'repeat': {
        let entry = next;
        if (part.max === Infinity) {
          const loop: Node = { kind: 'split', a: 0, b: next };
          entry = add(loop);
          loop.a = compile(part.part, entry);
        } else {
          for (let i = part.min; i < part.max && nodes.length < MAX_NODES; i++) {
            entry = add({ kind: 'split', a: compile(part.part, entry), b: next });
          }
        }
        for (let i = 0; i < part.min && nodes.length < MAX_NODES; i++) entry = compile(part.part, entry);
        return entry;
      }
    }
  };
  const start = compile(tree, 0);
  return nodes.length >= MAX_NODES ? undefined : (text) => occurs(nodes, start, text);
}

function occurs(nodes: readonly Node[], start: number, text: string): boolean {
  let states = new Set<number>();
  for (let at = 0; at <= text.length; at++) {
    enter(nodes, states, start, at, text.length);
    if (states.has(0)) return true;
    if (at === text.length) return false;
    const code = text.charCodeAt(at);
    const next = new Set<number>();
    for (const state of states) {
      const node = nodes[state];
      if (node?.kind === 'test' && node.test(code)) enter(nodes, next, node.next, at + 1, text.length);
    }
    states = next;
  }
  return false;
}

/** Adds a state and everything reachable from it without a character. */
function enter(nodes: readonly Node[], states: Set<number>, first: number, at: number, end: number): void {
  const waiting = [first];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    if (states.has(state)) continue;
    states.add(state);
    const node = nodes[state];
    if (node?.kind === 'split') waiting.push(node.a, node.b);
    else if (node?.kind === 'start' && at === 0) waiting.push(node.next);
    else if (node?.kind === 'end' && at === end) waiting.push(node.next);
  }
}
