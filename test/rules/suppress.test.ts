import { describe, expect, it } from 'vitest';
import {
  commentLine,
  mayHoldSuppressions,
  parseSuppressions,
  suppress,
  suppressionComment,
  suppressionEdit,
  type CommentLine,
} from '../../server/src/rules/suppress.ts';
import { lexLine } from '../../server/src/syntax/lexLine.ts';
import { applyEdits } from '../../server/src/text/span.ts';
import { found } from '../support/lintText.ts';

const ruleIds = new Set([
  'secret-weak',
  'secret-digits',
  'register-port',
  'suppression-unused',
  'suppression-unknown',
]);

/** The comments of a conf file; a line starting with `[` opens a section. */
function commentsOf(text: string): readonly CommentLine[] {
  const found: CommentLine[] = [];
  let start = 0;
  let depth = 0;
  let sectionIndex = 0;
  for (const [number, raw] of text.split('\n').entries()) {
    const line = lexLine(raw, depth);
    if (line.kind === 'header') sectionIndex++;
    const comment = commentLine(line, raw, start, { number, sectionIndex });
    if (comment) found.push(comment);
    depth = line.depthAfter;
    start += raw.length + 1;
  }
  return found;
}

/** Which of `findings` (`rule@line`) survive, and what is said of the comments, as `rule@line: "text" message`. */
function check(text: string, findings: readonly string[], unchecked: readonly string[] = []) {
  const comments = commentsOf(text);
  const headers = text.split('\n').map((raw) => lexLine(raw, 0).kind === 'header');
  const placed = findings.map((finding) => {
    const [rule = '', line] = finding.split('@');
    const number = Number(line);
    return { rule, number, sectionIndex: headers.slice(0, number + 1).filter(Boolean).length };
  });
  const result = suppress(placed, parseSuppressions(comments, ruleIds), (rule) => !unchecked.includes(rule));
  return {
    kept: result.kept.map(({ rule, number }) => `${rule}@${number}`),
    comments: result.comments.map(
      ({ rule, number, span, message }) =>
        `${rule}@${number}: ${text.slice(span.start, span.end)}: ${message}`,
    ),
  };
}

describe('what a comment silences', () => {
  it.each([
    [
      'its own line',
      '[a]\nsecret=1 ; asterisk-conf: ignore secret-weak (lab)\nsecret=2',
      ['secret-weak@1', 'secret-weak@2'],
      ['secret-weak@2'],
    ],
    [
      'the line below',
      '[a]\n; asterisk-conf: ignore secret-weak\nsecret=1\nsecret=2',
      ['secret-weak@2', 'secret-weak@3'],
      ['secret-weak@3'],
    ],
    [
      'only the rule it names',
      'x=1 ; asterisk-conf: ignore secret-weak',
      ['secret-weak@0', 'register-port@0'],
      ['register-port@0'],
    ],
    [
      'several rules',
      'x=1 ;asterisk-conf:ignore secret-weak , register-port(why)',
      ['secret-weak@0', 'register-port@0'],
      [],
    ],
    ['all', 'x=1 ; asterisk-conf: ignore all', ['secret-weak@0', 'register-port@0'], []],
    ['in any letter case', 'x=1 ; Asterisk-Conf: IGNORE Secret-Weak', ['secret-weak@0'], []],
    [
      'behind another comment',
      'x=1 ; lobby phone ; asterisk-conf: ignore secret-weak',
      ['secret-weak@0'],
      [],
    ],
    [
      'one line from two comments',
      '; asterisk-conf: ignore secret-weak\n; asterisk-conf: ignore register-port\nx=1',
      ['secret-weak@2', 'register-port@2'],
      [],
    ],
    [
      'a section',
      '[a]\nx=1\n; asterisk-conf: ignore-section secret-weak\n[b]\nx=1',
      ['secret-weak@1', 'secret-weak@4'],
      ['secret-weak@4'],
    ],
    ['the whole file', '; asterisk-conf: ignore-file secret-weak\n[a]\nx=1', ['secret-weak@2'], []],
    [
      'nothing inside a block',
      ';--\n; asterisk-conf: ignore secret-weak\n--;\nx=1',
      ['secret-weak@2', 'secret-weak@3'],
      ['secret-weak@2', 'secret-weak@3'],
    ],
    [
      'nothing inside a block on one line',
      'x=1 ;-- asterisk-conf: ignore secret-weak --;',
      ['secret-weak@0'],
      ['secret-weak@0'],
    ],
    [
      'nothing below when it stands behind a value',
      'x=1 ; asterisk-conf: ignore all\nx=2',
      ['secret-weak@0', 'secret-weak@1'],
      ['secret-weak@1'],
    ],
  ])('%s', (_, text, findings, kept) => {
    expect(check(text, findings)).toEqual({ kept, comments: [] });
  });
});

