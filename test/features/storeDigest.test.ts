/** Digests in place of passwords: where they are offered, and what is written. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { digestOptions, storeDigest } from '../../server/src/features/refactoring/storeDigest.ts';
import { applyEdits } from '../../server/src/text/span.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

const S = 'vK3_pQ8mWz5-tRb2XyNd';
const digest = (user: string, realm: string): string =>
  createHash('md5').update(`${user}:${realm}:${S}`).digest('hex');
const auth = (more: string): string => `[a]\ntype=auth\nusername=u\nrealm=pbx\npassword=${S}\n${more}`;
const endpoint = '[e]\ntype=endpoint\nauth=a\n';

test.each<readonly [string, string, string, readonly string[], string | undefined]>([
  [
    'a phone of sip.conf',
    'sip.conf',
    `[general]\nrealm=pbx\n[1]\ntype=friend\nhost=dynamic\nsecret=${S}\n`,
    ['md5secret'],
    `[general]\nrealm=pbx\n[1]\ntype=friend\nhost=dynamic\nmd5secret=${digest('1', 'pbx')}\n`,
  ],
  [
    'the standard realm',
    'sip.conf',
    `[1]\ntype=friend\nhost=dynamic\nsecret = ${S} ; x\n`,
    ['md5secret'],
    `[1]\ntype=friend\nhost=dynamic\nmd5secret = ${digest('1', 'asterisk')} ; x\n`,
  ],
  ['a provider', 'sip.conf', `[1]\ntype=peer\nhost=sip.example\nsecret=${S}\n`, [], undefined],
  [
    'another login',
    'sip.conf',
    `[1]\ntype=friend\nhost=dynamic\ndefaultuser=2\nsecret=${S}\n`,
    [],
    undefined,
  ],
  [
    'many realms',
    'sip.conf',
    `[general]\ndomainsasrealm=yes\n[1]\ntype=friend\nhost=dynamic\nsecret=${S}\n`,
    [],
    undefined,
  ],
  ['a template', 'sip.conf', `[1](!)\ntype=friend\nhost=dynamic\nsecret=${S}\n`, [], undefined],
  ['a section with a missing template', 'sip.conf', `[1](gone)\nhost=dynamic\nsecret=${S}\n`, [], undefined],
  ['iax.conf', 'iax.conf', `[1]\ntype=friend\nhost=dynamic\nsecret=${S}\n`, [], undefined],
  [
    'an auth that lets in',
    'pjsip.conf',
    auth(endpoint),
    ['password_digest', 'md5_cred'],
    auth(endpoint).replace(`password=${S}`, `password_digest=MD5:${digest('u', 'pbx')}`),
  ],
  [
    'an auth that logs in',
    'pjsip.conf',
    auth(`${endpoint}[r]\ntype=registration\noutbound_auth=a\n`),
    [],
    undefined,
  ],
  ['an auth nobody uses', 'pjsip.conf', auth(''), [], undefined],
  [
    'a realm set elsewhere',
    'pjsip.conf',
    auth(`${endpoint}[g]\ntype=global\ndefault_realm=x\n`).replace('realm=pbx\n', ''),
    [],
    undefined,
  ],
])('%s', (_title, name, text, options, after) => {
  const workspace = workspaceOf({ [name]: text });
  const uri = FOLDER + name;
  const offset = text.indexOf(S);
  const offered = digestOptions(workspace, uri, offset);
  expect(offered).toEqual(options);
  const [first] = offered;
  const edits = first === undefined ? undefined : storeDigest(workspace, uri, offset, first);
  expect(edits && applyEdits(text, edits)).toEqual(after);
});

test.each([
  ['', 'auth_type=md5\nmd5_cred='],
  ['auth_type=userpass\n', 'md5_cred='],
])('md5_cred gets the type that reads it', (type, written) => {
  const text = auth(type + endpoint);
  const workspace = workspaceOf({ 'pjsip.conf': text });
  const edits = storeDigest(workspace, `${FOLDER}pjsip.conf`, text.indexOf(S), 'md5_cred') ?? [];
  const after = applyEdits(text, edits);
  expect(after).toContain(`${written}${digest('u', 'pbx')}`);
  expect(after.match(/auth_type=md5/g)).toHaveLength(1);
  expect(after).not.toContain(S);
});
