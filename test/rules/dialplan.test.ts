import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../server/src/rules/run.ts';
import { applyFix, fixesOf, lintText } from '../support/lintText.ts';

const file = 'extensions.conf';

/** What one rule finds: the text under it, and the message. */
function found(rule: string, text: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  return hits(rule, text, files).map(
    ({ span, message }) => `${text.slice(span.start, span.end)}: ${message}`,
  );
}

function hits(
  rule: string,
  text: string,
  files: Readonly<Record<string, string>> = {},
): readonly Diagnostic[] {
  return lintText({ [file]: text, ...files }, file).filter((one) => one.rule === rule);
}

function fixed(rule: string, text: string): readonly string[] {
  return fixesOf(text, rule, file).map((fix) => applyFix(text, fix));
}

describe('dialplan-priority-missing', () => {
  const rule = 'dialplan-priority-missing';
  const missing = (name: string, at: number): string =>
    `n: Missing priority 1 of "${name}", no call gets in: it begins at ${String(at)}, since "n" counts on from the lines above`;
  const hint = 'n: Asterisk drops this line: behind a hint "n" counts from nothing, write 1';
  const first = 'n: Expected a number: Asterisk skips a first line of a context with "n"';

  it.each<[string, string, readonly string[]]>([
    ['numbers', '[a]\nexten => 1,1,A\nexten => 1,2,B\n', []],
    ['n on from another extension', '[a]\nexten => 1,1,A\nexten => 2,n,B\n', [missing('2', 2)]],
    ['a first n', '[a]\nexten => 1,n,A\n same => n,B\n', [first]],
    ['n in the next context', '[a]\nexten => 1,1,A\n[b]\nexten => 1,n,A\n', [first]],
    ['n behind a hint', '[a]\nexten => 1,hint,SIP/1\n same => n,A\n same => n,B\n', [hint]],
    ['1 behind a hint', '[a]\nexten => 1,hint,SIP/1\n same => 1,A\n same => n,B\n', []],
    ['a hint alone', '[a]\nexten => 1,hint,SIP/1\n', []],
    [
      'same first',
      '[a]\nsame => 1,A\n',
      ['1: No extension before this line in the context, Asterisk skips it'],
    ],
    ['a pattern that has it', '[a]\nexten => _X,1,A\nexten => 5,2,B\n', []],
    [
      'a pattern that does not match',
      '[a]\nexten => _XX,1,A\nexten => 5,2,B\n',
      ['2: Missing priority 1 of "5", no call gets in: it begins at 2'],
    ],
    ['an include that has it', '[a]\ninclude => b\nexten => 5,2,B\n[b]\nexten => _X,1,A\n', []],
    ['a context that includes it', '[a]\ninclude => b\nexten => _X,1,A\n[b]\nexten => 5,2,B\n', []],
    ['another section of the context', '[a]\nexten => 5,2,B\n[a]\nexten => 5,1,A\n', []],
    ['a switch', '[a]\nswitch => Realtime/a@x\nexten => 5,2,B\n', []],
    ['a label to jump to', '[a]\nexten => 5,10(in),B\n same => n,C\n', []],
    ['a high number', '[a]\nexten => 5,101,B\n', []],
    ['an offset', '[a]\nexten => 5,1,A\nexten => 5,n+1,B\n', []],
    ['a label as number', '[a]\nexten => 5,1(x),A\nexten => 5,x,B\nexten => 5,next,C\n', []],
    [
      'an unknown word',
      '[a]\nexten => 5,N,A\n',
      ['N: Invalid priority, Asterisk skips the line: expected a number from 1, "n", or a label above it'],
    ],
    ['a word of a template', '[a]\nexten => 5,{{ prio }},A\n same => n,B\n', []],
    ['a name filled in while loading', '[a]\nexten => ${X},1,A\nexten => 5,2,A\n', []],
    ['a continued section', '[a]\nexten => 5,1,A\n[a](+)\nexten => 5,n,A\nsame => n,C\n', []],
    ['a parent', '[t](!)\nexten => 5,1,A\n[a](t)\nexten => 5,n,A\n', []],
    ['globals', '[globals]\nexten => 5,n,A\n', []],
    ['a caller', '[a]\nexten => 5/1,1,A\nexten => 5/2,n,B\n', [missing('5', 2)]],
  ])('%s', (_, text, expected) => {
    expect(found(rule, text)).toEqual(expected);
  });

  it('makes it 1', () => {
    expect(fixed(rule, '[a]\nexten => 1,hint,SIP/1\n same => n,A\n')).toEqual([
      '[a]\nexten => 1,hint,SIP/1\n same => 1,A\n',
    ]);
  });

  it('counts on through an included file', () => {
    const text = '[a]\nexten => 1,1,A\n#include b.inc\nexten => 3,n,A\n';
    expect(found(rule, text, { 'b.inc': 'exten => 2,1,A\n' })).toEqual([]);
  });
});

