/** The rules about single options: names, values, places, order and versions. */
import { describe, expect, it, test } from 'vitest';
import { createLintCache, lint } from '../../server/src/rules/run.ts';
import type { LintSettings } from '../../server/src/rules/rule.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { applyFix, fixesOf, FOLDER, lintText, workspaceOf } from '../support/lintText.ts';

/** `rule level text` of each finding of the option rules, `rule` without its first word. */
function optionFindings(
  files: string | Readonly<Record<string, string>>,
  name: string,
  settings: Partial<LintSettings> = {},
): readonly string[] {
  const text = typeof files === 'string' ? files : (files[name] ?? '');
  return lintText(files, name, settings)
    .filter(({ rule }) => rule.startsWith('option-') || rule.startsWith('sip-driver'))
    .map(({ rule, severity, span }) => {
      const found = text.slice(span.start, span.end).replaceAll('\n', ' ');
      return `${rule.replace('option-', '')} ${severity} ${found}`;
    });
}

/** A case: what it shows, the file, its text, and what is found. */
type Case = readonly [string, string, string, readonly string[]];

const names: readonly Case[] = [
  ['a slip', 'sip.conf', '[a]\ntype=peer\ncanreinivite=no\n', ['unknown information canreinivite']],
  ['a name like nothing', 'sip.conf', '[a]\ntype=peer\nxyzzy=no\n', ['unknown hint xyzzy']],
  ['letter case', 'sip.conf', '[a]\nTYPE=peer\nQualify=yes\n', []],
  [
    'another word is no slip',
    'sip.conf',
    '[general]\nudpenable=no\nauthid=x\n',
    ['unknown hint udpenable', 'unknown hint authid'],
  ],
  ['an object', 'pjsip.conf', '[a]\ntype=aor\nmax_contact=1\n', ['unknown error max_contact']],
  [
    'an option of another object',
    'pjsip.conf',
    '[a]\ntype=endpoint\nmax_contacts=1\n',
    ['unknown error max_contacts'],
  ],
  ['free data', 'pjsip.conf', '[a]\ntype=aor\n@room=1\n', []],
  ['an object without a type', 'pjsip.conf', '[a]\nxyzzy=1\n', []],
  ['an object of an unknown type', 'pjsip.conf', '[a]\ntype=endpont\nxyzzy=1\n', []],
  ['a type from a template', 'pjsip.conf', '[t](!)\ntype=aor\n[a](t)\nxyzzy=1\n', ['unknown error xyzzy']],
  ['a template nobody has', 'pjsip.conf', '[a](t)\ntype=aor\nxyzzy=1\n', []],
  [
    'a section that continues another',
    'pjsip.conf',
    '[a]\ntype=aor\n[a](+)\nxyzzy=1\n',
    ['unknown error xyzzy'],
  ],
  [
    'what it continues has the type from a template',
    'pjsip.conf',
    '[t](!)\ntype=aor\n[a](t)\nmax_contacts=1\n[A](+)\nauth=1\n',
    ['unknown error auth'],
  ],
  [
    'it continues the first of a name',
    'pjsip.conf',
    '[a](!)\ntype=auth\n[a]\ntype=endpoint\n[a]\ntype=aor\n[a](+)\nmax_contacts=1\ncontext=x\n',
    ['unknown error max_contacts'],
  ],
  [
    'it continues the one of a type',
    'pjsip.conf',
    '[a]\ntype=endpoint\n[a]\ntype=aor\n[a](+type=aor)\nmax_contacts=1\ncontext=x\n',
    ['unknown error context'],
  ],
  ['another filter', 'pjsip.conf', '[a]\ntype=aor\n[a](+TEMPLATES=include)\nxyzzy=1\n', []],
  ['nothing to continue', 'pjsip.conf', '[a](+)\ntype=aor\nxyzzy=1\n', []],
  [
    'a type of its own',
    'pjsip.conf',
    '[a]\nmax_contacts=1\n[a](+)\ntype=aor\nxyzzy=1\n',
    ['unknown error xyzzy'],
  ],
  [
    'a continued peer',
    'iax.conf',
    '[a]\ntype=peer\nhost=dynamic\nsecret=x7Gq_pLw93vN-kT2dRz8\n[a](+)\nqualify=5000\nxyzzy=1\n',
    ['unknown hint xyzzy'],
  ],
  ['global without a type', 'pjsip.conf', '[global]\nxyzzy=1\n', ['unknown error xyzzy']],
  [
    'the wizard hands names on',
    'pjsip_wizard.conf',
    '[a]\ntype=wizard\nendpoint/context=x\naor/context=x\n',
    ['unknown error context'],
  ],
  ['a device of unknown type', 'iax.conf', '[a](t)\nhost=dynamic\nxyzzy=1\n', ['unknown hint xyzzy']],
  ['free names', 'voicemail.conf', '[default]\nxyzzy => 1234\n', []],
  ['users.conf', 'users.conf', '[general]\nxyzzy=1\n[a]\nxyzzy=1\n', []],
  ['a kind that is only guessed', 'sip_custom.conf', '[a]\ntype=peer\nxyzzy=1\n', []],
  ['names filled in later', 'sip.conf', '[a]\ntype=peer\n@NAME@=1\n{{ key }}=2\n${KEY}=3\n', []],
  ['before the first header', 'sip.conf', 'xyzzy=1\n', []],
  ['a queue', 'queues.conf', '[support]\nstrategie=ringall\n', ['unknown information strategie']],
  ['a file that is refused', 'udptl.conf', '[general]\nudptlstat=4000\n', ['unknown error udptlstat']],
  [
    'an option of the wrong section there',
    'confbridge.conf',
    '[a]\ntype=user\nmax_members=3\n',
    ['unknown error max_members'],
  ],
  ['a directive of the loader', 'modules.conf', '[modules]\nautolod=yes\n', ['unknown error autolod']],
  [
    'what VICIdial writes',
    'sip-vicidial.conf',
    '[a]\ntype=peer\nusername=a\ncanreinvite=no\nlimitonpeers=yes\n',
    [],
  ],
];

