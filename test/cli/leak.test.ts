/** No secret in anything the command line prints, whatever the format. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProgram, type Program } from './program.ts';

const MARKER = 'hiddenmarker';

let program: Program;
beforeAll(async () => {
  program = await createProgram();
});
afterAll(() => {
  program.remove();
});

const files = {
  'sip.conf': `[general]\nregister => u:${MARKER}1@h.example/1\nregister => u:${MARKER}2:x:y:z@h:q\n[t](!)\nsecret=${MARKER}3\n[1](t)\ntype=friend\nhost=dynamic\nsecret=${MARKER}3\n[2](t)\ntype=friend\nmd5secret=${MARKER}4\n;secret=${MARKER}5\nsecret ${MARKER}6\n`,
  'iax.conf': `[t](!)\ntype=friend\nsecret=${MARKER}7\n[1](t)\nsecret=ab;${MARKER}8\nsecret=${MARKER}9\n`,
  'pjsip.conf': `[a]\ntype=auth\nusername=u\npassword=${MARKER}10\n`,
  'voicemail.conf': `[default]\n100 => ${MARKER}11,Name\n`,
  'extensions.conf': `[globals]\nTRUNK=IAX2/u:${MARKER}12@h\n`,
};

test.each([
  ...['text', 'json', 'sarif', 'github', 'junit'].map((format) => ['check', '--format', format, '.']),
  ['check', '--min-severity', 'hint', '.'],
  ['check', '--write-baseline', 'base.json', '.'],
  ['check', '--baseline', 'base.json', '.'],
  ...Object.keys(files).flatMap((name) =>
    ['text', 'json'].map((format) => ['show', '--format', format, name]),
  ),
  ['register', '--driver', 'sip', `u:${MARKER}@h/1`],
  ['register', '--driver', 'iax', `u:${MARKER}@h:x`],
  ['register', '--driver', 'sip', '--format', 'json', `u:a:${MARKER}:b:c@h`],
  ['register', '--driver', 'pjsip', 'pjsip.conf'],
])('%s %s %s %s', (...words) => {
  const folder = program.folder(files);
  const { stdout, stderr } = program.run(folder, words);
  expect(stdout + stderr).not.toContain(MARKER);
  expect(`${stdout}${stderr}`.length).toBeGreaterThan(0);
});