describe('dialplan-priority-duplicate', () => {
  const rule = 'dialplan-priority-duplicate';

  it.each<[string, string, readonly string[]]>([
    [
      'a number',
      '[a]\nexten => 1,1,A\nexten => 1,1,B\n',
      ['1: Duplicate priority 1 of "1", Asterisk keeps the first and drops this one'],
    ],
    [
      'n onto a number',
      '[a]\nexten => 1,1,A\nexten => 1,3,B\nexten => 1,2,C\n same => n,D\n',
      ['n: Duplicate priority 3 of "1", Asterisk keeps the first and drops this one'],
    ],
    [
      'another spelling',
      '[a]\nexten => _2x-x,1,A\nexten => _2XX,1,B\n',
      ['1: Duplicate priority 1 of "_2x-x", Asterisk keeps the first and drops this one'],
    ],
    ['two callers', '[a]\nexten => 1/5,1,A\nexten => 1/6,1,B\nexten => 1,1,C\n', []],
    ['two contexts', '[a]\nexten => 1,1,A\n[b]\nexten => 1,1,A\n', []],
    [
      'two sections of one context',
      '[a]\nexten => 1,1,A\n[a]\nexten => 1,1,B\n',
      ['1: Duplicate priority 1 of "1", Asterisk keeps the first and drops this one'],
    ],
    ['another letter case of the context', '[a]\nexten => 1,1,A\n[A]\nexten => 1,1,B\n', []],
    [
      'a label',
      '[a]\nexten => 1,1(x),A\n same => n(x),B\n',
      ['x: Duplicate label "x" of "1", Asterisk keeps the first and drops this one'],
    ],
    [
      'a hint',
      '[a]\nexten => 1,hint,SIP/1\nexten => 1,hint,SIP/2\n',
      ['hint: Duplicate hint of "1", Asterisk keeps the first and drops this one'],
    ],
    ['a hint beside a priority', '[a]\nexten => 1,hint,SIP/1\nexten => 1,1,A\n', []],
  ])('%s', (_, text, expected) => {
    expect(found(rule, text)).toEqual(expected);
  });

  it('names the first one', () => {
    const text = '[a]\nexten => 1,1,A\nexten => 1,1,B\n';
    const [hit] = hits(rule, text);
    expect(hit?.related?.map(({ span }) => span.start)).toEqual([text.indexOf('1,A')]);
  });
});

