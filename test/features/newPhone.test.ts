/** A new phone: as the neighbours are written, read back by the loader, and never where a generator would lose it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { newPhone } from '../../server/src/features/newPhone.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { applyEdits } from '../../server/src/text/span.ts';
import { load } from '../../server/src/workspace/load.ts';
import { seededRandom } from '../support/seededRandom.ts';
import { FOLDER, lintText, workspaceOf } from '../support/lintText.ts';

const { generator } = defaultLintSettings;
const MASKED = '<new>';

/** The file with the new phone in it, its secret replaced; `at` is the start of the text the cursor stands in. */
function added(name: string, text: string, at = text): string {
  const files = { [name]: text };
  const phone = newPhone(workspaceOf(files), FOLDER + name, at === text ? text.length : text.indexOf(at), {
    generator,
    random: seededRandom(7),
  });
  if (phone?.kind !== 'phone') throw new Error('no phone');
  const secrets = new Set(
    [...phone.edit.newText.matchAll(/(?:secret|password) ?= ?(\S+)/g)].map((match) => match[1]),
  );
  expect(secrets.size).toBe(1);
  const [secret = ''] = secrets;
  expect(secret).toMatch(/^[A-Za-z0-9][\w-]{19}$/);
  expect(text).not.toContain(secret);
  return applyEdits(text, [phone.edit]).replaceAll(secret, MASKED);
}

const TEMPLATE = '[p](!)\ntype=friend\nhost=dynamic\n\n';

describe('in sip.conf', () => {
  it.each([
    ['the template of the neighbour', `${TEMPLATE}[101](p)\nsecret=a\n`, '[102](p)\nsecret=<new>\n'],
    [
      'several templates',
      `${TEMPLATE}[q](!)\nqualify=yes\n\n[101](p,q)\nsecret=a\n`,
      '[102](p,q)\nsecret=<new>\n',
    ],
    [
      'the next free number',
      `${TEMPLATE}[101](p)\nsecret=a\n\n[102](p)\nsecret=b\n`,
      '[103](p)\nsecret=<new>\n',
    ],
    ['leading zeros', `${TEMPLATE}[009](p)\nsecret=a\n`, '[010](p)\nsecret=<new>\n'],
    ['a word before the number', `${TEMPLATE}[phone104](p)\nsecret=a\n`, '[phone105](p)\nsecret=<new>\n'],
    [
      'no name of somebody',
      `${TEMPLATE}[101](p)\nsecret=a\ncallerid="A" <101>\nmailbox=101\n`,
      '[102](p)\nsecret=<new>\n',
    ],
    [
      'its own name',
      `${TEMPLATE}[101](p)\ndefaultuser=101\nsecret=a\n`,
      '[102](p)\ndefaultuser=102\nsecret=<new>\n',
    ],
    ['blanks around the equals sign', `${TEMPLATE}[101](p)\nsecret = a\n`, '[102](p)\nsecret = <new>\n'],
    [
      'what a lone phone has',
      '[101]\ntype=friend\nhost=dynamic\nsecret=a\ncontext=x ; why\nregexten=1\n',
      '[102]\ntype=friend\nhost=dynamic\nsecret=<new>\ncontext=x\n',
    ],
    [
      'what the neighbours have in common',
      '[101]\ntype=friend\nhost=dynamic\nsecret=a\ncall-limit=2\nsetvar=A=1\n\n[102]\ntype=friend\nhost=dynamic\nsecret=b\ncall-limit=3\nsetvar=A=1\n',
      '[103]\ntype=friend\nhost=dynamic\nsecret=<new>\nsetvar=A=1\n',
    ],
    [
      'no other secret',
      `${TEMPLATE}[101](p)\nsecret=a\nmd5secret=0123\nremotesecret=b\nauth=u:c@r\n`,
      '[102](p)\nsecret=<new>\n',
    ],
    ['a template for phones, the first time', `${TEMPLATE.trimEnd()}\n`, '[101](p)\nsecret=<new>\n'],
  ])('takes over %s', (_title, text, section) => {
    expect(added('sip.conf', text)).toBe(`${text.trimEnd()}\n\n${section}`);
  });

  it('fills a gap behind the phone the cursor is in', () => {
    const text = `${TEMPLATE}[101](p)\nsecret=a\n\n; the gate\n[103](p)\nsecret=b\n`;
    expect(added('sip.conf', text, '[101]')).toBe(
      `${TEMPLATE}[101](p)\nsecret=a\n\n[102](p)\nsecret=<new>\n\n; the gate\n[103](p)\nsecret=b\n`,
    );
  });

  it('keeps out of the way of trunks and of names in included files', () => {
    const trunk = `${TEMPLATE}[101](p)\nsecret=a\n\n[trunk1]\ntype=peer\nhost=sip.example.com\n`;
    expect(added('sip.conf', trunk)).toContain('[101](p)\nsecret=a\n\n[102](p)\nsecret=<new>\n\n[trunk1]');
    const files = {
      'sip.conf': `${TEMPLATE}#include more.conf\n[101](p)\nsecret=a\n`,
      'more.conf': '[102](p)\nsecret=b\n',
    };
    const phone = newPhone(workspaceOf(files), `${FOLDER}sip.conf`, 9999, {
      generator,
      random: seededRandom(1),
    });
    expect(phone).toMatchObject({ kind: 'phone', name: '103' });
  });

  it('writes out the first phone of an empty file, with the line ends of the file', () => {
    expect(added('sip.conf', '')).toMatch(/^\[101\]\ntype=friend\nhost=dynamic\nsecret=<new>\n/);
    expect(added('sip.conf', '[general]\r\nallowguest=no\r\n')).toContain(
      'no\r\n\r\n[101]\r\ntype=friend\r\n',
    );
  });
});

