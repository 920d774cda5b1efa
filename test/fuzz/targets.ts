/** What is fuzzed inside one process. Each target makes its own input from the seed and throws when a law is broken. */
import { readArguments } from '../../server/src/cli/args.ts';
import { readBaseline } from '../../server/src/cli/baseline.ts';
import { printable } from '../../server/src/text/printable.ts';
import { parseIaxRegister } from '../../server/src/register/chanIax2.ts';
import { parseSipRegister } from '../../server/src/register/chanSip.ts';
import type { RegisterString } from '../../server/src/register/shape.ts';
import { safeFixes } from '../../server/src/rules/fixAll.ts';
import { fixesFor } from '../../server/src/rules/fixes.ts';
import { readProjectFile } from '../../server/src/rules/projectFile.ts';
import { lint } from '../../server/src/rules/run.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { matchesGlob } from '../../server/src/text/glob.ts';
import { ignoring } from '../../server/src/text/ignore.ts';
import { compilePosix } from '../../server/src/text/posixRegex.ts';
import { applyEdits, type Span } from '../../server/src/text/span.ts';
import { load } from '../../server/src/workspace/load.ts';
import { maskedMessages, maskedValues } from '../../server/src/workspace/masked.ts';
import type { Workspace } from '../../server/src/workspace/workspace.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';
import { seededRandom } from '../support/seededRandom.ts';
import { MARKER, pick, randomConf, randomKind, type Random } from './confText.ts';

/** One input and its check; all of it follows from the seed. */
export type Target = (seed: number) => void;

export const targets: Readonly<Record<string, Target>> = {
  rules: checkRules,
  load: checkLoad,
  register: checkRegister,
  patterns: checkPatterns,
  words: checkWords,
};

interface Files {
  readonly workspace: Workspace;
  readonly uris: readonly string[];
  readonly textOf: (uri: string) => string;
}

/** A root with what it includes and one neighbour. */
function randomFiles(random: Random): Files {
  const kind = randomKind(random);
  const files: Record<string, string> = { [kind]: randomConf(random, kind, random(40)) };
  if (random(2) === 0) files['more.conf'] = randomConf(random, kind, random(15));
  const neighbour = randomKind(random);
  if (random(3) === 0) files[neighbour] ??= randomConf(random, neighbour, random(20));
  const texts = new Map(Object.entries(files).map(([name, text]) => [FOLDER + name, text]));
  return { workspace: workspaceOf(files), uris: [...texts.keys()], textOf: (uri) => texts.get(uri) ?? '' };
}

function checkRules(seed: number): void {
  const random = seededRandom(seed);
  const { workspace, uris, textOf } = randomFiles(random);
  const version = pick(random, ['auto', 16, 18, 20, 22, 23] as const);
  const settings = { ...defaultLintSettings, asteriskVersion: version };
  for (const uri of uris) {
    const text = textOf(uri);
    for (const { rule, message, span } of lint(workspace, uri, settings)) {
      within(span, text, rule);
      // A path in an #include and a word in the options of a header are names, whatever stands there.
      holds(
        /^conf-(?:include|template)-/.test(rule) || !withoutNames(message).includes(MARKER),
        `${rule} says a secret: ${message.split(MARKER)[0] ?? ''}`,
      );
      holds(message !== '' && printable(message) === message, `${rule} says something unprintable`);
    }
    const whole = { start: 0, end: text.length };
    for (const fix of fixesFor(workspace, uri, settings, whole)) {
      holds(
        /^conf-(?:include|template)-/.test(fix.rule) ||
          !withoutNames(`${fix.title}${fix.message}`).includes(MARKER),
        `a fix of ${fix.rule} says a secret`,
      );
      const edits = fix.edits(random);
      for (const edit of edits) within(edit.span, text, `the fix of ${fix.rule}`);
      const sorted = [...edits].sort((a, b) => a.span.start - b.span.start);
      for (const [i, edit] of sorted.entries()) {
        holds(i === 0 || (sorted[i - 1]?.span.end ?? 0) <= edit.span.start, `edits of ${fix.rule} overlap`);
      }
      applyEdits(text, edits);
    }
    safeFixes(workspace, uri, settings);
  }
}

