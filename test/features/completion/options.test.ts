/** Names of options: what each kind of section reads, what is not set yet first, nothing that this version does not know. */
import { describe, expect, it } from 'vitest';
import { entryAt, accepted, completedAt, expectOffers } from '../../support/completions.ts';

const SIP_GENERAL = '[general]\n';
const PHONE = '[101]\ntype=friend\nhost=dynamic\n';

describe('options of sip.conf', () => {
  it.each([
    [`${SIP_GENERAL}<|>`, 'allowguest context register udpbindaddr -secret -host -mailbox'],
    [`${SIP_GENERAL}al<|>`, 'allowguest allow alwaysauthreject -secret'],
    [`${SIP_GENERAL}<|>=no`, 'allowguest -host'],
    [`${SIP_GENERAL}allow<|>guest=no`, 'allowguest allow'],
    [`${SIP_GENERAL}  <|>`, 'allowguest'],
    [`${SIP_GENERAL}\t<|>`, 'allowguest'],
    [`${SIP_GENERAL}context=a\n\n<|>`, 'allowguest context'],
    [`${SIP_GENERAL}<|>\ncontext=a\n`, 'allowguest'],
    [`${SIP_GENERAL}<|> ; remark`, 'allowguest'],
    ['[GENERAL]\n<|>', 'allowguest -host'],
    ['[authentication]\n<|>', 'auth -host -allowguest'],
    ['[101]\n<|>', '^type host secret context -allowguest -register'],
    [`${PHONE}<|>`, 'secret context mailbox callerid nat -allowguest -srvlookup'],
    [`${PHONE}se<|>`, 'secret sendrpid'],
    [`${PHONE}qual<|>ify = yes`, 'qualify'],
    ['[phones](!)\n<|>', '^type host secret -allowguest'],
    ['[phones](!)\ntype=friend\n[101](phones)\n<|>', 'secret context'],
    ['[101](+)\n<|>', 'secret -allowguest'],
    [`${PHONE}canrein<|>`, 'directmedia'],
    [`${PHONE}<|>`, 'insecure permit deny'],
    ['[trunk]\ntype=peer\nhost=h\n<|>', 'remotesecret fromuser defaultuser insecure'],
    ['[trunk]\r\ntype=peer\r\n<|>\r\nhost=h\r\n', 'remotesecret host'],
  ])('%j offers %s', (text, wanted) => {
    expectOffers('sip.conf', text, wanted);
  });

  it.each([
    ['[101]\nsecret ;<|>', '='],
    ['; <|>', '='],
    ['[101]\n;--\n<|>\n--;\n', '='],
    ['[101]\n;-- <|> --;\n', '='],
    ['[101]\nallow ulaw<|>', '='],
    ['[101] ; <|>', '='],
    ['[101]<|>', '='],
    ['[101](phones)<|>', '='],
    ['[101]\n{{ x }}<|>', '='],
    ['[101]\n<% x<|> %>', '='],
  ])('%j offers nothing', (text, wanted) => {
    expectOffers('sip.conf', text, wanted);
  });

  it('puts what is set already behind the rest, and lines that add up not', () => {
    const labels = completedAt('sip.conf', '[101]\ntype=peer\ncontext=a\nsetvar=a=b\n<|>').entries.map(
      ({ label }) => label,
    );
    expect(labels.indexOf('context')).toBeGreaterThan(labels.indexOf('host'));
    expect(labels.indexOf('type')).toBeGreaterThan(labels.indexOf('host'));
    expect(labels.indexOf('setvar')).toBeLessThan(labels.indexOf('context'));
  });

  it('puts what a template gives behind what nobody sets', () => {
    const text = '[p](!)\ntype=friend\nhost=dynamic\n[101](p)\nhost=h\n<|>';
    const labels = completedAt('sip.conf', text).entries.map(({ label }) => label);
    const placeOf = (name: string): number => labels.indexOf(name);
    expect(placeOf('secret')).toBeLessThan(placeOf('type'));
    expect(placeOf('type')).toBeLessThan(placeOf('host'));
  });

  it('strikes through what is outdated, and finds a name by its old spelling', () => {
    expectOffers('sip.conf', '[101]\n<|>', '~call-limit');
    expect(entryAt('sip.conf', '[101]\n<|>', 'directmedia').filter).toContain('canreinvite');
  });

  it.each([
    ['[101]\nty<|>', 'type', '[101]\ntype='],
    ['[101]\nty<|>=peer', 'type', '[101]\ntype=peer'],
    ['[101]\nty<|>pe=peer', 'type', '[101]\ntype=peer'],
    ['[101]\nho<|>stname = h', 'host', '[101]\nhost = h'],
    ['[101]\ntype = peer\nho<|>', 'host', '[101]\ntype = peer\nhost = '],
    ['[101]\n  ho<|>', 'host', '[101]\n  host='],
    ['[101]\nho<|> ; remark', 'host', '[101]\nhost= ; remark'],
    ['[general]\nreg<|>', 'register', '[general]\nregister => '],
    ['[101]\r\nho<|>\r\n', 'host', '[101]\r\nhost=\r\n'],
    ['[101]\ntype=peer\n<|>', 'host', '[101]\ntype=peer\nhost='],
  ])('%j with %s becomes %j', (text, label, result) => {
    expect(accepted('sip.conf', text, label)).toBe(result);
  });
});

