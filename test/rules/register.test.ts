/** The register rules: which lines they report, where, and what their fixes write. */
import { describe, expect, it } from 'vitest';
import { applyFix, fixesOf, found, lintText } from '../support/lintText.ts';

const SECRET = 'Wv7kQx2mTz9_Rb4nHd6c';

/** Findings of register rules in a file that holds `lines` in `[general]`, as `rule@text`. */
function inGeneral(lines: string, name = 'sip.conf'): readonly string[] {
  return onlyRegister(found(`[general]\n${lines}\n`, name));
}

function onlyRegister(findings: readonly string[]): readonly string[] {
  return findings.filter((finding) => finding.startsWith('register-'));
}

const sip: readonly (readonly [string, readonly string[]])[] = [
  ['4711:ok@sip.example/200', []],
  ['4711:ok:login@sip.example:5070/200~60', []],
  ['4711:ok@sip.example: 5060/200', []],
  ['4711:ok@sip.example', ['register-no-extension@4711:ok@sip.example']],
  ['4711:ok@sip.example/s', []],
  ['4711:ok.sip.example', ['register-parse@4711:ok.sip.example']],
  ['4711:o/k@sip.example/200', ['register-parse@/']],
  ['4711:ok@/200', ['register-parse@@']],
  ['4711:ok@sip.example;5060', ['register-no-extension@4711:ok@sip.example']],
  ['4711:o;k@sip.example/200', []],
  ['4711:o ; my provider', ['register-parse@4711:o']],
  ['4711:o;--k@sip.example/200', []],
  ['4711:o\\;k@sip.example/200', []],
  ['4711:o\\;k@sip.example:506O/200', ['register-port@506O']],
  ['ws://4711:ok@sip.example/200', ['register-parse@ws']],
  ['4711:ok@sip.example/200~10m', ['register-parse@10m']],
  ['4711:ok@sip.example:506O/200', ['register-port@506O']],
  ['4711:ok@sip.example:0/200', ['register-port@0']],
  ['4711:ok@sip.example:/200', ['register-port@:']],
  ['4711:ok@sip.example:65536/200', ['register-port@65536']],
  ['4711:ok@2001:db8::1/200', ['register-port@db8::1']],
  ['4711:o?k@sip.example/200', ['register-split@?']],
  ['4711:o//k@sip.example/200', ['register-split@//']],
  ['4711:o:k:x@sip.example/200', ['register-split@:']],
  ['4711:o:k$@sip.example/200', ['register-split@:']],
  ['4711:o"k:login@sip.example/200', ['register-split@"']],
  ['4711:o@k~x@sip.example/200', []],
  [`4711:${'x'.repeat(240)}@sip.example/200`, ['register-secret-truncated@le/200']],
  ['${USER}:${SECRET}@sip.example', []],
  ['4711:{{ secret }}@{{ host }}', []],
  ['<USER:SECRET@GATEWAY:PORT>', []],
  ['<user>:<password>@<host>:<port>', []],
  ['@USER@:@SECRET@@@HOST@', []],
  ['%USER%:%SECRET%@%HOST%', []],
  ['__USER__:__SECRET__@sip.example:__PORT__', []],
];

const iax: readonly (readonly [string, readonly string[]])[] = [
  ['4711:ok@iax.example', []],
  ['4711:ok@iax.example:4570', []],
  ['4711:[key]@iax.example', []],
  ['4711:ok', ['register-parse@4711:ok']],
  ['4711:ok@iax.example:port', ['register-parse@port']],
  ['4711:ok@[::1]', ['register-parse@[::1]']],
  ['4711:ok@iax.example/200', ['register-parse@/200']],
  ['4711:ok@iax.example:456O', ['register-port@456O']],
  ['4711:ok@iax.example:70000', ['register-port@70000']],
  ['4711:o:k@iax.example', ['register-split@:']],
  ['4711:o@k@iax.example', ['register-split@@']],
  ['4711:[ok@iax.example', ['register-split@[']],
  [`4711:${'x'.repeat(80)}@iax.example`, ['register-secret-truncated@x']],
  ['4711:${SECRET}@iax.example', []],
];

describe('one register line', () => {
  it.each(sip)('of sip.conf: %j', (value, expected) => {
    expect(inGeneral(`register => ${value}`)).toEqual(expected);
  });

  it.each(iax)('of iax.conf: %j', (value, expected) => {
    expect(inGeneral(`register => ${value}`, 'iax.conf')).toEqual(expected);
  });

  it('counts whatever the case of the word', () => {
    expect(inGeneral('Register=4711')).toEqual(['register-parse@4711']);
  });

  it('is not judged while += changes it', () => {
    expect(inGeneral('register => 4711\nregister += @sip.example/200')).toEqual([]);
  });

  it('points at its word when nothing follows', () => {
    expect(inGeneral('register =>')).toEqual(['register-parse@register']);
  });

  it('never shows the secret', () => {
    const values = [...sip, ...iax]
      .filter(([value]) => !value.includes(';--'))
      .map(([value]) => `register => ${value.replace(/:o/g, ':ovhq')}`);
    for (const name of ['sip.conf', 'iax.conf']) {
      const all = lintText(`[general]\n${values.join('\n')}\n`, name);
      expect(all.length).toBeGreaterThan(40);
      expect(all.filter(({ message }) => message.includes('ovhq'))).toEqual([]);
    }
  });
});