describe('dialplan-target-missing', () => {
  const rule = 'dialplan-target-missing';
  const line = (application: string): string => `[a]\nexten => 1,1(top),${application}\n same => n,B\n`;

  it.each<[string, string, readonly string[]]>([
    ['a label', line('Goto(top)'), []],
    ['a number', line('Goto(2)'), []],
    ['a missing number', line('Goto(3)'), ['3: Missing priority 3 of extension "1" in context "a"']],
    [
      'a near label',
      line('Goto(tpo)'),
      ['tpo: Unknown label "tpo" of extension "1" in context "a", did you mean "top"?'],
    ],
    ['an extension', line('Goto(1,1)'), []],
    [
      'a missing extension',
      line('Goto(2,1)'),
      ['2: Unknown extension "2" in context "a", calls do not get there'],
    ],
    ['a context', line('Goto(a,1,2)'), []],
    ['a missing context', line('Goto(bbb,1,1)'), ['bbb: Unknown context "bbb", calls do not get there']],
    [
      'another letter case',
      line('Goto(A,1,1)'),
      ['A: Unknown context "A", calls do not get there, did you mean "a"?'],
    ],
    ['an expression', line('Goto(a,${EXTEN},1)'), []],
    ['an expression in the context', line('Goto(${X},1,9)'), []],
    ['an expression in the priority', line('Goto(a,1,${P})'), []],
    ['a step', line('Goto(+1)'), []],
    [
      'both branches',
      line('GotoIf($[1]?x:y)'),
      [
        'x: Unknown label "x" of extension "1" in context "a"',
        'y: Unknown label "y" of extension "1" in context "a"',
      ],
    ],
    [
      'a time',
      line('GotoIfTime(9:00-17:00,mon-fri,*,*?c,1,1)'),
      ['c: Unknown context "c", calls do not get there'],
    ],
    ['a subroutine', line('Gosub(sub,s,1(a,b))'), ['sub: Unknown context "sub", calls do not get there']],
    ['a subroutine with a label', line('Gosub(top(x))'), []],
    ['a macro', line('Macro(m,1)'), ['m: Unknown context "macro-m", calls do not get there']],
    ['inside ExecIf', line('ExecIf($[1]?Goto(x))'), ['x: Unknown label "x" of extension "1" in context "a"']],
    [
      'old separators',
      line('Goto(a|1|1)'),
      ['a|1|1: Expected commas between context, extension and priority: "|" separates nothing'],
    ],
    ['a pattern', `${line('Goto(b,57,1)')}[b]\nexten => _5X,1,A\n`, []],
    ['an include', `${line('Goto(b,57,1)')}[b]\ninclude => c\n[c]\nexten => 57,1,A\n`, []],
    [
      'an include by time',
      `${line('Goto(b,57,1)')}[b]\ninclude => c,9:00-17:00,*,*,*\n[c]\nexten => 57,1,A\n`,
      [],
    ],
    ['what includes it', `${line('Goto(57,1)')}[b]\ninclude => a\nexten => 57,1,A\n`, []],
    ['a switch', `${line('Goto(b,57,1)')}[b]\nswitch => IAX2/x\n`, []],
    ['an include nobody knows', `${line('Goto(b,57,1)')}[b]\ninclude => \${X}\n`, []],
    ['a priority of another match', '[a]\nexten => _X,1,A\n same => n(x),B\nexten => 5,1,Goto(x)\n', []],
    ['parked calls', line('Goto(parkedcalls,701,1)'), []],
    ['an unclosed jump', line('Goto('), []],
    ['a template', '[t](!)\nexten => 1,1,Goto(x,1,1)\n[a]\nexten => 1,1,A\n', []],
  ])('%s', (_, text, expected) => {
    expect(found(rule, text)).toEqual(expected);
  });

  it.each<[string, Record<string, string>]>([
    ['an include is missing', { 'extensions.conf': `#include x.inc\n${line('Goto(b,1,1)')}` }],
    ['there is Lua', { 'extensions.conf': line('Goto(b,1,1)'), 'extensions.lua': 'extensions = {}\n' }],
    [
      'a database holds the dialplan',
      { 'extensions.conf': line('Goto(b,1,1)'), 'extconfig.conf': '[settings]\nextensions => odbc,a\n' },
    ],
  ])('says nothing where %s', (_, files) => {
    expect(hits(rule, files['extensions.conf'] ?? '', files)).toEqual([]);
  });

  it('looks into included files', () => {
    const files = { 'b.inc': '[b]\nexten => 1,1,A\n' };
    expect(found(rule, `${line('Goto(b,1,2)')}#include b.inc\n`, files)).toEqual([
      '2: Missing priority 2 of extension "1" in context "b"',
    ]);
  });

  it('takes the near name', () => {
    expect(fixed(rule, line('Goto(tpo)'))).toEqual([line('Goto(top)')]);
  });
});