describe('in iax.conf', () => {
  it('writes one that asks for call tokens and md5', () => {
    const text = added('iax.conf', '[general]\nbindport=4569\n');
    expect(text).toContain(
      '[101]\ntype=friend\nhost=dynamic\nsecret=<new>\nauth=md5\nrequirecalltoken=yes\n',
    );
  });

  it('copies its neighbour', () => {
    const text = '[branch1]\ntype=friend\nhost=dynamic\nauth=md5\nsecret=a\ncontext=c\n';
    expect(added('iax.conf', text)).toBe(
      `${text}\n[branch2]\ntype=friend\nhost=dynamic\nauth=md5\nsecret=<new>\ncontext=c\n`,
    );
  });
});

describe('in pjsip.conf', () => {
  const TRIPLET =
    '[p](!)\ntype=endpoint\n\n[201](p)\nauth=201\naors=201\n\n[201]\ntype=auth\nauth_type=userpass\nusername=201\npassword=a\n\n[201]\ntype=aor\nmax_contacts=2\n';

  it.each([
    [
      'three sections behind the three of the neighbour',
      `${TRIPLET}\n[provider]\ntype=aor\ncontact=sip:h\n`,
      '[202](p)\nauth=202\naors=202\n\n[202]\ntype=auth\nauth_type=userpass\nusername=202\npassword=<new>\n\n[202]\ntype=aor\nmax_contacts=2\n\n[provider]',
    ],
    [
      'names of the same make',
      '[201]\ntype=endpoint\ncontext=c\nauth=201-auth\naors=201\n[201-auth](a)\nusername=201\npassword=x\n[a](!)\ntype=auth\n[201](o)\n[o](!)\ntype=aor\nmax_contacts=1\n'.replace(
        '[201](o)\n',
        '',
      ),
      '[202]\ntype=endpoint\ncontext=c\nauth=202-auth\naors=202\n\n[202-auth]',
    ],
    [
      'all of it the first time',
      '[udp]\ntype=transport\nbind=0.0.0.0\n',
      '[101]\ntype=endpoint\ncontext=from-internal\n',
    ],
    [
      'a template the first time',
      '[p](!)\ntype=endpoint\n',
      '[101](p)\nauth=101\naors=101\n\n[101]\ntype=auth\n',
    ],
  ])('writes %s', (_title, text, wanted) => {
    expect(added('pjsip.conf', text)).toContain(wanted);
  });
});

