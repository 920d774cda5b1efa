/** What `option-value` says of a value; every kind of value the catalogue knows has cases here. */
import { expect, it, test } from 'vitest';
import { lintText } from '../support/lintText.ts';

/** `level text` of each finding about a value. */
function wrong(text: string, name: string): readonly string[] {
  return lintText(text, name)
    .filter(({ rule }) => rule === 'option-value')
    .map(({ severity, span }) => `${severity} ${text.slice(span.start, span.end)}`);
}

const general: readonly (readonly [string, readonly string[]])[] = [
  ['allowguest=no', []],
  ['allowguest=OFF', []],
  ['allowguest=flase', ['warning flase']],
  ['alwaysauthreject=never', ['hint never']],
  ['tcpenable=nope', ['warning nope']],
  ['allowguest=', []],
  ['allowguest=${GUESTS}', []],
  ['allowguest={{ guests }}', []],
  ['autocreatepeer=persist', []],
  ['dtmfmode=rfc2833', []],
  ['dtmfmode=RFC2833', []],
  ['dtmfmode=rfc4733', ['warning rfc4733']],
  ['maxexpiry=3600', []],
  ['maxexpiry=3600s', []],
  ['maxexpiry=1h', ['warning h']],
  ['maxexpiry=long', ['warning long']],
  ['maxexpiry=0', ['warning 0']],
  ['qualify=yes', []],
  ['qualify=2000', []],
  ['qualify=true', ['warning true']],
  ['tos_sip=cs3', []],
  ['tos_sip=0x68', []],
  ['tos_sip=lowdelay', ['warning lowdelay']],
  ['cos_sip=9', ['warning 9']],
  ['bindport=5060', []],
  ['bindport=many', ['warning many']],
  ['externtcpport=70000', ['warning 70000']],
  ['localnet=10.0.0.0/8,192.168.0.0/255.255.0.0', []],
  ['localnet=10.0.0.0/8, 192.168.0.0/16', ['warning  192.168.0.0/16']],
  ['localnet=192.168.0.0 / 16', ['warning 192.168.0.0 / 16']],
  ['localnet=home', ['warning home']],
  ['localnet=10.1/16', []],
  ['localnet=2001:db8::/32', []],
  ['localnet=<LOCAL_NET>/24', []],
  ['externaddr=192.0.2.1:5060', []],
  ['externaddr=pbx.example', ['warning pbx.example']],
  ['udpbindaddr=[::]:5060', []],
  ['udpbindaddr=::', []],
  ['udpbindaddr=0.0.0.0:@PORT@', []],
  ['allow=ulaw,alaw:20|g729', []],
  ['allow=ulaw, alaw', []],
  ['allow=!all,ulow', ['warning ulow']],
  ['allow=g.729', ['warning g.729']],
  ['allow=opus-wide', []],
  ['nat=force_rport,comedia', []],
  ['nat=force_rport, comedia', ['warning  comedia']],
  ['nat=no', []],
  ['nat=true', ['warning true']],
  ['insecure=very', []],
  ['insecure=port, invite', ['warning  invite']],
  ['transport=udp, tcp', []],
  ['directmedia=yes', []],
  ['directmedia=nonat,updte', ['warning updte']],
  ['t38pt_udptl=yes,redundancy,maxdatagram=400', []],
  ['t38pt_udptl=yes,none', []],
  ['t38pt_udptl=on,fec', []],
  ['t38pt_udptl=yes, redundancy', ['warning  redundancy']],
  ['t38pt_udptl=yes,redundnacy', ['warning redundnacy']],
  ['faxdetect=yes,cng', ['warning yes']],
  ['t38pt_udptl=redundancy,maxdatagram=400', []],
];

test.each(general)('[general] of sip.conf: %s', (line, expected) => {
  expect(wrong(`[general]\n${line}\n`, 'sip.conf')).toEqual(expected);
});

test.each<readonly [string, string, string, readonly string[]]>([
  ['a port in a host', 'sip.conf', '[a]\ntype=peer\nhost=pbx.example:5062\n', ['warning :5062']],
  ['a bad network of a device', 'sip.conf', '[a]\ntype=peer\npermit=10.0.0.0/33\n', ['error 10.0.0.0/33']],
  ['an unknown codec of an object', 'pjsip.conf', '[a]\ntype=endpoint\nallow=ulow\n', ['error ulow']],
  ['a word of an object', 'pjsip.conf', '[a]\ntype=endpoint\ndtmf_mode=rfc2833\n', ['error rfc2833']],
  [
    'a number with a unit in an object',
    'pjsip.conf',
    '[a]\ntype=aor\ndefault_expiration=60s\n',
    ['error 60s'],
  ],
  ['a fraction', 'pjsip.conf', '[a]\ntype=aor\nqualify_timeout=3.0\n', []],
  ['a negative number', 'pjsip.conf', '[a]\ntype=aor\nmax_contacts=-1\n', ['error -1']],
  ['a truth that is none', 'pjsip.conf', '[a]\ntype=endpoint\nrtp_symmetric=yess\n', ['warning yess']],
  ['an address of a transport', 'pjsip.conf', '[a]\ntype=transport\nbind=0.0.0.0:5060\n', []],
  ['ways to log in, with letter case', 'iax.conf', '[a]\ntype=peer\nauth=MD5\n', ['warning MD5']],
  ['ways to log in, with blanks', 'iax.conf', '[a]\ntype=peer\nauth=md5, rsa\n', []],
  ['a codec IAX has no bit for', 'iax.conf', '[a]\ntype=peer\nallow=vp9\ndisallow=vp9\n', ['warning vp9']],
  ['a list for everyone', 'iax.conf', '[general]\ncalltokenoptional=everyone\n', ['error everyone']],
  ['rights of a manager', 'manager.conf', '[a]\nread=system,call\nwrite=all, none\n', ['warning  none']],
  ['a queue', 'queues.conf', '[a]\nstrategy=ringal\n', ['warning ringal']],
  ['the type has a rule of its own', 'sip.conf', '[a]\ntype=pear\n', []],
  ['a value that prolongs another', 'sip.conf', '[a]\ntype=peer\nqualify=1\nqualify+=000x\n', []],
])('%s', (_title, name, text, expected) => {
  expect(wrong(text, name)).toEqual(expected);
});

it('says what was meant and what Asterisk makes of it', () => {
  const messages = (text: string, name: string): readonly string[] =>
    lintText(text, name)
      .filter(({ rule }) => rule === 'option-value')
      .map(({ message }) => message);
  expect(messages('[general]\nalwaysauthreject=ture\n', 'sip.conf')).toEqual([
    'Expected yes or no: Asterisk takes this as no',
  ]);
  expect(messages('[a]\ntype=endpoint\ndtmf_mode=rfc473\n', 'pjsip.conf')).toEqual([
    'Unknown word, did you mean "rfc4733"? Asterisk refuses the whole object',
  ]);
  expect(messages('[a]\ntype=aor\nmax_contacts=some\n', 'pjsip.conf')).toEqual([
    'Expected a number not below 0: Asterisk refuses the whole object',
  ]);
});
