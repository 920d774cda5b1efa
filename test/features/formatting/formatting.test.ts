import { describe, expect, it, test } from 'vitest';
import {
  defaultFormat,
  formatting,
  formattingOnType,
  type FormatSettings,
  type FormatWishes,
} from '../../../server/src/features/formatting/formatting.ts';
import { applyEdits, type Span } from '../../../server/src/text/span.ts';
import { FOLDER, workspaceOf } from '../../support/lintText.ts';

type Settings = Partial<FormatSettings & FormatWishes>;

function formatted(text: string, settings: Settings = {}, name = 'sip.conf', range?: Span): string {
  const how = { ...defaultFormat, tabSize: 4, ...settings };
  const once = applyEdits(text, formatting(workspaceOf({ [name]: text }), FOLDER + name, how, how, range));
  if (range === undefined) {
    const twice = applyEdits(once, formatting(workspaceOf({ [name]: once }), FOLDER + name, how, how));
    expect(twice).toBe(once);
  }
  return once;
}

const long = `context = ${'x'.repeat(8190)}`;

describe('what is tidied', () => {
  test.each<[what: string, before: string, settings: Settings, after: string]>([
    ['blanks at line ends', '[a]  \ntype=peer\t \n', {}, '[a]\ntype=peer\n'],
    ['blanks on a line of their own', '[a]\n \t\ntype=peer\n', {}, '[a]\n\ntype=peer\n'],
    [
      'blanks behind a comment',
      '[a]\ntype=peer ; phone  \n; note \n',
      {},
      '[a]\ntype=peer ; phone\n; note\n',
    ],
    ['blanks before a carriage return', '[a] \r\ntype=peer\t\r\n', {}, '[a]\r\ntype=peer\r\n'],
    ['the last line without an end', '[a]\ntype=peer  ', {}, '[a]\ntype=peer'],
    ['sections that touch', '[a]\ntype=peer\n[b]\ntype=peer\n', {}, '[a]\ntype=peer\n\n[b]\ntype=peer\n'],
    ['sections that touch, with carriage returns', '[a]\r\nx=1\r\n[b]\r\n', {}, '[a]\r\nx=1\r\n\r\n[b]\r\n'],
    ['sections far apart', '[a]\nx=1\n\n \n\n[b]\nx=1\n', {}, '[a]\nx=1\n\n[b]\nx=1\n'],
    ['comments that belong to the next section', '[a]\nx=1\n\n\n; B\n[b]\n', {}, '[a]\nx=1\n\n; B\n[b]\n'],
    [
      'one blank around the sign',
      '[a]\ntype=peer\nhost  =x\nexten=>1,1,A\n',
      { equals: 'spaced' },
      '[a]\ntype = peer\nhost = x\nexten => 1,1,A\n',
    ],
    [
      'no blank around the sign',
      '[a]\ntype = peer\nhost\t= x\n',
      { equals: 'tight' },
      '[a]\ntype=peer\nhost=x\n',
    ],
    ['an empty value', '[a]\ntype=\nhost =  \n', { equals: 'spaced' }, '[a]\ntype =\nhost =\n'],
    [
      'signs below each other',
      '[a]\ntype=peer\ncontext=in\n; note\nhost = x\n',
      { align: true },
      '[a]\ntype    =peer\ncontext =in\n; note\nhost    = x\n',
    ],
    [
      'signs below each other with one blank',
      '[a]\ntype=peer\ncontext=in\n',
      { align: true, equals: 'spaced' },
      '[a]\ntype    = peer\ncontext = in\n',
    ],
    [
      'signs below each other without blanks',
      '[a]\ntype = peer\ncontext = in\n',
      { align: true, equals: 'tight' },
      '[a]\ntype   =peer\ncontext=in\n',
    ],
    [
      'groups parted by a blank line',
      '[a]\ntype=peer\n\ncontext=in\n',
      { align: true },
      '[a]\ntype =peer\n\ncontext =in\n',
    ],
    [
      'the end of the file, where the editor asks',
      '[a]\nx=1\n\n\n',
      { trimFinalNewlines: true },
      '[a]\nx=1\n',
    ],
    [
      'a last line without an end, where the editor asks',
      '[a]\r\nx=1',
      { insertFinalNewline: true },
      '[a]\r\nx=1\r\n',
    ],
  ])('%s', (_, before, settings, after) => {
    expect(formatted(before, settings)).toBe(after);
  });
});