describe('whatever the file', () => {
  const examples = (name: string): string =>
    readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');
  it.each([
    ['sip.conf', examples('sip.conf').replace('#include sip-vicidial.conf', ''), ['type', 'host', 'secret']],
    ['iax.conf', examples('iax.conf'), ['type', 'host', 'secret']],
    ['pjsip.conf', examples('pjsip.conf'), ['type', 'auth', 'aors']],
    ['sip.conf', '', ['type', 'host', 'secret']],
    ['iax.conf', '; nothing yet', ['type', 'host', 'secret']],
    ['pjsip.conf', '\n\n', ['type', 'auth', 'aors']],
  ])('Asterisk reads the new phone of %s back, and the checks find no fault with it', (name, text, keys) => {
    const phone = newPhone(workspaceOf({ [name]: text }), FOLDER + name, text.length, {
      generator,
      random: seededRandom(3),
    });
    if (phone?.kind !== 'phone') throw new Error('no phone');
    const after = applyEdits(text, [phone.edit]);
    const loaded = load(workspaceOf({ [name]: after }), FOLDER + name, { version: 22 });
    const before = load(workspaceOf({ [name]: text }), FOLDER + name, { version: 22 });
    const sections = loaded.categories.filter((category) => category.name === phone.name);
    expect(sections).toHaveLength(name === 'pjsip.conf' ? 3 : 1);
    expect(sections[0]?.variables.map((variable) => variable.name)).toEqual(
      expect.arrayContaining([...keys]),
    );
    expect(loaded.categories.length).toBe(before.categories.length + sections.length);
    const others = loaded.categories.filter((category) => category.name !== phone.name);
    const plain = (category: (typeof others)[number]): unknown => [
      category.name,
      category.variables.map((variable) => [variable.name, variable.value]),
    ];
    expect(others.map(plain)).toEqual(before.categories.map(plain));
    const { start } = phone.edit.span;
    const inside = lintText(after, name).filter(
      ({ span, severity }) =>
        span.start >= start && span.end <= start + phone.edit.newText.length && severity !== 'hint',
    );
    // What a missing [general] lets in is reported in the first line, whatever stands there.
    const aboutGeneral = ['sip-allowguest', 'sip-default-context'];
    expect(inside.map(({ rule }) => rule).filter((rule) => !aboutGeneral.includes(rule))).toEqual([]);
  });

  it.each([
    [
      'sip-vicidial.conf',
      '; WARNING- THIS FILE IS AUTO-GENERATED BY VICIDIAL, ANY EDITS YOU MAKE WILL BE LOST\n[cc101]\ntype=friend\nhost=dynamic\n',
      'VICIdial',
    ],
    ['extensions.conf', '[office]\n', 'sip.conf, iax.conf or pjsip.conf'],
    ['voicemail.conf', '', 'sip.conf, iax.conf or pjsip.conf'],
  ])('%s gets an explanation instead', (name, text, words) => {
    const phone = newPhone(workspaceOf({ [name]: text }), FOLDER + name, 0, {
      generator,
      random: seededRandom(1),
    });
    expect(phone?.kind === 'explained' ? phone.message : '').toContain(words);
  });

  it('never throws for broken text', () => {
    for (const text of [
      '[',
      '[1](',
      '[1](+)\n',
      '[1](1)\nhost=dynamic',
      '\0',
      '[99999999999999999]\nhost=dynamic\n',
      '[1]\nhost=dynamic\n;--',
    ]) {
      for (const name of ['sip.conf', 'iax.conf', 'pjsip.conf']) {
        const phone = newPhone(workspaceOf({ [name]: text }), FOLDER + name, 1, {
          generator,
          random: seededRandom(1),
        });
        expect(phone?.kind).toBe('phone');
      }
    }
  });
});
