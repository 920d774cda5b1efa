// Refactorings chosen from the light bulb. `<|>` marks the caret, or both ends of what is selected.
import { describe, expect, it, test } from 'vitest';
import { refactorings, resolveRefactoring } from '../../server/src/features/refactoring/refactorings.ts';
import type { ActionData, ProposedAction } from '../../server/src/features/codeAction.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { applyEdits } from '../../server/src/text/span.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

type Kind = ProposedAction['kind'];
type Files = Readonly<Record<string, string>>;

const settings = { ...defaultLintSettings, asteriskVersion: 18 as const };

interface Case {
  readonly files: Files;
  readonly actions: readonly ProposedAction[];
  readonly run: (data: ActionData) => Files | undefined;
}

function open(kind: Kind, marked: Files, isEditable: (uri: string) => boolean = () => true): Case {
  const files: Record<string, string> = {};
  let place = { name: '', start: 0, end: 0 };
  for (const [name, text] of Object.entries(marked)) {
    const [head = '', middle, tail] = text.split('<|>');
    files[name] = text.replaceAll('<|>', '');
    if (middle === undefined) continue;
    place = { name, start: head.length, end: head.length + (tail === undefined ? 0 : middle.length) };
  }
  const workspace = workspaceOf(files);
  const uri = FOLDER + place.name;
  const actions = refactorings(workspace, uri, place, settings, {
    isWanted: (one) => one === kind,
    isEditable,
  });
  return {
    files,
    actions,
    run: (data) => {
      if (data.kind === 'fix' || !('kind' in data)) throw new Error('not a refactoring');
      const edits = resolveRefactoring(workspace, uri, data as never, settings, isEditable);
      if (edits === undefined) return undefined;
      const changed = { ...files };
      for (const [name, text] of Object.entries(files)) {
        changed[name] = applyEdits(
          text,
          edits.filter((edit) => (edit.uri ?? uri) === FOLDER + name),
        );
      }
      return changed;
    },
  };
}

/** The one file after the only action of the kind. */
function after(kind: Kind, text: string, name = 'sip.conf'): string | undefined {
  const { actions, run } = open(kind, { [name]: text });
  const [action] = actions;
  return action === undefined ? undefined : run(action.data)?.[name];
}

