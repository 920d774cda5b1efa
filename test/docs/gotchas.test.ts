/** The page of gotchas: complete, naming only rules there are, and each row proved by the smallest file that shows it. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allRules } from '../../server/src/rules/index.ts';
import { filesOf } from '../support/examples.ts';
import { lintText } from '../support/lintText.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/gotchas.md', import.meta.url)), 'utf8');
const facts = fileURLToPath(new URL('../../../shared/facts/', import.meta.url));
const FILES = ['sip', 'iax', 'pjsip'] as const;

interface Row {
  readonly id: string;
  readonly rules: readonly string[];
  readonly remark: string;
}

/** The rows below the heading of one file. */
function rowsOf(file: string): readonly Row[] {
  const part = page.split(`\n## ${file}.conf\n`)[1]?.split('\n## ')[0] ?? '';
  return part.split('\n').flatMap((line) => {
    const [, first = '', shown = '', remark = ''] = line.split('|');
    const id = /^ `([a-z0-9-]+)` *$/.exec(first)?.[1];
    if (id === undefined) return [];
    const rules = [...shown.matchAll(/\[`([a-z0-9-]+)`\]\(rules\/\1\.md\)/g)].map((match) => match[1] ?? '');
    return [{ id, rules, remark: remark.trim() }];
  });
}

const DEVICE = '[a]\ntype=friend\nhost=h\n';