describe('what stays', () => {
  const all = [
    {},
    { equals: 'spaced' },
    { equals: 'tight' },
    { equals: 'tight', align: true },
    { equals: 'spaced', align: true },
  ] satisfies Settings[];
  test.each([
    ['inside of a block comment', ';--\n[a]  \ntype=peer  \n\n\n\n[b]\n--;\n'],
    ['lines with a block comment', '[a]\nty;-- x --;pe = peer;-- y --;\n'],
    ['blanks that an append glues on', '[a]\nallow  +=  ,ulaw\n'],
    ['lines that Asterisk skips for their length', `[a]\n${long}   \n`],
    ['headers one below the other', '[a](t)\n[b](t)\n[c](t)\n'],
    ['comments between two sections', '[a]\nx+=1\n; a or b?\n[b]\n'],
    ['blanks inside of a value', '[a]\nx+=  a  b\n'],
    ['blank lines before the first section', '\n\n\n[a]\n'],
    ['text with lone carriage returns', '[a]\nx = 1  \ry=2  \n'],
    ['lines without a sign', '[a]\nnothing here\n'],
    ['a NUL', '[a]\nx+=a\0 = b\n'],
    ['an empty file', ''],
    ['a file without sections', '; only\n; comments\n'],
  ])('%s', (_, text) => {
    for (const settings of all) expect(formatted(text, settings)).toBe(text);
  });

  it('is any sign that would become another', () => {
    expect(formatted('[a]\nkey = > x\nk+ = v\n', { equals: 'tight' })).toBe('[a]\nkey = > x\nk+ = v\n');
  });

  it('is a line that would grow beyond what Asterisk reads', () => {
    const text = `[a]\nx=${'y'.repeat(8187)}\n`;
    expect(formatted(text, { equals: 'spaced' })).toBe(text);
  });

  it('is a file that another system writes again', () => {
    const text =
      '; WARNING- THIS FILE IS AUTO-GENERATED BY VICIDIAL, ANY EDITS YOU MAKE WILL BE LOST\n[a]  \nx=1\n';
    expect(formatted(text, {}, 'sip-vicidial.conf')).toBe(text);
  });

  it('is everything where formatting is switched off', () => {
    expect(formatted('[a]  \n', { isEnabled: false })).toBe('[a]  \n');
  });

  it('is the number of blank lines where that is asked for', () => {
    const text = '[a]\nx=1\n[b]\n\n\n\n[c]\n';
    expect(formatted(text, { betweenSections: 'keep' })).toBe(text);
  });
});

describe('a part of a file', () => {
  // Cursor marks stand at both ends of what is selected.
  test.each<[what: string, before: string, after: string]>([
    ['one line', '[a]  \nx=<|>1  <|>\ny=1  \n', '[a]  \nx=1\ny=1  \n'],
    ['not the line at whose start it ends', '[a]  \n<|>x=1  \n<|>y=1  \n', '[a]  \nx=1\ny=1  \n'],
    ['a caret', '[a]  \nx=1<|><|>  \n', '[a]  \nx=1\n'],
    ['with the blank lines in it', '[a]\nx=1\n<|>\n\n\n[b]\n<|>y=1  \n', '[a]\nx=1\n\n[b]\ny=1  \n'],
  ])('%s', (_, marked, after) => {
    const [head = '', middle = '', tail = ''] = marked.split('<|>');
    const range = { start: head.length, end: head.length + middle.length };
    expect(formatted(head + middle + tail, {}, 'sip.conf', range)).toBe(after);
  });

  it('is the line that was just ended', () => {
    const text = '[a]  \nx=1  \n\ny=1  \n';
    const workspace = workspaceOf({ 'sip.conf': text });
    const how = { ...defaultFormat, equals: 'spaced' as const };
    const edits = formattingOnType(workspace, `${FOLDER}sip.conf`, how, { tabSize: 4 }, text.indexOf('\ny'));
    expect(applyEdits(text, edits)).toBe('[a]  \nx = 1\n\ny=1  \n');
  });

  it('is nothing on the first line', () => {
    const workspace = workspaceOf({ 'sip.conf': '[a]  \n' });
    expect(formattingOnType(workspace, `${FOLDER}sip.conf`, defaultFormat, { tabSize: 4 }, 2)).toEqual([]);
  });
});