function checkLoad(seed: number): void {
  const random = seededRandom(seed);
  const { workspace, uris } = randomFiles(random);
  const [root = ''] = uris;
  for (const version of [16, 22] as const) {
    const result = load(workspace, root, { version, execIncludes: random(2) === 0 });
    for (const message of maskedMessages(result.messages)) {
      if (/include|regular/.test(message.summary)) continue;
      holds(!JSON.stringify(message).includes(MARKER), 'a message of the loader says a secret');
    }
    if (!result.ok) continue;
    for (const category of result.categories) {
      holds(maskedValues('sip.conf', category).length === category.variables.length, 'a value is lost');
    }
  }
}

function checkRegister(seed: number): void {
  const random = seededRandom(seed);
  const pieces = [
    ...Array.from('@:/?~;"()[]<>\\ ,=#&\t\0é😀'),
    'user',
    'host',
    '5060',
    '99999',
    'udp',
    '://',
    '::1',
    '\ud800',
  ];
  const value = Array.from({ length: random(30) }, () => pick(random, pieces))
    .join('')
    .repeat(random(20) === 0 ? 40 : 1);
  const context = { defaultExpiry: 1 + random(4000) };
  for (const parse of [parseSipRegister, parseIaxRegister]) {
    const parsed: RegisterString = parse(value, context);
    for (const part of parsed.parts) within(part.span, value, 'a part');
    for (const problem of parsed.problems) {
      if (problem.span !== undefined) within(problem.span, value, 'a problem');
    }
  }
}

/** Patterns of filters, includes and ignore lists come from files that anybody may have written. */
function checkPatterns(seed: number): void {
  const random = seededRandom(seed);
  const pieces = [
    ...Array.from('*?[]{}!^-.()|+\\,/$a'),
    '**',
    '[!',
    '[[:alpha:]]',
    '(a*)*',
    '{1,3}',
    'x{2}',
    '(a|a)*',
  ];
  const pattern = Array.from({ length: random(16) }, () => pick(random, pieces)).join('');
  const subject = `${'a'.repeat(random(60))}/${'ab'.repeat(random(20))}!`;
  matchesGlob(pattern, subject);
  compilePosix(pattern)?.(subject);
  ignoring('file:///etc', [pattern])(`file:///etc/${encodeURI(subject)}`);
}

/** Command line words, project files and baselines. */
function checkWords(seed: number): void {
  const random = seededRandom(seed);
  const words = [
    'check',
    'show',
    'register',
    '--',
    '-',
    '--fix',
    '--format',
    'json',
    '--format=sarif',
    '--x',
    '-q',
    '--driver',
    'sip',
    '',
    '--max-warnings=-1',
    '\0',
    '--__proto__',
    '__proto__',
    '--baseline',
    'a\x1b[0m',
  ];
  const call = readArguments(Array.from({ length: random(6) }, () => pick(random, words)));
  if (call.kind === 'wrong') holds(call.message !== '', 'a refusal without a word');
  const values = [
    '1',
    '"x"',
    'null',
    '[]',
    '{}',
    '[1,"x"]',
    '{"__proto__":{"x":1}}',
    '1e999',
    'tru',
    '{"secretLength":"100"}',
  ];
  const keys = [
    'asteriskVersion',
    'rules',
    'ignore',
    'aliases',
    '__proto__',
    'constructor',
    'vicidial',
    'version',
    'files',
    '$schema',
  ];
  const pairs = Array.from({ length: random(6) }, () => `"${pick(random, keys)}":${pick(random, values)}`);
  const json = `{${pairs.join(',')}}`.slice(0, random(8) === 0 ? random(40) : undefined);
  readProjectFile(json, new Set(['conf-append']));
  readBaseline(json);
  holds(!('x' in {}), 'a prototype was changed');
}

/** A section is called by its name, which damage can make of anything. */
function withoutNames(message: string): string {
  return message.replace(/\[[^[\]]*\]/g, '[]');
}

function within({ start, end }: Span, text: string, what: string): void {
  holds(
    start >= 0 && start <= end && end <= text.length,
    `${what} stands outside the text: ${start} to ${end} of ${text.length}`,
  );
}

function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}