const places: readonly Case[] = [
  ['a secret in [general]', 'sip.conf', '[general]\ndeny=0.0.0.0/0\n', ['scope warning deny']],
  ['guests in a device', 'sip.conf', '[a]\ntype=peer\nallowguest=no\n', ['scope warning allowguest']],
  ['a column of a database', 'sip.conf', '[a]\ntype=peer\nregseconds=1\n', ['scope warning regseconds']],
  ['a host of a user', 'iax.conf', '[a]\ntype=user\nhost=dynamic\n', ['scope warning host']],
  ['a host of a friend', 'iax.conf', '[a]\ntype=friend\nhost=dynamic\n', []],
  ['a host of who knows what', 'iax.conf', '[a](t)\nhost=dynamic\n', []],
  ['sip in pjsip', 'pjsip.conf', '[a]\ntype=endpoint\nnat=yes\n', ['wrong-driver error nat']],
  [
    'pjsip in sip',
    'sip.conf',
    '[a]\ntype=peer\nrtp_symmetric=yes\n',
    ['wrong-driver information rtp_symmetric'],
  ],
  ['sip in iax', 'iax.conf', '[general]\nvideosupport=yes\n', ['wrong-driver information videosupport']],
];

const versions: readonly Case[] = [
  ['gone long ago', 'sip.conf', '[general]\nlimitonpeer=no\n', ['removed warning limitonpeer']],
  [
    'gone, and in the wrong section',
    'sip.conf',
    '[a]\ntype=peer\nlimitonpeer=no\n',
    ['removed warning limitonpeer'],
  ],
  ['an old spelling', 'sip.conf', '[a]\ntype=peer\ncanreinvite=no\n', ['deprecated hint canreinvite']],
  ['its new one', 'sip.conf', '[a]\ntype=peer\ndirectmedia=no\n', []],
  [
    'an option with a successor',
    'sip.conf',
    '[a]\ntype=peer\ncall-limit=2\n',
    ['deprecated hint call-limit'],
  ],
];

