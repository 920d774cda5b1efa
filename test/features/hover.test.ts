/** Hovers on options and headers: what is in force from elsewhere, versions, links, and what applies a change. */
import { describe, expect, it } from 'vitest';
import { hover } from '../../server/src/features/hover.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

function hoverAt(name: string, source: string, chosen: 'auto' | number = 'auto'): string {
  const [own = '', ...others] = source.split(/^;- /m);
  const files: Record<string, string> = { [name]: own.replace('<|>', '') };
  for (const other of others) {
    files[other.slice(0, other.indexOf('\n'))] = other.slice(other.indexOf('\n') + 1);
  }
  return hover(workspaceOf(files), FOLDER + name, own.indexOf('<|>'), chosen)?.markdown ?? '';
}

describe('a hover', () => {
  it.each([
    ['sip.conf', '[101]\ncon<|>text=a\ncontext=b\n', '- In force here: `b`, set at `sip.conf:3`'],
    [
      'sip.conf',
      '[a]\ncon<|>text=x\n\n[a](+)\ncontext=y\n',
      'set at `sip.conf:5, section continued at sip.conf:4`',
    ],
    [
      'sip.conf',
      '[general]\ncon<|>text=x\n#include more.conf\n;- more.conf\ncontext=y\n',
      'In force here: `y`, set at `more.conf:1`',
    ],
    ['pjsip.conf', '[t](!)\ntype=endpoint\n[a](t)\ndirect_<|>media=no\n', '- Default: `yes`'],
    ['iax.conf', '[a]\ntype=friend\nho<|>st=dynamic\n', '- In pjsip.conf:'],
    ['iax.conf', '[t](!)\ntype=peer\n[a](t)\npo<|>rt=4570\n', '**`port`**'],
    [
      'iax.conf',
      '[general]\nbind<|>port=4569\n',
      '- Takes effect: only after a restart of Asterisk: `core restart when convenient`',
    ],
    ['sip.conf', '[general]\nsec<|>ret=\n', ''],
    [
      'sip.conf',
      '[general]\nhos<|>t=dynamic\n',
      'Belongs into: the sections of devices; here it does not count',
    ],
    ['sip.conf', '[gen<|>eral]\n', '- To apply a change: `sip reload`.'],
    ['iax.conf', '[101<|>]\n', '`iax2 reload`'],
    ['pjsip.conf', '[ud<|>p]\ntype=transport\n', '- To apply a change: `core restart when convenient`.'],
    ['pjsip.conf', '[ud<|>p]\ntype=transport\n', '- Type: `transport`.'],
    ['pjsip.conf', '[20<|>1]\ntype=endpoint\n', '`module reload res_pjsip.so`'],
    ['extensions.conf', '[off<|>ice]\n', '`dialplan reload`'],
  ])('%s %j says %j', (name, source, wanted) => {
    expect(hoverAt(name, source)).toContain(wanted);
  });

  it('says nothing of the value in force where this very line sets it', () => {
    expect(hoverAt('sip.conf', '[t](!)\ncontext=a\n[101](t)\ncon<|>text=b\n')).not.toContain('In force');
  });

  it('hides secrets in what is in force', () => {
    const text = '[a]\ntype=peer\nset<|>var=P=1\nsecret=Hidden-marker7\nsecret=Hidden-marker8\n';
    expect(hoverAt('sip.conf', text)).not.toContain('Hidden');
  });

  it('knows where an option counts in a section that continues another', () => {
    const words = 'Belongs into: sections of type `aor`; here it does not count';
    const continued = (type: string): string =>
      hoverAt('pjsip.conf', `[a]\ntype=${type}\n[a](+)\nmax_<|>contacts=1`);
    expect(continued('endpoint')).toContain(words);
    expect(continued('aor')).not.toContain('Belongs into');
  });

  it.each([
    [
      'pjsip.conf',
      '[a]\ntype=endpoint\nao<|>rs=a',
      'auto',
      'https://docs.asterisk.org/Latest_API/API_Documentation/Module_Configuration/res_pjsip/',
    ],
    [
      'pjsip.conf',
      '[a]\ntype=endpoint\nao<|>rs=a',
      18,
      'https://docs.asterisk.org/Asterisk_18_Documentation/API_Documentation/Module_Configuration/res_pjsip/',
    ],
    [
      'pjsip.conf',
      '[a]\ntype=registration\nser<|>ver_uri=sip:a',
      22,
      '/Module_Configuration/res_pjsip_outbound_registration/',
    ],
    [
      'pjsip.conf',
      '[a]\ntype=identify\nmat<|>ch=a',
      22,
      '/Module_Configuration/res_pjsip_endpoint_identifier_ip/',
    ],
    ['confbridge.conf', '[a]\ntype=bridge\nmax_<|>members=3', 22, '/Module_Configuration/app_confbridge/'],
    [
      'sip.conf',
      '[a]\nna<|>t=no',
      16,
      'https://github.com/asterisk/asterisk/blob/16/configs/samples/sip.conf.sample',
    ],
    [
      'sip.conf',
      '[a]\nna<|>t=no',
      22,
      'https://github.com/asterisk/asterisk/blob/20/configs/samples/sip.conf.sample',
    ],
    [
      'iax.conf',
      '[general]\nauto<|>kill=yes',
      22,
      'https://github.com/asterisk/asterisk/blob/22/configs/samples/iax.conf.sample',
    ],
  ] as const)('%s %j for %s links to %s', (name, source, chosen, url) => {
    expect(hoverAt(name, source, chosen)).toContain(`${url})`);
  });

  it.each([
    [
      'pjsip.conf',
      '[a]\ntype=endpoint\noverlap_<|>context=a',
      16,
      'not read yet by Asterisk 16, but from 18 on',
    ],
    ['pjsip.conf', '[a]\ntype=endpoint\noverlap_<|>context=a', 22, 'since Asterisk 18'],
    ['sip.conf', '[a]\ncheck<|>mwi=10', 20, 'no longer read by Asterisk 20'],
  ] as const)('%s %j for %i tells of versions: %s', (name, source, chosen, words) => {
    expect(hoverAt(name, source, chosen)).toContain(words);
  });
});