describe('what is wrong with a comment', () => {
  it.each([
    [
      'no such rule',
      'x=1 ; asterisk-conf: ignore secret-weka',
      'suppression-unknown@0: secret-weka: Unknown rule "secret-weka", did you mean "secret-weak"?',
    ],
    [
      'no rule at all',
      'x=1 ; asterisk-conf: ignore (noisy)',
      'suppression-unknown@0: ignore: Missing rule after "ignore", name one or write "all"',
    ],
    [
      'no such word',
      'x=1 ; asterisk-conf: ignroe all',
      'suppression-unknown@0: ignroe: Unknown word "ignroe" after "asterisk-conf:", did you mean "ignore"?',
    ],
    [
      'a missing comma',
      'x=1 ; asterisk-conf: ignore all secret-weak',
      'suppression-unknown@0: secret-weak: Expected a comma before "secret-weak"',
    ],
    [
      'a file comment too late',
      '[a]\n; asterisk-conf: ignore-file all',
      'suppression-unknown@1: ignore-file: Expected "ignore-file" before the first section',
    ],
    [
      'nothing to silence',
      '[a]\nx=1 ; asterisk-conf: ignore register-port',
      'suppression-unused@1: register-port: Unused suppression, "register-port" reports nothing on this line; remove it',
    ],
    [
      'nothing in the section',
      '[a]\n; asterisk-conf: ignore-section all',
      'suppression-unused@1: all: Unused suppression, nothing is reported in this section; remove it',
    ],
  ])('%s', (_, text, comment) => {
    const result = check(text, text.includes('ignore all secret') ? ['secret-weak@0'] : []);
    expect(result.comments).toEqual([comment]);
  });

  it.each([
    ['an alias is another matter', '; asterisk-conf: alias lobby', []],
    ['a rule nobody ran is not unused', '; asterisk-conf: ignore register-port', ['register-port']],
    [
      'the report itself can be silenced',
      'x=1 ; asterisk-conf: ignore register-port, suppression-unused',
      [],
    ],
    ['so can the one about unknown words', 'x=1 ; asterisk-conf: ignore nonsense, suppression-unknown', []],
    ['a sentence about us is no order', '; see the asterisk-conf: manual', []],
  ])('%s', (_, text, unchecked) => {
    expect(check(text, [], unchecked).comments).toEqual([]);
  });

  it('does not let "all" hide findings about comments', () => {
    const text = '; asterisk-conf: ignore-file all\nx=1 ; asterisk-conf: ignore nonsense';
    expect(check(text, ['secret-weak@1']).comments).toEqual([
      'suppression-unknown@1: nonsense: Unknown rule "nonsense"',
    ]);
  });
});

describe('mayHoldSuppressions', () => {
  it.each([
    ['x=1 ;asterisk-conf: ignore all', true],
    ['; ASTERISK-CONF : ignore all', true],
    ['asterisk-conf=1', false],
  ])('of "%s" is %s', (text, expected) => {
    expect(mayHoldSuppressions(text)).toBe(expected);
  });
});

describe('suppressionEdit', () => {
  it.each([
    ['writes a comment above', '[a]\n|secret=1\n', '[a]\n; asterisk-conf: ignore secret-weak\nsecret=1\n'],
    [
      'keeps indentation and line ends',
      '[a]\r\n|  secret=1\r\n',
      '[a]\r\n  ; asterisk-conf: ignore secret-weak\r\n  secret=1\r\n',
    ],
    ['starts a file', '|secret=1', '; asterisk-conf: ignore secret-weak\nsecret=1'],
    [
      'joins the list above',
      '; asterisk-conf: ignore register-port (lab)\n|x=1',
      '; asterisk-conf: ignore register-port, secret-weak (lab)\nx=1',
    ],
    [
      'leaves a section comment alone',
      '; asterisk-conf: ignore-section register-port\n|x=1',
      '; asterisk-conf: ignore-section register-port\n; asterisk-conf: ignore secret-weak\nx=1',
    ],
  ])('%s', (_, marked, expected) => {
    const at = marked.indexOf('|');
    const text = marked.replace('|', '');
    const edited = applyEdits(text, [suppressionEdit(text, at, 'secret-weak')]);
    expect(edited).toBe(expected);
  });

  it('writes what the parser reads', () => {
    const number = 0;
    const commentText = suppressionComment('secret-weak');
    const line = { number, commentText, commentStart: 0, isAlone: false, sectionIndex: 0 };
    expect(parseSuppressions([line], ruleIds).suppressions).toMatchObject([
      { rule: 'secret-weak', reach: 'line' },
    ]);
  });
});

describe('in a whole file', () => {
  it.each([
    ['on the line', '[a]\nx ; asterisk-conf: ignore conf-no-equals (on purpose)\ny\n', ['conf-no-equals@y']],
    ['on the line above', '[a]\n; asterisk-conf: ignore conf-no-equals\nx\ny\n', ['conf-no-equals@y']],
    ['in the section', '[a]\nx\n; asterisk-conf: ignore-section all\n[b]\ny\n', ['conf-no-equals@y']],
    ['before the first section', '; asterisk-conf: ignore-file conf-no-equals\n[a]\nx\n[b]\ny\n', []],
    [
      'without need',
      '; asterisk-conf: ignore-file conf-no-equals\n[a]\n',
      ['suppression-unused@conf-no-equals'],
    ],
    [
      'misspelt',
      '[a]\nx ; asterisk-conf: ignore conf-no-equal\n',
      ['conf-no-equals@x', 'suppression-unknown@conf-no-equal'],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'musiconhold.conf')).toEqual(expected);
  });

  it('is not unused where its rule is switched off', () => {
    const text = '[a]\nx ; asterisk-conf: ignore conf-no-equals\n';
    expect(found(text, 'musiconhold.conf', { rules: { 'conf-no-equals': 'off' } })).toEqual([]);
  });

  it('finds nothing in files of another format', () => {
    expect(found('# a comment of Perl\n', 'dbsep.conf')).toEqual([]);
    expect(found('# no comment here\n', 'sip.conf')).toEqual(['conf-unknown-directive@#']);
  });
});