const repeated: readonly Case[] = [
  ['the last counts', 'sip.conf', '[general]\nbindport=1\nbindport=2\n', ['duplicate hint bindport=1']],
  [
    'under two spellings',
    'sip.conf',
    '[a]\ntype=peer\ndirectmedia=no\nDirectMedia = yes\n',
    ['duplicate hint directmedia=no'],
  ],
  ['lines that add up', 'sip.conf', '[general]\nlocalnet=10.0.0.0/8\nlocalnet=192.168.0.0/16\n', []],
  ['secrets of a friend', 'iax.conf', '[a]\ntype=friend\nsecret=x7Gq_pLw93\nsecret=Zt5vQ-ke82\n', []],
  [
    'secrets of a peer',
    'iax.conf',
    '[a]\ntype=peer\nqualify=yes\nqualify=no\n',
    ['duplicate hint qualify=yes'],
  ],
  ['a value of a template', 'sip.conf', '[t](!)\ntype=peer\nqualify=yes\n[a](t)\nqualify=no\n', []],
  ['a value that is prolonged', 'sip.conf', '[a]\ntype=peer\nmailbox=1\ncontext=a\ncontext+=b\n', []],
  [
    'branches of a template language',
    'sip.conf',
    '[a]\ntype=peer\n{{ $x := 1 }}\n{% if x %}\nqualify=yes\n{% else %}\nqualify=no\n{% endif %}\n',
    [],
  ],
  [
    'where the section is continued',
    'sip.conf',
    '[general]\nbindport=5070\nlocalnet=10.0.0.0/8\n[general](+)\nbindport=5071\nlocalnet=192.0.2.0/24\n',
    ['overridden hint bindport=5070'],
  ],
  [
    'lines of a continued device that add up',
    'sip.conf',
    '[a]\ntype=peer\nallow=ulaw\npermit=192.0.2.1\nsetvar=A=1\nmailbox=1\n[a](+)\nallow=alaw\npermit=192.0.2.2\nsetvar=B=1\nmailbox=2\n',
    [],
  ],
  [
    'twice below the same header, once more below the other',
    'sip.conf',
    '[a]\ntype=peer\nqualify=1\nqualify=2\n[a](+)\nqualify=3\n',
    ['duplicate hint qualify=1', 'overridden hint qualify=2'],
  ],
  [
    'by the type of what is continued',
    'pjsip.conf',
    '[a]\ntype=endpoint\ncontext=x\nallow=ulaw\n[a]\ntype=aor\nmax_contacts=1\n[a](+type=aor)\nmax_contacts=2\n',
    ['overridden hint max_contacts=1'],
  ],
  [
    'an heir took the line above over',
    'sip.conf',
    '[a]\ntype=peer\nqualify=yes\n[b](a)\nhost=dynamic\nsecret=x7Gq_pLw93vN-kT2dRz8\n[a](+)\nqualify=no\n',
    [],
  ],
  ['a value that another header prolongs', 'sip.conf', '[a]\ntype=peer\ncontext=a\n[a](+)\ncontext+=b\n', []],
  [
    'a header that continues nothing',
    'sip.conf',
    '[general]\ncontext=x\n[a](+)\nqualify=1\nqualify=2\n',
    ['duplicate hint qualify=1'],
  ],
];

