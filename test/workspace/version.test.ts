/** Which version of Asterisk a file is read for. */
import { expect, test } from 'vitest';
import { versionOf } from '../../server/src/workspace/version.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

test.each<readonly [string, Readonly<Record<string, string>>, string, 'auto' | number, string]>([
  ['nothing tells', { 'pjsip.conf': '' }, 'pjsip.conf', 'auto', '23 assumed'],
  ['a version that was chosen', { 'pjsip.conf': '; Asterisk 18\n' }, 'pjsip.conf', 16, '16 setting'],
  ['a banner', { 'pjsip.conf': ';\n; Asterisk 18.9.0\n;\n' }, 'pjsip.conf', 'auto', '18 banner'],
  [
    'a banner of the generator',
    { 'pjsip.conf': ';; generated for Asterisk 16\n' },
    'pjsip.conf',
    'auto',
    '16 banner',
  ],
  [
    'a banner beside',
    { 'pjsip.conf': '', 'asterisk.conf': '; Asterisk 20\n' },
    'pjsip.conf',
    'auto',
    '20 banner',
  ],
  [
    'a remark about a version',
    { 'pjsip.conf': '; new in Asterisk 18\n' },
    'pjsip.conf',
    'auto',
    '23 assumed',
  ],
  [
    'a remark further down',
    { 'pjsip.conf': `${';\n'.repeat(20)}; Asterisk 18\n` },
    'pjsip.conf',
    'auto',
    '23 assumed',
  ],
  ['a version that never was', { 'pjsip.conf': '; Asterisk 99\n' }, 'pjsip.conf', 'auto', '23 assumed'],
  [
    'two that differ',
    { 'pjsip.conf': '; Asterisk 18\n', 'asterisk.conf': '; Asterisk 20\n' },
    'pjsip.conf',
    'auto',
    '23 assumed',
  ],
  [
    'a module that is gone',
    { 'iax.conf': '', 'modules.conf': '[modules]\nload => app_macro.so\n' },
    'iax.conf',
    'auto',
    '20 modules',
  ],
  [
    'a module that is kept out',
    { 'iax.conf': '', 'modules.conf': '[modules]\nnoload => chan_sip.so\n' },
    'iax.conf',
    'auto',
    '23 assumed',
  ],
  ['sip.conf', { 'sip.conf': '' }, 'sip.conf', 'auto', '20 assumed'],
  ['a file beside sip.conf', { 'sip.conf': '', 'iax.conf': '' }, 'iax.conf', 'auto', '20 assumed'],
  ['sip.conf of a later version', { 'sip.conf': '' }, 'sip.conf', 22, '20 setting'],
  ['a file nobody has read', {}, 'iax.conf', 'auto', '23 assumed'],
])('%s', (_title, files, name, chosen, expected) => {
  const { number, from } = versionOf(workspaceOf(files), FOLDER + name, chosen);
  expect(`${String(number)} ${from}`).toBe(expected);
});