describe('the level', () => {
  const levelOf = (value: string, name = 'sip.conf') =>
    lintText(`[general]\nregister => ${value}\n`, name)
      .filter(({ rule }) => rule.startsWith('register-'))
      .map(({ severity }) => severity);

  it('is an error only where Asterisk skips the line', () => {
    expect(levelOf('4711')).toEqual(['error']);
    expect(levelOf('4711:ok@iax.example:port', 'iax.conf')).toEqual(['error']);
    expect(levelOf('ws://4711:ok@sip.example/200')).toEqual(['warning']);
    expect(levelOf('4711:ok@sip.example:0/200')).toEqual(['warning']);
    expect(levelOf('4711:ok@sip.example')).toEqual(['hint']);
  });
});

describe('register-section', () => {
  const line = `register => 4711:${SECRET}@sip.example/200\n`;
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['in [general]', `[general]\n${line}`, false],
    ['in [GENERAL]', `[GENERAL]\n${line}`, false],
    ['in a reopened [general]', `[general]\n[a]\ntype=peer\n[general](+)\n${line}`, false],
    ['in a template, which [general] may inherit', `[t](!)\n${line}[general](t)\n`, false],
    ['in a peer', `[general]\n[a]\ntype=peer\n${line}`, true],
    ['in [general] marked as template', `[general](!)\n${line}`, true],
  ];
  it.each(cases)('%s', (_, text, isReported) => {
    const expected = isReported ? ['register-section@register'] : [];
    expect(onlyRegister(found(text)).filter((finding) => finding.includes('section'))).toEqual(expected);
  });

  it('looks at the section an included file starts in', () => {
    const files = (root: string) => ({ 'sip.conf': root, 'sip-vicidial.conf': line });
    const rules = (root: string) =>
      lintText(files(root), 'sip-vicidial.conf')
        .map(({ rule }) => rule)
        .filter((rule) => rule === 'register-section');
    expect(rules('[general]\n#include sip-vicidial.conf\n')).toEqual([]);
    expect(rules('[general]\n[a]\ntype=peer\n#include sip-vicidial.conf\n')).toEqual(['register-section']);
  });

  it('says nothing about a file nobody includes', () => {
    expect(onlyRegister(found(line, 'sip-custom.conf'))).toEqual([]);
    expect(onlyRegister(found(`[a]\n${line}`, 'sip-custom.conf'))).toEqual([]);
  });
});

describe('register-order', () => {
  it('reports an option below the lines it is meant for', () => {
    const text = `register => 4711:ok@sip.example/1\ndefaultexpiry=600`;
    expect(inGeneral(text)).toEqual(['register-order@defaultexpiry']);
    expect(inGeneral('register => 4711:ok@iax.example\nsrvlookup=yes', 'iax.conf')).toEqual([
      'register-order@srvlookup',
    ]);
  });

  it('is silent where the order does not matter', () => {
    expect(inGeneral('defaultexpiry=600\nregister => 4711:ok@sip.example/1')).toEqual([]);
    expect(inGeneral('register => 4711:ok@sip.example/1~60\ndefaultexpiry=600')).toEqual([]);
    expect(inGeneral('register => 4711:ok@sip.example/1\ndefaultexpiry=120')).toEqual([]);
    expect(inGeneral('register => 4711:ok@192.0.2.1\nsrvlookup=yes', 'iax.conf')).toEqual([]);
    expect(inGeneral('register => 4711:ok@iax.example\nsrvlookup=no', 'iax.conf')).toEqual([]);
  });
});

/** The value of the register line after each fix, with its title. */
function fixed(value: string, rule: string, name = 'sip.conf'): readonly string[] {
  const text = `[general]\nregister => ${value}\n`;
  return fixesOf(text, rule, name).map((fix) =>
    applyFix(text, fix).replace('[general]\nregister => ', '').replace(/\n$/, ''),
  );
}

