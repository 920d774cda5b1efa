/** Values: fixed words, lists item by item, codecs, names that others define; never the text of a secret. */
import { describe, expect, it } from 'vitest';
import { accepted, completedAt, entryAt, expectOffers } from '../../support/completions.ts';

const IN = (line: string): string => `[101]\ntype=friend\n${line}\n`;

describe('values in sip.conf', () => {
  it.each([
    ['[101]\ntype=<|>', '= friend peer user'],
    ['[101]\ntype = p<|>eer', '= friend peer user'],
    ['[101]\nTYPE=<|>', '= friend peer user'],
    [IN('host=<|>'), '= dynamic'],
    [IN('host=dyn<|>'), '= dynamic'],
    [IN('qualify=<|>'), '= yes no'],
    [IN('qualify=<|> ; remark'), '= yes no'],
    [IN('dtmfmode=<|>'), '^rfc2833 inband info auto'],
    [IN('insecure=<|>'), 'port invite no'],
    [IN('insecure=port,<|>'), '= invite'],
    [IN('insecure=<|>,invite'), '= port'],
    [IN('insecure=po<|>rt,invite'), '= port'],
    [IN('nat=<|>'), 'force_rport comedia yes no'],
    [IN('nat=force_rport,<|>'), 'comedia -force_rport -yes -no'],
    [IN('transport=udp,<|>'), '= tcp tls ws wss'],
    [IN('transport=udp, <|>'), '= tcp tls ws wss'],
    [IN('transport=<|>udp,tcp'), '= udp tls ws wss'],
    [IN('allow=<|>'), '^ulaw alaw all g722 opus -none'],
    [IN('allow=ulaw,<|>'), '^alaw -ulaw -all'],
    [IN('allow=ulaw|<|>'), '^alaw -ulaw'],
    [IN('allow=!<|>'), '^!all !ulaw'],
    [IN('allow=!all,<|>'), '^ulaw -all'],
    [IN('allow=ulaw,al<|>aw'), 'alaw -ulaw'],
    [IN('disallow=<|>'), '^all ulaw'],
    [IN('directmedia=<|>'), 'yes no nonat update'],
    [IN('call-limit=<|>'), '='],
    [IN('callerid=<|>'), '='],
    [IN('permit=<|>'), '='],
    ['[general]\nallowguest=<|>', '= yes no'],
    ['[general]\nallowguest =<|>', '= yes no'],
    ['[general]\nnosuchoption=<|>', '='],
    ['[general]\nsrvlookup=y<|>', '= yes no'],
    ['[101]\ncontext=${<|>}', '='],
    ['[101]\ncontext={{ <|> }}', '='],
    ['[101]\nqualify=yes ; <|>', '='],
    ['[101]\nqualify<|> = yes', 'qualify'],
    ['[101]\r\ncontext=a\r<|>\n', '='],
  ])('%j offers %s', (text, wanted) => {
    expectOffers('sip.conf', text, wanted);
  });

  it.each([
    ['[office]\n[101]\ncontext=a\n[102]\ncontext=<|>', '= a'],
    [
      '[102]\ncontext=<|>\n;- extensions.conf\n[general]\n[globals]\n[office]\n[kiosk]\n',
      'office kiosk -general -globals',
    ],
    ['[102]\nmailbox=<|>\n;- voicemail.conf\n[default]\n101 => 1234,Name\n', '101@default'],
    ['[102]\nacl=<|>\n;- acl.conf\n[inside]\ndeny=0.0.0.0/0\n', 'inside'],
  ])('%j refers to what others define: %s', (text, wanted) => {
    expectOffers('sip.conf', text, wanted);
  });

  it.each([
    [IN('qualify=<|>no'), 'yes', IN('qualify=yes')],
    [IN('qualify = n<|> ; why'), 'yes', IN('qualify = yes ; why')],
    [IN('allow=ulaw, g<|>sm ,alaw'), 'g722', IN('allow=ulaw, g722 ,alaw')],
    [IN('allow=ulaw,<|>'), 'alaw', IN('allow=ulaw,alaw')],
    [IN('insecure=<|>'), 'port', IN('insecure=port')],
    ['[101]\r\nqualify=n<|>\r\nhost=h\r\n', 'yes', '[101]\r\nqualify=yes\r\nhost=h\r\n'],
    ['[101]\nqualify=n<|>\rhost=h\n', 'yes', '[101]\nqualify=yes\rhost=h\n'],
  ])('%j with %s becomes %j', (text, label, result) => {
    expect(accepted('sip.conf', text, label)).toBe(result);
  });

  it('marks the default', () => {
    expect(entryAt('sip.conf', '[101]\ndtmfmode=<|>', 'rfc2833').detail).toBe('default');
  });
});

describe('values in iax.conf', () => {
  it.each([
    ['[a]\ntype=<|>', '= friend peer user'],
    ['[a]\ntype=friend\nauth=<|>', 'md5 plaintext rsa'],
    ['[a]\ntype=friend\nauth=md5,<|>', 'rsa -md5'],
    ['[a]\ntype=friend\nrequirecalltoken=<|>', 'yes no auto'],
    ['[a]\ntype=peer\nhost=<|>', '= dynamic'],
    ['[a]\ntype=friend\nallow=<|>', 'ulaw gsm -h265 -slin48'],
    ['[a]\ntype=friend\ntrunk=<|>', '= yes no'],
    ['[general]\nbandwidth=<|>', 'low medium high'],
    ['[general]\njitterbuffer=<|>', '= yes no'],
    ['[general]\nbindport=<|>', '='],
    ['[a]\ntype=user\ncontext=<|>\n;- extensions.conf\n[branch]\n', 'branch'],
  ])('%j offers %s', (text, wanted) => {
    expectOffers('iax.conf', text, wanted);
  });
});