describe('options of iax.conf', () => {
  it.each([
    ['[general]\n<|>', 'bindport register autokill -secret -type'],
    ['[general]\nbind<|>', 'bindport bindaddr'],
    ['[callnumberlimits]\n<|>', '-secret -bindport'],
    ['[a]\n<|>', '^type secret host auth -autokill'],
    ['[a]\ntype=friend\n<|>', 'secret host auth context username -bindport'],
    ['[a]\ntype=user\n<|>', 'secret context -port -bindport'],
    ['[a]\ntype=peer\n<|>', 'secret host port -bindport'],
    ['[t](!)\ntype=peer\n[a](t)\n<|>', 'host port'],
    ['[a]\ntype=friend\nrequirec<|>', 'requirecalltoken'],
    ['[a]\ntype=friend\n;-- <|>', '='],
  ])('%j offers %s', (text, wanted) => {
    expectOffers('iax.conf', text, wanted);
  });
});

describe('options of pjsip.conf', () => {
  it.each([
    ['[a]\n<|>', '^type'],
    [
      '[a]\ntype=endpoint\n<|>',
      'auth aors context disallow allow direct_media -max_contacts -username -bind',
    ],
    ['[a]\ntype=auth\n<|>', 'username password auth_type -aors -context'],
    ['[a]\ntype=aor\n<|>', 'contact max_contacts qualify_frequency -aors -password'],
    ['[a]\ntype=transport\n<|>', 'bind protocol local_net external_media_address -aors'],
    ['[a]\ntype=registration\n<|>', 'server_uri client_uri outbound_auth retry_interval line endpoint -aors'],
    ['[a]\ntype=identify\n<|>', 'endpoint match -server_uri'],
    ['[a]\ntype=acl\n<|>', 'permit deny -match'],
    ['[global]\ntype=global\n<|>', 'user_agent -bind'],
    ['[system]\ntype=system\n<|>', 'timer_t1 -user_agent'],
    ['[a]\ntype=domain_alias\n<|>', 'domain'],
    ['[a]\ntype=resource_list\n<|>', 'event list_item'],
    ['[a]\ntype=outbound-publish\n<|>', 'server_uri event'],
    ['[a]\ntype=inbound-publication\n<|>', '-server_uri'],
    ['[a]\ntype=phoneprov\n<|>', 'MAC PROFILE'],
    ['[t](!)\ntype=endpoint\n[a](t)\n<|>', 'auth aors -bind'],
    ['[s](!)\ntype=aor\n[t](!,s)\n[a](t)\n<|>', 'max_contacts -aors'],
    ['[a](missing)\n<|>', '^type'],
    ['[a]\ntype=endpoint\nrtp_s<|>ymmetric=yes', 'rtp_symmetric'],
    ['[a]\ntype=nonsense\n<|>', '-aors -bind'],
    ['[a]\ntype=auth\n<|>\nusername=a', 'password'],
  ])('%j offers %s', (text, wanted) => {
    expectOffers('pjsip.conf', text, wanted);
  });

  it('asks for what an object cannot do without first', () => {
    expectOffers('pjsip.conf', '[a]\ntype=transport\n<|>', '^bind');
    const [first, second] = completedAt('pjsip.conf', '[a]\ntype=registration\n<|>').entries;
    expect([first?.label, second?.label].sort()).toEqual(['client_uri', 'server_uri']);
  });
});

describe('options of other files', () => {
  it.each([
    ['voicemail.conf', '[general]\n<|>', 'format attach'],
    ['queues.conf', '[support]\n<|>', 'strategy member'],
    ['manager.conf', '[general]\n<|>', 'enabled -read'],
    ['manager.conf', '[admin]\n<|>', 'secret read write'],
    ['http.conf', '[general]\n<|>', 'enabled bindaddr'],
    ['confbridge.conf', '[a]\ntype=bridge\n<|>', 'max_members -pin'],
    ['confbridge.conf', '[a]\ntype=user\n<|>', 'pin -max_members'],
    ['rtp.conf', '[general]\n<|>', 'rtpstart rtpend'],
    ['acl.conf', '[office]\n<|>', 'permit deny'],
    ['pjsip_wizard.conf', '[a]\ntype=wizard\n<|>', 'remote_hosts sends_registrations'],
    ['extensions.conf', '[office]\n<|>', '^exten same include'],
  ])('%s %j offers %s', (name, text, wanted) => {
    expectOffers(`asterisk/${name}`, text, wanted);
  });
});

describe('versions', () => {
  it.each([
    ['[a]\ntype=endpoint\n<|>', 16, '-overlap_context'],
    ['[a]\ntype=endpoint\n<|>', 22, 'overlap_context'],
  ])('%j for %i offers %s', (text, version, wanted) => {
    expectOffers('pjsip.conf', text, wanted, { version });
  });

  it('offers everything where no version is asked for', () => {
    expectOffers('pjsip.conf', '[a]\ntype=endpoint\n<|>', 'overlap_context ~stir_shaken', {});
  });
});