describe('fixes', () => {
  it('write a port that is one', () => {
    expect(fixed('4711:ok@sip.example:506O/200', 'register-port')).toEqual(['4711:ok@sip.example:5060/200']);
    expect(fixed('4711:ok@sip.example:5O70', 'register-port')).toEqual([
      '4711:ok@sip.example:5070',
      '4711:ok@sip.example:5060',
    ]);
    expect(fixed('4711:ok@sip.example:5070:1', 'register-port')).toEqual([
      '4711:ok@sip.example:5070',
      '4711:ok@sip.example:5060',
    ]);
    expect(fixed('tls://4711:ok@sip.example:0', 'register-port')).toEqual(['tls://4711:ok@sip.example:5061']);
    expect(fixed('4711:ok@iax.example:70000', 'register-port', 'iax.conf')).toEqual([
      '4711:ok@iax.example:4569',
    ]);
    expect(fixed('4711:ok@2001:db8::1', 'register-port')).toEqual([]);
  });

  it('quote a secret where that is certain to help', () => {
    expect(fixed('4711:o/k@sip.example/200', 'register-parse')).toEqual(['4711:"o/k"@sip.example/200']);
    expect(fixed('4711:o\\;?k@sip.example/200', 'register-split')[0]).toBe('4711:"o\\;?k"@sip.example/200');
    expect(fixed('4711@sip.example/200@office', 'register-parse')).toEqual([]);
  });

  it('replace a secret that cannot be quoted', () => {
    const [iaxFix] = fixed('4711:o:k@iax.example', 'register-split', 'iax.conf');
    expect(iaxFix).toMatch(/^4711:[\w-]{20}@iax\.example$/);
    const [longFix] = fixed(`4711:${'x'.repeat(90)}@iax.example`, 'register-secret-truncated', 'iax.conf');
    expect(longFix).toMatch(/^4711:[\w-]{20}@iax\.example$/);
  });

  it('append the user as extension, in front of a time', () => {
    expect(fixed('4711:ok@sip.example:5070~60', 'register-no-extension')).toEqual([
      '4711:ok@sip.example:5070/4711~60',
    ]);
    expect(fixed('4711:ok@sip.example/', 'register-no-extension')).toEqual(['4711:ok@sip.example/4711']);
    expect(fixed('4711:o\\;k@sip.example', 'register-no-extension')).toEqual(['4711:o\\;k@sip.example/4711']);
  });

  it('move an option up', () => {
    const text = '[general]\nregister => a:b@sip.example/1\n\ndefaultexpiry=600 ; ten minutes\nport=5060\n';
    const [fix] = fixesOf(text, 'register-order');
    expect(fix && applyFix(text, fix)).toBe(
      '[general]\ndefaultexpiry=600 ; ten minutes\nregister => a:b@sip.example/1\n\nport=5060\n',
    );
  });
});

describe('every fix', () => {
  const values = [
    ...sip.map(([value]) => ['sip.conf', value] as const),
    ...iax.map(([value]) => ['iax.conf', value] as const),
  ];

  it('makes its finding vanish and brings no other error', () => {
    let count = 0;
    for (const [name, value] of values) {
      const text = `[general]\nregister => ${value}\n`;
      const rules = new Set(onlyRegister(found(text, name)).map((finding) => finding.split('@')[0] ?? ''));
      for (const rule of rules) {
        for (const fix of fixesOf(text, rule, name)) {
          count++;
          const after = lintText(applyFix(text, fix), name);
          const left = after.filter((finding) => finding.rule === rule || finding.rule === 'register-parse');
          expect([name, value, fix.title, left]).toEqual([name, value, fix.title, []]);
        }
      }
    }
    expect(count).toBeGreaterThan(15);
  });
});

describe('register-in-pjsip', () => {
  it('reports and rewrites the line', () => {
    const text = `[global]\nregister => tls://4711@dom.example:o\\;k:login@sip.example:5070/200~60\nx=1\n\n[next]\ntype=aor\n`;
    expect(onlyRegister(found(text, 'pjsip.conf'))).toEqual(['register-in-pjsip@register']);
    const [fix] = fixesOf(text, 'register-in-pjsip', 'pjsip.conf');
    expect(fix && applyFix(text, fix)).toBe(
      [
        '[global]\nx=1\n\n',
        '[4711-registration]\ntype=registration\n',
        'server_uri=sip:sip.example:5070\\;transport=tls\nclient_uri=sip:4711@dom.example\n',
        'outbound_auth=4711-auth\ncontact_user=200\nexpiration=60\n\n',
        '[4711-auth]\ntype=auth\nauth_type=userpass\nusername=login\npassword=o\\;k\n',
        '[next]\ntype=aor\n',
      ].join(''),
    );
  });

  it('rewrites the last line of a file', () => {
    const text = `[global]\nregister => 4711:ok@sip.example`;
    const [fix] = fixesOf(text, 'register-in-pjsip', 'pjsip.conf');
    const after = fix === undefined ? '' : applyFix(text, fix);
    expect(after).toContain('\n[4711-registration]\ntype=registration\nserver_uri=sip:sip.example\n');
    expect(onlyRegister(found(after, 'pjsip.conf'))).toEqual([]);
  });

  it('leaves alone what it cannot carry over', () => {
    for (const value of ['4711', '4711:o?k@sip.example', '47 11:ok@sip.example', '4711:${S}@sip.example']) {
      expect(fixesOf(`[global]\nregister => ${value}\n`, 'register-in-pjsip', 'pjsip.conf')).toEqual([]);
    }
  });
});