const PJSIP = [
  '[udp]\ntype=transport\nbind=0.0.0.0\n',
  '[tls]\ntype=transport\nprotocol=tls\nbind=0.0.0.0\n',
  '[phone](!)\ntype=endpoint\n',
  '[201](phone)\nauth=201\n',
  '[201-auth]\ntype=auth\nusername=201\n',
  '[201]\ntype=aor\nmax_contacts=1\n',
].join('');

describe('values in pjsip.conf', () => {
  it.each([
    ['[a]\ntype=<|>', '^endpoint auth aor registration identify transport acl global system -contact'],
    ['[a]\ntype=en<|>dpoint', 'endpoint'],
    [`${PJSIP}[b]\ntype=endpoint\nauth=<|>`, '= 201-auth'],
    [`${PJSIP}[b]\ntype=endpoint\naors=<|>`, '= 201'],
    [`${PJSIP}[b]\ntype=endpoint\naors=201,<|>`, '='],
    [`${PJSIP}[b]\ntype=endpoint\ntransport=<|>`, '= udp tls'],
    [`${PJSIP}[b]\ntype=registration\noutbound_auth=<|>`, '= 201-auth'],
    [`${PJSIP}[b]\ntype=registration\ntransport=<|>`, '= udp tls'],
    [`${PJSIP}[b]\ntype=identify\nendpoint=<|>`, '= 201'],
    ['[a]\ntype=endpoint\ndirect_media=<|>', '= yes no'],
    ['[a]\ntype=endpoint\ndtmf_mode=<|>', 'rfc4733 inband info auto'],
    ['[a]\ntype=endpoint\nallow=<|>', '^ulaw all'],
    ['[a]\ntype=endpoint\nallow=ulaw,<|>', '^alaw -ulaw'],
    ['[a]\ntype=endpoint\nmedia_encryption=<|>', 'sdes dtls no'],
    ['[a]\ntype=endpoint\nidentify_by=<|>', 'username ip'],
    ['[a]\ntype=endpoint\nidentify_by=username,<|>', 'ip -username'],
    ['[a]\ntype=auth\nauth_type=<|>', 'userpass md5 digest'],
    ['[a]\ntype=transport\nprotocol=<|>', 'udp tcp tls ws wss'],
    ['[a]\ntype=endpoint\ncontext=<|>\n;- extensions.conf\n[office]\n', '= office'],
    ['[a]\ntype=endpoint\nmoh_suggest=<|>\n;- musiconhold.conf\n[quiet]\nmode=files\n', '= quiet'],
    ['[a]\ntype=endpoint\nmailboxes=<|>\n;- voicemail.conf\n[default]\n101 => 1,x\n', '101@default'],
  ])('%j offers %s', (text, wanted) => {
    expectOffers('pjsip.conf', text, wanted);
  });
});

describe('secrets', () => {
  const MARKER = 'Xq7-hidden_marker';
  it.each([
    ['sip.conf', '[101]\ntype=friend\nsecret=<|>\n'],
    ['sip.conf', '[101]\ntype=friend\nremotesecret = <|>\n'],
    ['iax.conf', '[101]\ntype=friend\nsecret=<|>\n'],
    ['pjsip.conf', '[101]\ntype=auth\npassword=<|>\n'],
  ])('%s %j offers to draw one', (name, text) => {
    const { entries } = completedAt(name, text);
    expect(entries.map(({ label, newText, then }) => [label, newText, then])).toEqual([
      ['New secret', '', 'draw-secret'],
    ]);
  });

  it.each([
    ['sip.conf', `[100]\nsecret=${MARKER}\n[101]\nsecret=<|>\n`],
    ['sip.conf', `[100]\nsecret=${MARKER}\n[101]\nsecret=X<|>\n`],
    ['sip.conf', `[100]\nsecret=${MARKER}\n[101]\ncontext=<|>\n`],
    ['sip.conf', `[100]\nmd5secret=${MARKER}\n[101]\nmd5secret=<|>\n`],
    ['sip.conf', `[authentication]\nauth=u:${MARKER}@r\nauth=<|>\n`],
    ['sip.conf', `[general]\nregister => u:${MARKER}@h\nregister => <|>\n`],
    ['sip.conf', `[general]\nregister => u:${MARKER}<|>@h\n`],
    ['iax.conf', `[100]\nsecret=${MARKER}\n[101]\nsecret=<|>;${MARKER}\n`],
    ['pjsip.conf', `[100]\ntype=auth\npassword=${MARKER}\n[101]\ntype=auth\npassword=<|>\n`],
    ['pjsip.conf', `[100]\ntype=auth\npassword=${MARKER}<|>\n`],
    ['voicemail.conf', `[default]\n101 => ${MARKER},Name\n102 => <|>\n`],
    ['sip.conf', `[a]\nmailbox=<|>\n;- voicemail.conf\n[default]\n101 => ${MARKER},Name\n`],
  ])('%s %j shows none', (name, text) => {
    expect(JSON.stringify(completedAt(name, text))).not.toContain(MARKER);
  });
});