describe('dialplan-brackets', () => {
  const rule = 'dialplan-brackets';
  const line = (application: string): string => `[a]\nexten => 1,1,${application}\n`;

  it.each<[string, string, readonly string[]]>([
    ['all closed', line('Dial(SIP/${EXTEN:1},20,m(a)b(c^s^1))'), []],
    ['no parentheses', line('Hangup'), []],
    ['an application', line('Dial(SIP/1'), ['(: Missing ")" at the end of the application']],
    [
      'a comment',
      line('System(a; b)'),
      ['(: Missing ")" at the end of the application; a ";" begins a comment unless it is written "\\;"'],
    ],
    ['a variable', line('NoOp(${A)'), ['${: Missing "}" for this "${"']],
    ['an inner variable', line('NoOp(${A${B})'), ['${: Missing "}" for this "${"']],
    ['an expression', line('NoOp($[1 + 2)'), ['$[: Missing "]" for this "$["']],
    ['a function', line('NoOp(${LEN(abc})'), ['(: Missing ")" of the function before the "}"']],
    [
      'a quote in an expression',
      line('GotoIf($["${A}" = "x]?a)'),
      ['": Missing second quote in "$[…]", Asterisk cannot compute it'],
    ],
    [
      'a bracket that hides commas',
      line('Dial(SIP/1(a,20)'),
      ['(: Missing ")" for this "(", the commas behind it separate nothing'],
    ],
    [
      'a quote that hides commas',
      line('Page(SIP/1"&SIP/2,d,10)'),
      ['": Missing second quote, the commas behind this one separate nothing'],
    ],
    ['one too many', line('Dial(SIP/1))'), ['): Unexpected ")", there is no "(" for it']],
    ['a tail', line('Dial(SIP/1),20'), [',20: Asterisk drops what stands behind the last ")"']],
    ['a remark of another language', line('NoOp(a) // b'), []],
    ['text', line('NoOp(3" disk (a)'), []],
    ['a smile', line('Verbose(1,:-))'), []],
    ['a template', line('Dial({{ phones ),20'), []],
    [
      'a label',
      '[a]\nexten => 1,1(x,NoOp(a)\n',
      ['(x: Missing ")" behind the label, Asterisk skips the line'],
    ],
    [
      'a pattern',
      '[a]\nexten => _[1-3,1,NoOp(a)\n',
      ['[1-3,1,NoOp(a): Missing "]" in the pattern, it does not match what it should'],
    ],
    ['a hint', '[a]\nexten => 1,hint,${X\n', ['${: Missing "}" for this "${"']],
  ])('%s', (_, text, expected) => {
    expect(found(rule, text)).toEqual(expected);
  });
});

describe('dialplan-application-unknown', () => {
  const rule = 'dialplan-application-unknown';
  const line = (application: string): string => `[a]\nexten => 1,1,${application}\n`;

  it.each<[string, string, readonly string[]]>([
    ['any letter case', line('dIAL(SIP/1)'), []],
    [
      'a slip',
      line('Dail(SIP/1)'),
      ['warning Dail: Unknown application "Dail", calls end here: did you mean "Dial"?'],
    ],
    [
      'one of its own',
      line('Rpt(1)'),
      ['hint Rpt: Unknown application "Rpt", calls end here unless a module of your own has it'],
    ],
    [
      'an old one',
      line('SetCIDNum(1)'),
      [
        'warning SetCIDNum: Unknown application "SetCIDNum", it is long gone from Asterisk: use Set(CALLERID(num)=…)',
      ],
    ],
    [
      'inside another',
      line('ExecIf($[1]?Plaback(a):Hangup())'),
      ['warning Plaback: Unknown application "Plaback", calls end here: did you mean "Playback"?'],
    ],
    ['an expression', line('${APP}(1)'), []],
    ['a hint', '[a]\nexten => 1,hint,Foo/1\n', []],
    ['one that later versions lack', line('Macro(x)'), []],
  ])('%s', (_, text, expected) => {
    const shown = hits(rule, text).map(
      ({ span, message, severity }) => `${severity} ${text.slice(span.start, span.end)}: ${message}`,
    );
    expect(shown).toEqual(expected);
  });

  it.each([
    [22, 'Macro(x)', 'Unknown application "Macro" in Asterisk 22, it is gone from 21 on: use Gosub'],
    [16, 'AudioSocket(x,y)', 'Unknown application "AudioSocket" in Asterisk 16, it came with 18'],
    [18, 'Macro(x)', undefined],
  ] as const)('by version %i: %s', (asteriskVersion, application, expected) => {
    const all = lintText(line(application), file, { asteriskVersion });
    expect(all.find((one) => one.rule === rule)?.message).toBe(expected);
  });

  it('writes the near name', () => {
    expect(fixed(rule, line('Dail(SIP/1)'))).toEqual([line('Dial(SIP/1)')]);
  });
});