/** The smallest file that shows each gotcha, in the order of the page. A line `;- other.conf` starts another file. */
const examples: Readonly<Record<(typeof FILES)[number], Readonly<Record<string, string>>>> = {
  sip: {
    'sip-unknown-option-silent': '[general]\nqalify=yes\n',
    'sip-general-only-first': '[general]\na=1\n[general]\nb=1\n',
    'sip-type-required': '[a]\nhost=h\n[b]\ntype=freind\n',
    'sip-duplicate-section-merges': `${DEVICE}${DEVICE}`,
    'sip-name-case': `${DEVICE}[A]\ntype=friend\n`,
    'sip-name-length': `[${'a'.repeat(80)}]\ntype=friend\n`,
    'sip-general-ignored-device-options': '[general]\nsecret=x\n',
    'sip-device-ignored-general-options': `${DEVICE}allowguest=no\n`,
    'sip-sample-says-global': '[general]\nencryption=yes\n',
    'sip-codec-order': `${DEVICE}allow=ulaw\ndisallow=all\n`,
    'sip-codec-empty': `${DEVICE}allow=ulaw\ndisallow=all\n`,
    'sip-comma-lists-not-trimmed': `${DEVICE}insecure=port, invite\n`,
    'sip-nat-unknown-is-no': `${DEVICE}nat=true\n`,
    'sip-qualify-words': `${DEVICE}qualify=true\n`,
    'sip-tcpenable-any': '[general]\ntcpenable=yess\n',
    'sip-externaddr-numeric': '[general]\nexternaddr=pbx.example\n',
    'sip-bindaddr-typo-opens': '[general]\nudpbindaddr=10.0.0.x\n',
    'sip-expiry-order': '[general]\nregister => a:b@h/a\ndefaultexpiry=60\n',
    'sip-register-format': `[general]\nregister => a:b:c:d:e@h/a\nregister => a/b@h\nregister => a:${'x'.repeat(300)}@h/a\n`,
    'sip-register-peer': '[general]\nregister => peer?a:b@h/a\n',
    'sip-register-only-general': `${DEVICE}register => a:b@h/a\n`,
    'sip-register-duplicate': '[general]\nregister => a:b@h/a\nregister => a:b@h/a\n',
    'sip-register-transport': '[general]\nregister => ws://a:b@h/a\n',
    'sip-no-secret-open': `${DEVICE}[b]\ntype=friend\nhost=dynamic\n[c]\ntype=friend\nhost=dynamic\nsecret=\n`,
    'sip-md5secret-precedence': `${DEVICE}secret=x\nmd5secret=y\n`,
    'sip-auth-order':
      '[general]\nregister => acc:b@h/a\n[p]\ntype=peer\nhost=h\ndefaultuser=acc\nauth=acc:other@h\nsecret=z\n',
    'sip-username-deprecated': `${DEVICE}username=x\n`,
    'sip-matching-user-then-ip': DEVICE,
    'sip-guest-default': '[general]\na=1\n',
    'sip-alwaysauthreject-guest': '[general]\nalwaysauthreject=yes\n',
    'sip-acl-default-allow': `${DEVICE}permit=10.0.0.0/8\n`,
    'sip-acl-error-drops-device': `${DEVICE}deny=10.0.0.x/8\n`,
    'sip-permit-general': '[general]\npermit=10.0.0.0/8\n',
    'sip-insecure-very': `${DEVICE}insecure=very\n`,
    'sip-maxforwards-range': `${DEVICE}maxforwards=300\n`,
    'sip-port-disables-srv': '[a]\ntype=peer\nhost=h.example:5060\n',
    'sip-transport-prefix': `${DEVICE}transport=udpx\n`,
    'sip-dtls-general-since-16': '[general]\ndtlsenable=yes\n',
    'sip-name-characters': '[100]\ntype=friend\nhost=dynamic\nsecret=blue7sky\n',
    'sip-semicolon': `${DEVICE}secret=abc;def\n`,
    'sip-removed': '[general]\na=1\n',
    'sip-amaflags-silent': `${DEVICE}amaflags=biling\n`,
    'sip-setvar-no-equals': `${DEVICE}setvar=abc\n`,
    'sip-sdpowner-space': '[general]\nsdpowner=a b\n',
    'sip-acl-spaces': `${DEVICE}deny=10.0.0.0/8, 10.1.0.0/16\n`,
    'sip-reserved-section-names': '[general]\na=1\n[GENERAL]\nb=1\n',
    'sip-plus-equals': `${DEVICE}allow=ulaw\nallow+=gsm\n`,
    'sip-insecure-general': '[general]\ninsecure=invite\n',
    'sip-realtime-columns': `${DEVICE}regseconds=1\n`,
  },
  iax: {
    'iax-unknown-option-silent': '[general]\nqalify=yes\n',
    'iax-keyrotate-ghost': `${DEVICE}keyrotate=no\n`,
    'iax-general-only-first': '[general]\na=1\n[general]\nb=1\n',
    'iax-type-required': '[a]\nhost=h\n[b]\ntype=freind\n',
    'iax-user-only-options': '[a]\ntype=peer\nhost=h\nimmediate=yes\n',
    'iax-peer-only-options': '[a]\ntype=user\nqualify=yes\n',
    'iax-general-ignored': '[general]\nrequirecalltoken=no\n',
    'iax-bindport-order': '[general]\nbindaddr=0.0.0.0\nbindport=4570\n',
    'iax-bandwidth-order': '[general]\nallow=ulaw\nbandwidth=low\n',
    'iax-codec-bits': `${DEVICE}allow=silk8\n`,
    'iax-auth-case': `${DEVICE}auth=MD5\n`,
    'iax-auth-plaintext': `${DEVICE}auth=plaintext\n`,
    'iax-secret-multiple': '[t](!)\nsecret=x\n[a](t)\ntype=friend\nhost=h\nsecret=y\n',
    'iax-no-secret-open': `${DEVICE}[b]\ntype=friend\nhost=dynamic\n[c]\ntype=friend\nhost=dynamic\nsecret=\n`,
    'iax-user-matching': '[a]\ntype=user\n',
    'iax-acl-errors-ignored': `${DEVICE}deny=10.0.0.x/8\n`,
    'iax-acl-default-allow': `${DEVICE}permit=10.0.0.0/8\n`,
    'iax-calltokenoptional-fatal': '[general]\ncalltokenoptional=x.y/z\n',
    'iax-calltoken-wide': `${DEVICE}requirecalltoken=no\n`,
    'iax-register-split': `[general]\nregister => a:b:c@h\nregister => a:${'x'.repeat(90)}@h\n`,
    'iax-register-srvlookup-order': '[general]\nregister => a:b@h.example\nsrvlookup=yes\n',
    'iax-register-rsa': '[general]\nregister => a:[key@h\n',
    'iax-host-port-order': '[a]\ntype=peer\nport=4570\nhost=h\n',
    'iax-qualify-words': `${DEVICE}qualify=true\n`,
    'iax-requirecalltoken-bad': `${DEVICE}requirecalltoken=maybe\n`,
    'iax-amaflags-silent': `${DEVICE}amaflags=biling\n`,
    'iax-usersconf': `${DEVICE}hasvoicemail=yes\n`,
    'iax-outbound-truncation': `[a]\ntype=peer\nhost=h\nsecret=${'xY7'.repeat(40)}\n`,
    'iax-permit-general': '[general]\npermit=10.0.0.0/8\n',
    'iax-port-in-host': '[a]\ntype=peer\nhost=h.example:4569\n',
    'iax-plus-equals': `${DEVICE}allow=ulaw\nallow+=gsm\n`,
  },
  pjsip: {
    'type-required': '[a]\nallow=ulaw\n[b]\ntype=endpont\n',
    'type-case-sensitive': '[a]\ntype=Endpoint\n',
    'duplicate-same-type': '[a]\ntype=aor\n[a]\ntype=aor\n',
    'unknown-option': '[a]\ntype=endpoint\nalow=ulaw\nsecret=x\n',
    'bad-value': '[a]\ntype=aor\nmax_contacts=many\n',
    'boolean-typos': '[a]\ntype=endpoint\nrtp_symmetric=yess\n',
    'option-name-case': '[a]\ntype=endpoint\nrtpsymmetric=yes\n',
    'required-options': '[a]\ntype=auth\npassword=x\n',
    'registration-uris': '[a]\ntype=registration\nserver_uri=h\nclient_uri=sip:a@h\n',
    'line-endpoint': '[a]\ntype=registration\nserver_uri=sip:h\nclient_uri=sip:a@h\nline=yes\n',
    'registration-is-outbound': '[a]\ntype=endpoint\nregister => a:b@h\n',
    'aor-name-registers': '[a]\ntype=endpoint\naors=b\n',
    'max-contacts-zero': '[a]\ntype=aor\n',
    'static-vs-dynamic': '[a]\ntype=aor\n',
    'auth-sections': '[a]\ntype=endpoint\nauth=b\n',
    'no-auth-open': '[a]\ntype=endpoint\n',
    'auth-type-history': '[b]\ntype=auth\nusername=x\nauth_type=diges\n',
    'auth-list-last': '[a]\ntype=endpoint\nauth=b\nauth=c\n',
    repeatable: '[a]\ntype=endpoint\ncontext=b\ncontext=c\n',
    'allow-disallow-order': '[a]\ntype=endpoint\nallow=ulaw\ndisallow=all\n',
    'no-codecs': '[a]\ntype=endpoint\nallow=ulaw\ndisallow=all\n',
    'acl-order': '[a]\ntype=endpoint\npermit=10.0.0.0/8\ndeny=0.0.0.0/0\n',
    'acl-type-global': '[a]\ntype=acl\npermit=10.0.0.0/8\n[b]\ntype=acl\ndeny=10.0.0.x/8\n',
    'transport-bind':
      '[a]\ntype=transport\nprotocol=udp\nbind=pbx.example\n[b]\ntype=transport\nprotocol=udp\n',
    'ws-transport': '[a]\ntype=transport\nprotocol=ws\n',
    'nat-set': '[a]\ntype=endpoint\nrewrite_contact=yes\n',
    'local-net-needed': '[a]\ntype=transport\nbind=0.0.0.0\nexternal_media_address=h\n',
    'identify-header': '[a]\ntype=identify\nendpoint=a\nmatch_header=X\n',
    semicolon:
      '[a]\ntype=registration\nserver_uri=sip:h;transport=tcp\nclient_uri=sip:a@h\n[b]\ntype=auth\nusername=b\npassword=abc;def\n',
    'block-comment': '[a]\ntype=aor --;\n',
    templates: '[t](!)\n[a] (t)\n[b](u)\n',
    'append-section': '[a]\ntype=aor\n[b](+)\n[a](+type)\n',
    'append-value': '[a]\ntype=endpoint\nallow=ulaw\nallow+=gsm\n',
    'parse-invalid': 'a=1\n#inclde x\n[a](b)\nnothing\n[c](!\n[d\n',
    timers: '[a]\ntype=endpoint\ntimers_min_se=60\n',
    'media-encryption-words': '[a]\ntype=endpoint\nmedia_encryption=yes\n',
    'stir-shaken': '[a]\ntype=endpoint\nstir_shaken=yes\n',
    'wizard-unprefixed': '[a]\n;- pjsip_wizard.conf\n[a]\ntype=wizard\nendpoint/alow=ulaw\n',
    'wizard-names': '[a]\ntype=endpoint\nauth=b-iauth\naors=b\n',
    'wizard-and-pjsip': '[a]\ntype=endpoint\nauth=b-iauth\naors=b\n',
    'id-case': '[a]\ntype=endpoint\naors=A\n[a]\ntype=aor\nmax_contacts=1\n',
  },
};

