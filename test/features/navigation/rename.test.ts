import { describe, expect, it } from 'vitest';
import { prepareRename, rename } from '../../../server/src/features/navigation/rename.ts';
import { textOf } from '../../../server/src/syntax/position.ts';
import { applyEdits } from '../../../server/src/text/span.ts';
import { FOLDER } from '../../support/lintText.ts';
import { readMarked } from './marked.ts';

/** All files after the rename, as they are written in the cases; or the reason against it. */
function renamed(source: string, newName: string): string {
  const { workspace, uri, offset } = readMarked(source);
  const edits = rename(workspace, uri, offset, newName);
  if ('refusal' in edits) return edits.refusal;
  const parts = [...workspace.files].map(([file, { tree }]) => {
    const text = applyEdits(textOf(tree, { start: 0, end: tree.length }), edits.get(file) ?? []);
    const name = file.slice(FOLDER.length);
    return name === 'sip.conf' ? text : `;- ${name}\n${text}`;
  });
  return parts.join('');
}

describe('rename', () => {
  it.each<[string, string, string]>([
    ['a template', '[o|ld](!)\n[a](x,OLD)\n[x]\n[b](old)\n', '[new](!)\n[a](x,new)\n[x]\n[b](new)\n'],
    [
      'a phone, from a use',
      '[old]\n[old](+)\n[b](old)\n;- extensions.conf\n[i]\nexten => old,1,Dial(SIP/o|ld&SIP/1@old,20)\nexten => 1,hint,SIP/old\n;- queues.conf\n[q]\nmember => SIP/old,1\n',
      '[new]\n[new](+)\n[b](new)\n;- extensions.conf\n[i]\nexten => old,1,Dial(SIP/new&SIP/1@new,20)\nexten => 1,hint,SIP/new\n;- queues.conf\n[q]\nmember => SIP/new,1\n',
    ],
    [
      'a peer of a register line',
      '[general]\nregister => old?a:zQ@h.example/5\n[ol|d]\n',
      '[general]\nregister => new?a:zQ@h.example/5\n[new]\n',
    ],
    [
      'a context',
      '[a]\ncontext=old\n;- extensions.conf\n[i]\ninclude => old\nexten => 1,1,Goto(old,s,1)\n[o|ld]\nexten => old,1,Goto(old,1)\n[old]\n',
      '[a]\ncontext=new\n;- extensions.conf\n[i]\ninclude => new\nexten => 1,1,Goto(new,s,1)\n[new]\nexten => old,1,Goto(old,1)\n[new]\n',
    ],
    [
      'one object of three',
      '\n;- pjsip.conf\n[old]\ntype=endpoint\nauth=old\naors=old\n[old]\ntype=aor\n[o|ld]\ntype=auth\n',
      '\n;- pjsip.conf\n[old]\ntype=endpoint\nauth=new\naors=old\n[old]\ntype=aor\n[new]\ntype=auth\n',
    ],
    [
      'an endpoint',
      '\n;- pjsip.conf\n[o|ld]\ntype=endpoint\naors=old\n[old]\ntype=aor\n[i]\ntype=identify\nendpoint=old\n;- extensions.conf\n[i]\nexten => 1,1,Dial(PJSIP/old)\n',
      '\n;- pjsip.conf\n[new]\ntype=endpoint\naors=old\n[old]\ntype=aor\n[i]\ntype=identify\nendpoint=new\n;- extensions.conf\n[i]\nexten => 1,1,Dial(PJSIP/new)\n',
    ],
    [
      'an object that a filter continues',
      '\n;- pjsip.conf\n[old]\ntype=endpoint\n[o|ld]\ntype=aor\n[old](+type=aor)\n[old](+type=endpoint)\n',
      '\n;- pjsip.conf\n[old]\ntype=endpoint\n[new]\ntype=aor\n[new](+type=aor)\n[old](+type=endpoint)\n',
    ],
    [
      'a wizard',
      '\n;- pjsip_wizard.conf\n[o|ld]\ntype=wizard\n;- pjsip.conf\n[r]\ntype=registration\noutbound_auth=old-oauth\n',
      '\n;- pjsip_wizard.conf\n[new]\ntype=wizard\n;- pjsip.conf\n[r]\ntype=registration\noutbound_auth=new-oauth\n',
    ],
    [
      'a queue',
      '\n;- queues.conf\n[o|ld]\n;- extensions.conf\n[i]\nexten => 1,1,Queue(OLD,t)\n',
      '\n;- queues.conf\n[new]\n;- extensions.conf\n[i]\nexten => 1,1,Queue(new,t)\n',
    ],
    ['only the letter case', '[o|ld](!)\n[a](old)\n', '[new](!)\n[a](new)\n'],
    ['across an escaped semicolon', '[old](!)\n[a](ol|d) ; \\; old\n', '[new](!)\n[a](new) ; \\; old\n'],
  ])('%s', (_, source, expected) => {
    expect(renamed(source, 'new')).toBe(expected);
  });

  it('keeps what Asterisk adds to the name of a macro', () => {
    const source = '\n;- extensions.conf\n[i]\nexten => 1,1,Macro(o|ld,1)\n[macro-old]\n';
    expect(renamed(source, 'ring')).toBe(
      '\n;- extensions.conf\n[i]\nexten => 1,1,Macro(ring,1)\n[macro-ring]\n',
    );
    expect(renamed(source.replace('|', '').replace('[macro', '[ma|cro'), 'ring')).toContain('macro-');
  });

  it.each<[string, string, string, string]>([
    ['a clash', '[a|l]\n[bo]\n', 'bo', '"bo" is there already, in sip.conf'],
    [
      'a clash of templates in another letter case',
      '[t|](!)\n[Base]\n[x](t)\n',
      'base',
      '"Base" is there already, in sip.conf',
    ],
    [
      'a clash of objects',
      '\n;- pjsip.conf\n[a|]\ntype=aor\n[b]\ntype=aor\n',
      'b',
      '"b" is there already, in pjsip.conf',
    ],
    ['a bracket', '[a|l]\n', 'a]', 'A name cannot hold "]"'],
    ['a comma', '[a|l]\n', 'a,b', 'A name cannot hold ","'],
    ['a blank', '[a|l]\n', 'a b', 'A name cannot hold blanks'],
    ['nothing', '[a|l]\n', ' ', 'A name cannot be empty'],
    ['a long name', '[a|l]\n', 'x'.repeat(80), 'A name cannot be longer than 79 bytes'],
    ['a name with a meaning', '[a|l]\n', 'general', '"general" has a meaning of its own for Asterisk'],
    ['[general]', '[gen|eral]\n', 'x', '"general" has a meaning of its own for Asterisk'],
    [
      'a mailbox',
      '\n;- voicemail.conf\n[default]\n1|0 => 1\n',
      '11',
      'Only sections, templates, objects and contexts can be renamed',
    ],
    ['nowhere defined', '[a]\ncontext=g|one\n', 'x', 'No section defines "gone"'],
    [
      'made by an option',
      '[general]\nregcontext=re|gs\n',
      'x',
      '"regs" is made by an option, not by a section',
    ],
    [
      'made by a wizard',
      '\n;- pjsip_wizard.conf\n[w]\ntype=wizard\n;- pjsip.conf\n[r]\ntype=registration\noutbound_auth=w-oa|uth\n',
      'x',
      '"w-oauth" is made by a wizard; rename the wizard',
    ],
    [
      'a section known by its name',
      '\n;- logger.conf\n[log|files]\n',
      'x',
      'What [logfiles] means to Asterisk hangs on its name',
    ],
  ])('refuses %s', (_, source, newName, reason) => {
    expect(renamed(source, newName)).toBe(reason);
  });

  it('refuses names in generated files and in files outside', () => {
    const source =
      '[a|l]\n;- extensions.conf\n#include extensions-vicidial.conf\n;- extensions-vicidial.conf\n[i]\nexten => 1,1,Dial(SIP/al)\n';
    expect(renamed(source, 'x')).toBe(
      '"al" stands in extensions-vicidial.conf, which VICIdial writes again; rename it there',
    );
    const { workspace, uri, offset } = readMarked('[a|l]\n;- queues.conf\n[q]\nmember => SIP/al\n');
    expect(rename(workspace, uri, offset, 'x', (file) => file === uri)).toEqual({
      refusal: '"al" stands in queues.conf too, which lies outside the open folders',
    });
  });

  it('says beforehand what can be renamed', () => {
    const { workspace, uri, offset } = readMarked('[t](!)\n[a](|t)\n');
    expect(prepareRename(workspace, uri, offset)).toEqual({ span: { start: 11, end: 12 }, placeholder: 't' });
    const other = readMarked('[a]\nhost=dyn|amic\n');
    expect(prepareRename(other.workspace, other.uri, other.offset)).toEqual({
      refusal: 'Put the cursor on the name of a section, template, object or context',
    });
  });
});