describe('dialplan-function-unknown', () => {
  const rule = 'dialplan-function-unknown';
  const line = (application: string): string => `[a]\nexten => 1,1,${application}\n`;

  it.each<[string, string, readonly string[]]>([
    ['known ones', line('Set(CALLERID(num)=${LEN(${CUT(A,-,1)})})'), []],
    [
      'small letters',
      line('NoOp(${len(a)})'),
      ['warning len: Unknown function "len", capital and small letters count: did you mean "LEN"?'],
    ],
    [
      'a slip inside',
      line('NoOp(${LEN(${CALERID(num)})})'),
      ['warning CALERID: Unknown function "CALERID", it gives no text: did you mean "CALLERID"?'],
    ],
    [
      'one that is set',
      line('Set(CHANEL(language)=en)'),
      ['warning CHANEL: Unknown function "CHANEL", it gives no text: did you mean "CHANNEL"?'],
    ],
    [
      'one of its own',
      line('NoOp(${GENERIC_SQL(x)})'),
      [
        'hint GENERIC_SQL: Unknown function "GENERIC_SQL", it gives no text unless a module of your own has it',
      ],
    ],
    ['one of func_odbc.conf', line('NoOp(${ODBC_PIN(1)})'), []],
    ['text in parentheses', line('NoOp(a FOO(x) b)'), []],
    ['a variable', line('NoOp(${FOO})'), []],
    ['a value with parentheses', line('Set(A=FOO(x))'), []],
  ])('%s', (_, text, expected) => {
    const shown = hits(rule, text).map(
      ({ span, message, severity }) => `${severity} ${text.slice(span.start, span.end)}: ${message}`,
    );
    expect(shown).toEqual(expected);
  });

  it('knows versions', () => {
    const all = lintText(line('NoOp(${SIPPEER(x)})'), file, { asteriskVersion: 22 });
    expect(all.find((one) => one.rule === rule)?.message).toBe(
      'Unknown function "SIPPEER" in Asterisk 22, it is gone from 21 on: use PJSIP_ENDPOINT or PJSIP_AOR',
    );
  });

  it('writes the near name', () => {
    expect(fixed(rule, line('NoOp(${len(a)})'))).toEqual([line('NoOp(${LEN(a)})')]);
  });
});

describe('dialplan-pattern', () => {
  const rule = 'dialplan-pattern';

  it('tells the first line and mends all', () => {
    const text = '[a]\nexten => _[1-9]x,1,A\nexten => _[1-9]x,2,B\n';
    expect(found(rule, text)).toEqual([
      '_[1-9]x: Small wildcards count as well, usually they are capital: "_ZX"',
    ]);
    expect(fixed(rule, text)).toEqual(['[a]\nexten => _ZX,1,A\nexten => _ZX,2,B\n']);
  });

  it.each([
    ['_.', '_.: "_." takes h, i and t too, which are no numbers: "_X." takes numbers only'],
    ['_100', '_100: Unneeded "_": nothing in "_100" stands for other characters'],
    ['1XX', '1XX: Expected "_" before a pattern: as it stands only the text "1XX" itself fits'],
    ['_X.5', '_X.5: What follows the "." or "!" counts for nothing'],
    ['_[0-9]5', '_[0-9]5: Shorter: "_X5"'],
    ['_gone', '_gone: A small "n" stands for digits here too: write "[n]" for the letter'],
  ])('%s', (extension, expected) => {
    expect(found(rule, `[a]\nexten => ${extension},1,A\n`)).toEqual([expected]);
  });

  it('leaves globals and names that are filled in alone', () => {
    expect(found(rule, '[globals]\nexten => _100,1\n[a]\nexten => _${X},1,A\n')).toEqual([]);
  });
});

describe('dialplan-unreachable', () => {
  const rule = 'dialplan-unreachable';
  const message = (taker: string): string =>
    `b: Unreachable: "${taker}" of this context takes every number of "b" first`;

  it.each<[string, string, readonly string[]]>([
    [
      'an include behind a wide pattern',
      '[a]\nexten => _X.,1,A\ninclude => b\n[b]\nexten => _1XX,1,A\n',
      [message('_X.')],
    ],
    ['one that is longer', '[a]\nexten => _X.,1,A\ninclude => b\n[b]\nexten => 100,1,A\n same => n,B\n', []],
    ['one with more', '[a]\nexten => _X.,1,A\ninclude => b\n[b]\nexten => 100,1,A\nexten => s,1,B\n', []],
    ['one digit', '[a]\nexten => _X.,1,A\ninclude => b\n[b]\nexten => 1,1,A\n', []],
    ['a taker with callers', '[a]\nexten => _X./5,1,A\ninclude => b\n[b]\nexten => 100,1,A\n', []],
    ['a switch', '[a]\nexten => _X.,1,A\ninclude => b\n[b]\nswitch => IAX2/x\n', []],
    ['an empty include', '[a]\nexten => _X.,1,A\ninclude => b\n[b]\n', []],
    [
      'i beside all',
      '[a]\nexten => _.,1,A\nexten => i,1,B\n',
      ['i: Unreachable: no number is invalid here, since "_." takes them all'],
    ],
    ['i beside numbers', '[a]\nexten => _X.,1,A\nexten => i,1,B\n', []],
  ])('%s', (_, text, expected) => {
    expect(found(rule, text)).toEqual(expected);
  });
});