describe.each(FILES)('the gotchas of %s.conf', (file) => {
  const rows = rowsOf(file);

  it('name rules there are, or say why none shows them', () => {
    const known = new Set(allRules.map(({ id }) => id));
    const wrong = rows.filter(({ rules, remark }) =>
      rules.length === 0 ? remark.length < 20 : rules.some((rule) => !known.has(rule)),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
    expect(rows.length).toBeGreaterThan(40);
  });

  it('each have an example where a rule shows them', () => {
    const shown = rows.filter(({ rules }) => rules.length > 0).map(({ id }) => id);
    expect(Object.keys(examples[file])).toEqual(shown);
  });

  it.each(rows.filter(({ rules }) => rules.length > 0))('$id', ({ id, rules }) => {
    const text = examples[file][id] ?? '';
    const switchedOn = Object.fromEntries(rules.map((rule) => [rule, 'warning' as const]));
    const settings = { rules: switchedOn, asteriskVersion: id === 'sip-removed' ? 23 : 'auto' } as const;
    const files = filesOf(`${file}.conf`, text);
    const found = Object.keys(files).flatMap((name) =>
      lintText(files, name, settings).map(({ rule }) => rule),
    );
    expect(rules.filter((rule) => !found.includes(rule))).toEqual([]);
  });

  it.runIf(existsSync(facts))('are those of the facts, all of them', () => {
    const { gotchas } = JSON.parse(readFileSync(`${facts}${file}.json`, 'utf8')) as {
      readonly gotchas: readonly { readonly id: string }[];
    };
    expect(rows.map(({ id }) => id).sort()).toEqual(gotchas.map(({ id }) => id).sort());
  });
});