describe('moving shared options into a template', () => {
  test.each<[what: string, before: string, after: string]>([
    [
      'what is alike in both',
      '<|>[a]\ntype=friend\nhost=dynamic\nsecret=one\ncontext=in\n\n[b]\ntype=friend\nhost=dynamic\nsecret=two\ncontext=in\n<|>',
      '[common](!)\ntype=friend\nhost=dynamic\ncontext=in\n\n[a](common)\nsecret=one\n\n[b](common)\nsecret=two\n',
    ],
    [
      'a name that is free',
      '[common](!)\nqualify=yes\n\n; phone\n<|>[a](common)\ntype=friend\ncontext=in\n[b](common)\ntype=friend\ncontext=in\n<|>',
      '[common](!)\nqualify=yes\n\n[common-2](!)\ntype=friend\ncontext=in\n\n; phone\n[a](common,common-2)\n[b](common,common-2)\n',
    ],
    [
      'only whole lists whose order counts',
      '<|>[a]\ndisallow=all\nallow=ulaw\ntype=peer\nnat=no\ncontext=in\n[b]\ndisallow=all\nallow=alaw\ntype=peer\nnat=yes\ncontext=in\n<|>',
      '[common](!)\ntype=peer\ncontext=in\n\n[a](common)\ndisallow=all\nallow=ulaw\nnat=no\n[b](common)\ndisallow=all\nallow=alaw\nnat=yes\n',
    ],
    [
      'comments stay where they are',
      '<|>[a]\ntype=peer ; mine\ncontext=in\n[b]\ntype=peer\ncontext=in\nlanguage=de\n<|>',
      '[common](!)\ntype=peer\ncontext=in\n\n[a](common)\n; mine\n[b](common)\nlanguage=de\n',
    ],
    [
      'carriage returns',
      '<|>[a]\r\ntype=peer\r\ncontext=in\r\n[b]\r\ntype=peer\r\ncontext=in<|>',
      '[common](!)\r\ntype=peer\r\ncontext=in\r\n\r\n[a](common)\r\n[b](common)\r\n',
    ],
  ])('%s', (_, before, expected) => {
    expect(after('refactor.extract', before)).toBe(expected);
  });

  test.each<[what: string, before: string, name?: string]>([
    ['one section', '<|>[a]\ntype=peer\ncontext=in\n<|>'],
    ['a caret', '[a]\ntype=peer\n<|>context=in\n[b]\ntype=peer\ncontext=in\n'],
    ['nothing alike', '<|>[a]\ntype=peer\ncontext=in\n[b]\ntype=user\ncontext=out\n<|>'],
    ['only secrets alike', '<|>[a]\nsecret=x\nmd5secret=y\n[b]\nsecret=x\nmd5secret=y\n<|>'],
    [
      'sections with a meaning of their own',
      '<|>[general]\ntype=peer\ncontext=in\n[b]\ntype=peer\ncontext=in\n<|>',
    ],
    ['templates', '<|>[a](!)\ntype=peer\ncontext=in\n[b]\ntype=peer\ncontext=in\n<|>'],
    ['continued sections', '<|>[a]\ntype=peer\ncontext=in\n[a](+)\ntype=peer\ncontext=in\n<|>'],
    ['a block comment', '<|>[a]\ntype=peer\ncontext=in\n;--\n--;\n[b]\ntype=peer\ncontext=in\n<|>'],
    ['an include', '<|>[a]\ntype=peer\ncontext=in\n#include x\n[b]\ntype=peer\ncontext=in\n<|>'],
    ['what is appended', '<|>[a]\nsetvar+=x\nsetvar+=y\n[b]\nsetvar+=x\nsetvar+=y\n<|>'],
    [
      'the dialplan',
      '<|>[a]\nexten => 1,1,A\nexten => 2,1,A\n[b]\nexten => 1,1,A\nexten => 2,1,A\n<|>',
      'extensions.conf',
    ],
  ])('is not offered for %s', (_, text, name) => {
    expect(open('refactor.extract', { [name ?? 'sip.conf']: text }).actions).toEqual([]);
  });

  it('says how many options and sections', () => {
    const text = '<|>[a]\ntype=peer\ncontext=in\n[b]\ntype=peer\ncontext=in\n<|>';
    expect(open('refactor.extract', { 'sip.conf': text }).actions.map(({ title }) => title)).toEqual([
      'Move the 2 options that these 2 sections share into a template',
    ]);
  });

  it('is not offered in a file that Asterisk refuses', () => {
    const text = '<|>[a]\ntype=peer\ncontext=in\n[b]\ntype=peer\ncontext=in\n<|>[c\n';
    expect(open('refactor.extract', { 'sip.conf': text }).actions).toEqual([]);
  });
});