const orders: readonly Case[] = [
  ['codecs taken back', 'sip.conf', '[a]\ntype=peer\nallow=ulaw\ndisallow=all\n', ['order warning disallow']],
  [
    'codecs of an object',
    'pjsip.conf',
    '[a]\ntype=endpoint\nallow=ulaw\ndisallow=all\nallow=alaw\n',
    ['order warning disallow'],
  ],
  ['the usual order', 'sip.conf', '[a]\ntype=peer\ndisallow=all\nallow=ulaw\n', []],
  ['only one codec taken back', 'sip.conf', '[a]\ntype=peer\nallow=ulaw\ndisallow=gsm\n', []],
  [
    'a port too late',
    'iax.conf',
    '[general]\nbindaddr=192.0.2.1\nbindport=4570\n',
    ['order warning bindport'],
  ],
  ['a port of its own', 'iax.conf', '[a]\ntype=peer\nport=4570\nhost=192.0.2.1\n', ['order warning host']],
  ['a port behind its host', 'iax.conf', '[a]\ntype=peer\nhost=192.0.2.1\nport=4570\n', []],
  ['bandwidth too late', 'iax.conf', '[general]\nallow=gsm\nbandwidth=low\n', ['order warning bandwidth']],
  ['sip.conf knows no such order', 'sip.conf', '[a]\ntype=peer\nport=5062\nhost=192.0.2.1\n', []],
];

const required: readonly Case[] = [
  ['a registration', 'pjsip.conf', '[a]\ntype=registration\nserver_uri=sip:b\n', ['missing error [a]']],
  [
    'an identify that matches nothing',
    'pjsip.conf',
    '[a]\ntype=identify\nendpoint=a\n',
    ['missing error [a]'],
  ],
  ['an identify by header', 'pjsip.conf', '[a]\ntype=identify\nendpoint=a\nmatch_header=X: y\n', []],
  ['a template', 'pjsip.conf', '[a](!)\ntype=registration\n', []],
  [
    'the rest from a template',
    'pjsip.conf',
    '[t](!)\ntype=registration\nserver_uri=sip:b\n[a](t)\nclient_uri=sip:a@b\n',
    [],
  ],
  [
    'a template that has not all',
    'pjsip.conf',
    '[t](!)\ntype=registration\n[a](t)\nclient_uri=sip:a@b\n',
    ['missing error [a]'],
  ],
  ['a template nobody has', 'pjsip.conf', '[a](t)\ntype=registration\n', []],
  ['the rest further down', 'pjsip.conf', '[a]\ntype=auth\npassword=x7Gq_pLw93\n[a](+)\nusername=a\n', []],
  ['a transport over a flow', 'pjsip.conf', '[a]\ntype=transport\nprotocol=flow\n', []],
];

describe.each([
  ['names', names],
  ['places', places],
  ['versions', versions],
  ['repeated lines', repeated],
  ['orders', orders],
  ['required options', required],
])('%s', (_title, cases) => {
  test.each(cases)('%s', (_name, file, text, expected) => {
    expect(optionFindings(text, file)).toEqual(expected);
  });
});

describe('the chosen version', () => {
  const gone = '[general]\nuserscontext=default\n';

  it('decides what is removed', () => {
    expect(optionFindings(gone, 'voicemail.conf', { asteriskVersion: 22 })).toEqual([]);
    expect(optionFindings(gone, 'voicemail.conf', { asteriskVersion: 23 })).toEqual([
      'removed warning userscontext',
    ]);
  });

  it('is not held against those who chose none', () => {
    const told = (text: string, name: string, settings: Partial<LintSettings> = {}): readonly string[] =>
      lintText(text, name, settings)
        .filter(({ rule }) => rule === 'option-removed')
        .map(({ severity, message }) => `${severity}: ${message}`);
    expect(told(gone, 'voicemail.conf')).toEqual([
      'information: Expected another option: Asterisk 23 and later do not read this one, remove the line; if yours is older, choose its version',
    ]);
    const long = '[general]\nforcejitterbuffer=no\n';
    expect(told(long, 'iax.conf')).toEqual([
      'warning: Expected another option: Asterisk 13 and later do not read this one, use jitterbuffer instead',
    ]);
    expect(told(long, 'iax.conf', { asteriskVersion: 18 })).toEqual([
      'warning: Expected an option of Asterisk 18: this one is no longer read, use jitterbuffer instead',
    ]);
    expect(told(`; Asterisk 23.1\n${gone}`, 'voicemail.conf')).toEqual([
      'warning: Expected an option of Asterisk 23: this one is no longer read, remove the line',
    ]);
  });

  it('decides what is not known yet', () => {
    const text = '[a]\ntype=aor\nqualify_2xx_only=yes\n';
    expect(optionFindings(text, 'pjsip.conf', { asteriskVersion: 18 })).toEqual([
      'unknown error qualify_2xx_only',
    ]);
    expect(optionFindings(text, 'pjsip.conf')).toEqual([]);
  });

  it('never outlives chan_sip in sip.conf, which is told once', () => {
    const text = '[general]\nallowguest=no\n[a]\ntype=peer\n';
    expect(optionFindings(text, 'sip.conf', { asteriskVersion: 22 })).toEqual([
      'sip-driver-removed information [general]',
    ]);
    expect(optionFindings(text, 'sip.conf', { asteriskVersion: 20 })).toEqual([]);
    expect(optionFindings(text, 'sip.conf')).toEqual([]);
    const files = { 'sip.conf': '#include more.conf\n', 'more.conf': text };
    expect(optionFindings(files, 'more.conf', { asteriskVersion: 22 })).toEqual([]);
  });
});

