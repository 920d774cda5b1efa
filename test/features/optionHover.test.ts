/** The hover of an option: everything a reader needs, nothing of a secret, no Markdown that could act. */
import { describe, expect, it } from 'vitest';
import { lookup, optionFile, optionKinds } from '../../server/src/catalogue/lookup.ts';
import type { Option } from '../../server/src/catalogue/option.ts';
import { optionHover } from '../../server/src/features/optionHover.ts';

describe('the hover of an option', () => {
  it('tells what it does, accepts, leaves out and means in pjsip.conf', () => {
    const text = optionHover(known('sip.conf', 'dtmfmode'));
    expect(text).toContain('**`dtmfmode`**');
    expect(text).toContain(known('sip.conf', 'dtmfmode').docs);
    expect(text).toContain('- Accepts: `rfc2833`, `inband`, `info`, `shortinfo` or `auto`');
    expect(text).toContain('- Default: `rfc2833`');
    expect(text).toContain('- Any other value: gives the default');
    expect(text).toContain('- In pjsip.conf: `endpoint/dtmf_mode`');
  });

  it.each([
    ['allowguest', 'Accepts: `yes` or `no`'],
    ['autocreatepeer', 'Accepts: `yes`, `no` or `persist`'],
    ['qualify', 'Accepts: `yes`, `no` or a number of milliseconds'],
    ['cos_sip', 'Accepts: a number from 0 to 7'],
    ['session-minse', 'Accepts: a number of seconds, 90 or more'],
    ['insecure', 'Accepts: `no`, `port`, `invite`; several are separated by `,`'],
    ['host', 'Accepts: `dynamic` or a host name or an address'],
    ['externtcpport', 'Accepts: a number from 1 to 65535'],
    ['callgroup', 'Accepts: items; several are separated by `,`'],
    ['context', 'Accepts: the name of a dialplan context'],
    ['acl', 'Accepts: the name of an access list of acl.conf; several are separated by `,`'],
    ['allow', 'Accepts: codecs separated by `,`'],
    ['permit', 'Accepts: addresses or networks such as `192.0.2.0/24`'],
    ['udpbindaddr', 'Accepts: a numeric address'],
    ['tlscertfile', 'Accepts: a file or folder'],
    ['fullcontact', 'Accepts: a SIP address'],
    ['callerid', 'Accepts: `"Name" <number>`'],
  ])('words what %s accepts', (name, line) => {
    expect(optionHover(known('sip.conf', name))).toContain(`- ${line}`);
  });

  it('says nothing of values where any text will do', () => {
    expect(optionHover(known('sip.conf', 'realm'))).not.toContain('Accepts');
  });

  it('tells what is in force and where that comes from', () => {
    const option = known('sip.conf', 'nat');
    const text = optionHover(option, { effective: { value: 'no', origin: 'from template `[phones]`' } });
    expect(text).toContain('- In force here: `no`, from template `[phones]`');
    expect(optionHover(option, { effective: { value: 'auto_force_rport' } })).not.toContain('In force');
    expect(optionHover(option, { effective: { value: '' } })).toContain('- In force here: nothing');
  });

  it('never shows the value of a secret', () => {
    const text = optionHover(known('sip.conf', 'secret'), { effective: { value: 'example-value-1' } });
    expect(text).not.toContain('example-value-1');
    expect(text).toContain('- In force here: `********`');
  });

  it('keeps a value from becoming Markdown', () => {
    const value = '`[x](command:y)<b>';
    const text = optionHover(known('sip.conf', 'context'), { effective: { value } });
    expect(text).toContain('`` `[x](command:y)<b> ``');
  });

  it('tells which spelling is outdated', () => {
    const option = known('sip.conf', 'externaddr');
    expect(optionHover(option, { spelling: 'ExternIP' })).toContain(
      '- Outdated: this spelling since Asterisk 1.8, write `externaddr`',
    );
    expect(optionHover(option, { spelling: 'externaddr' })).not.toContain('Outdated');
  });

  it('tells what to use instead', () => {
    expect(optionHover(known('sip.conf', 'call-limit'))).toContain(
      '- Outdated: since Asterisk 1.6.2, use `callcounter`',
    );
    expect(optionHover(known('sip.conf', 'tos'))).toContain(
      '- Outdated: use `tos_sip`, `tos_audio`, `tos_video`',
    );
    expect(optionHover(known('sip.conf', 'checkmwi'))).toContain(
      String.raw`- Outdated: use pollfreq in voicemail\.conf`,
    );
  });

  it('compares versions by number', () => {
    const option: Option = {
      ...known('sip.conf', 'nat'),
      since: '18',
      sinceVersions: ['18.5.0'],
      removed: '21',
    };
    expect(optionHover(option)).toContain('- Versions: since Asterisk 18 (18.5.0); gone in 21');
    expect(optionHover(option, { version: 16 })).toContain('not read yet by Asterisk 16, but from 18 on');
    expect(optionHover(option, { version: 22 })).toContain('no longer read by Asterisk 22, gone in 21');
    expect(optionHover({ ...option, since: '1.6.2' }, { version: 16 })).toContain('since Asterisk 1.6.2');
  });

  it('tells what differs in the section at hand', () => {
    const option = known('sip.conf', 'callerid');
    expect(optionHover(option, { sectionKind: 'general' })).toContain('- Default: `asterisk`');
    expect(optionHover(option, { sectionKind: 'general' })).toContain('- Kept: the first 79 characters');
    expect(optionHover(option, { sectionKind: 'peer' })).not.toContain('Default:');
    expect(optionHover(option, { sectionKind: 'peer' })).not.toContain('Kept');
    const timer = known('sip.conf', 'timert1');
    expect(optionHover(timer, { sectionKind: 'general' })).toContain('a number of milliseconds, 0 or more');
    expect(optionHover(timer, { sectionKind: 'peer' })).toContain('a number of milliseconds, 200 or more');
  });

  it('tells where an option belongs that is not read here', () => {
    const secret = known('sip.conf', 'secret');
    expect(optionHover(secret, { sectionKind: 'general' })).toContain(
      '- Belongs into: the sections of devices; here it does not count',
    );
    expect(optionHover(secret, { sectionKind: 'peer' })).not.toContain('Belongs');
    expect(optionHover(known('sip.conf', 'nat'), { sectionKind: 'authentication' })).toContain(
      '- Belongs into: `[general]` or the sections of devices; here',
    );
    expect(optionHover(known('pjsip.conf', 'max_contacts'), { sectionKind: 'endpoint' })).toContain(
      '- Belongs into: sections of type `aor`; here',
    );
    expect(optionHover(known('sip.conf', 'ipaddr'), { sectionKind: 'peer' })).toContain('the database');
  });

  it('tells when lines add up and when a restart is needed', () => {
    expect(optionHover(known('sip.conf', 'register'))).toContain('- Several lines: add up');
    expect(optionHover(known('sip.conf', 'type'))).toContain('- Several lines: the first one counts');
    expect(optionHover(known('iax.conf', 'bindport'))).toContain('- Takes effect: only after a restart');
  });

  it.each(optionKinds)('has neither links nor HTML for any option of %s', (kind) => {
    const texts = (optionFile(kind)?.options ?? []).map((option) => optionHover(option));
    expect(texts).not.toEqual([]);
    const acting = texts
      .map((text) => text.replaceAll(/(`+)[^`].*?\1/gu, ''))
      .filter((text) => /[<>`]|\]\(|https?:|[^*]\*[^*]/u.test(text));
    expect(acting).toEqual([]);
  });

  it('has words for everything an option may refer to', () => {
    const types = new Set(optionFile('pjsip.conf')?.options.flatMap((option) => option.in));
    const unnamed = optionKinds
      .flatMap((kind) => optionFile(kind)?.options ?? [])
      .filter(({ value }) => value.kind === 'reference' && !types.has(value.to))
      .filter((option) => optionHover(option).includes('a section of type'));
    expect(unnamed.map(({ name }) => name)).toEqual([]);
  });
});

function known(kind: string, name: string): Option {
  const option = lookup(kind, undefined, name);
  if (option === undefined) throw new Error(`${kind} has no ${name}`);
  return option;
}