describe('writing a template into its users', () => {
  test.each<[what: string, before: string, after: string]>([
    [
      'from its header',
      '[t<|>](!)\ntype=peer\n; note\ncontext=in ; here\n\n[a](t)\nhost=x\n[b](t)\n',
      '[a]\ntype=peer\n; note\ncontext=in ; here\nhost=x\n[b]\ntype=peer\n; note\ncontext=in ; here\n',
    ],
    ['from a user', '[t](!)\ntype=peer\n[a](<|>t)\nhost=x\n', '[a]\ntype=peer\nhost=x\n'],
    [
      'that builds on another',
      '[base](!)\nqualify=yes\n[<|>t](!,base)\ntype=peer\n[a](t)\nhost=x\n',
      '[base](!)\nqualify=yes\n[a](base)\ntype=peer\nhost=x\n',
    ],
    ['into another template', '[<|>t](!)\ntype=peer\n[a](!,t)\nhost=x\n', '[a](!)\ntype=peer\nhost=x\n'],
    [
      'in front of another parent',
      '[<|>t](!)\ntype=peer\n[u](!)\nhost=x\n[a](t,u)\n',
      '[u](!)\nhost=x\n[a](u)\ntype=peer\n',
    ],
    ['a last line without an end', '[<|>t](!)\r\ntype=peer\r\n[a](t)', '[a]\r\ntype=peer\r\n'],
  ])('%s', (_, before, expected) => {
    expect(after('refactor.inline', before)).toBe(expected);
  });

  test.each<[what: string, before: string]>([
    ['without users', '[<|>t](!)\ntype=peer\n[a]\nhost=x\n'],
    ['that is continued', '[<|>t](!)\ntype=peer\n[t](+)\nnat=no\n[a](t)\n'],
    ['of which a later parent repeats an option', '[<|>t](!)\nhost=y\n[u](!)\nhost=x\n[a](t,u)\n'],
    ['that appends', '[<|>t](!)\nsetvar+=x\n[a](t)\n'],
    ['that is none', '[<|>t]\ntype=peer\n[a](t)\n'],
  ])('is not offered for one %s', (_, text) => {
    expect(open('refactor.inline', { 'sip.conf': text }).actions).toEqual([]);
  });

  const two = { 'sip.conf': '[<|>t](!)\ntype=peer\n#include b.conf\n', 'b.conf': '[a](t)\nhost=x\n' };
  const whole = {
    'sip.conf': '#include t.conf\n#include b.conf\n',
    't.conf': '[<|>t](!)\ntype=peer\n',
    'b.conf': '[a](t)\nhost=x\n',
  };

  it('leaves templates with an include alone', () => {
    expect(open('refactor.inline', two).actions).toEqual([]);
  });

  it('changes users in other files', () => {
    const { actions, run } = open('refactor.inline', whole);
    expect(actions.map(({ title }) => title)).toEqual([
      'Write the template [t] into the section that uses it',
    ]);
    expect(run(actions[0]?.data ?? { kind: 'fix-all' })).toMatchObject({
      't.conf': '',
      'b.conf': '[a]\ntype=peer\nhost=x\n',
    });
  });

  it('is not offered where a file must not be changed', () => {
    expect(open('refactor.inline', whole, (uri) => !uri.endsWith('b.conf')).actions).toEqual([]);
  });
});

describe('current names', () => {
  const text = '[a]\nusername=x\ncan<|>reinvite=no\ncall-limit=1\n[b]\ncanreinvite=yes\n';

  it('of one line', () => {
    expect(after('refactor.rewrite', text)).toBe(
      '[a]\nusername=x\ndirectmedia=no\ncall-limit=1\n[b]\ncanreinvite=yes\n',
    );
  });

  it('of the whole file', () => {
    const { actions, run } = open('refactor.rewrite', { 'sip.conf': text });
    expect(actions.map(({ title }) => title)).toEqual([
      'Change to "directmedia"',
      'Write all options of this file under their current names',
    ]);
    expect(run(actions[1]?.data ?? { kind: 'fix-all' })?.['sip.conf']).toBe(
      '[a]\ndefaultuser=x\ndirectmedia=no\ncall-limit=1\n[b]\ndirectmedia=yes\n',
    );
  });

  it('are not offered on a line that has one', () => {
    expect(open('refactor.rewrite', { 'sip.conf': '[a]\nusername=x\ndirect<|>media=no\n' }).actions).toEqual(
      [],
    );
  });

  it('are not offered in a file that another system writes again', () => {
    const banner = '; WARNING- THIS FILE IS AUTO-GENERATED BY VICIDIAL, ANY EDITS YOU MAKE WILL BE LOST\n';
    expect(open('refactor.rewrite', { 'sip-vicidial.conf': banner + text }).actions).toEqual([]);
  });
});