it('judges a section anew when its template gets another type', () => {
  const cache = createLintCache();
  const heir = '[a](t)\nmax_contacts=1\n';
  const findings = (type: string): readonly string[] =>
    lint(
      workspaceOf({ 'pjsip.conf': `[t](!)\ntype=${type}\n${heir}` }),
      `${FOLDER}pjsip.conf`,
      defaultLintSettings,
      cache,
    ).map(({ rule }) => rule);
  expect(findings('aor')).not.toContain('option-unknown');
  expect(findings('endpoint')).toContain('option-unknown');
});

describe('fixes', () => {
  test.each([
    ['option-unknown', 'sip.conf', '[a]\ntype=peer\ncanreinivite=no\n', '[a]\ntype=peer\ncanreinvite=no\n'],
    ['option-deprecated', 'sip.conf', '[a]\ntype=peer\ncanreinvite=no\n', '[a]\ntype=peer\ndirectmedia=no\n'],
    ['option-scope', 'sip.conf', '[general]\ndeny=0.0.0.0/0\n', '[general]\n; deny=0.0.0.0/0\n'],
    ['option-removed', 'sip.conf', '[general]\nlimitonpeer=no\n', '[general]\n; limitonpeer=no\n'],
    ['option-duplicate', 'sip.conf', '[general]\nbindport=1\nbindport=2\n', '[general]\nbindport=2\n'],
    [
      'option-order',
      'sip.conf',
      '[a]\ntype=peer\nallow=ulaw\ndisallow=all\n',
      '[a]\ntype=peer\ndisallow=all\nallow=ulaw\n',
    ],
    ['option-order', 'iax.conf', '[a]\ntype=peer\nport=1\nhost=h\n', '[a]\ntype=peer\nhost=h\nport=1\n'],
    [
      'option-value',
      'sip.conf',
      '[a]\ntype=peer\nnat=force_rport, comedia\n',
      '[a]\ntype=peer\nnat=force_rport,comedia\n',
    ],
    ['option-value', 'sip.conf', '[a]\ntype=peer\nallow=!ulow\n', '[a]\ntype=peer\nallow=!ulaw\n'],
    [
      'option-wrong-driver',
      'pjsip.conf',
      '[a]\ntype=endpoint\nmohsuggest=x\n',
      '[a]\ntype=endpoint\nmoh_suggest=x\n',
    ],
    ['option-wrong-driver', 'iax.conf', '[general]\nvideosupport=yes\n', '[general]\n; videosupport=yes\n'],
  ])('%s in %s: %j', (rule, file, text, expected) => {
    const [fix] = fixesOf(text, rule, file);
    expect(fix === undefined ? undefined : applyFix(text, fix)).toBe(expected);
  });
});
