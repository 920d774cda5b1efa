/** No secret in anything a feature says: every option that holds one, and the lines that hold one among other things. */
import { expect, test } from 'vitest';
import { codeActions } from '../../server/src/features/codeAction.ts';
import { completion } from '../../server/src/features/completion/completion.ts';
import { documentSymbol } from '../../server/src/features/documentSymbol.ts';
import { hover } from '../../server/src/features/hover.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { lint } from '../../server/src/rules/run.ts';
import { secretOptions } from '../../server/src/workspace/secretOptions.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

const MARKER = 'hiddenmarker';

/** Everything the features say about the file at each of its offsets. */
function said(name: string, text: string): string {
  const workspace = workspaceOf({ [name]: text });
  const uri = FOLDER + name;
  const range = { start: 0, end: text.length };
  const hovers = Array.from(text, (_character, offset) => hover(workspace, uri, offset));
  return JSON.stringify([
    documentSymbol(workspace, uri),
    lint(workspace, uri, defaultLintSettings),
    codeActions(workspace, uri, range, defaultLintSettings),
    hovers,
    Array.from(text, (_character, offset) => completion(workspace, uri, offset)),
  ]);
}

const options = Object.entries(secretOptions).flatMap(([file, names]) =>
  Object.entries(names)
    .filter(([, kind]) => kind !== 'file-name' && kind !== 'key-name')
    .map(([option]) => [file, option] as const),
);

test.each(options)('%s %s', (file, option) => {
  const text = `[general]\n${option}=${MARKER}\n[alice]\ntype=auth\n${option}=${MARKER}1\n`;
  expect(said(file, text)).not.toContain(MARKER);
});

test.each([
  ['a register line', 'sip.conf', `[general]\nregister => u:${MARKER}@h/1\nregister => u:${MARKER}\n`],
  ['a register line with a cut secret', 'sip.conf', `[general]\nregister => u:ab;${MARKER}@h\n`],
  ['a register line of too many parts', 'sip.conf', `[general]\nregister => u:a:${MARKER}:b:c@h:x\n`],
  [
    'a register line of iax.conf',
    'iax.conf',
    `[general]\nregister => u:${MARKER}@h:x\nregister => ${MARKER}\n`,
  ],
  ['secrets of iax.conf', 'iax.conf', `[a]\ntype=friend\nsecret=${MARKER}\\;${MARKER}2\n`],
  ['auth lines', 'sip.conf', `[authentication]\nauth=u:${MARKER}@realm\n[a]\nauth=u#${MARKER}@realm\n`],
  ['a mailbox', 'voicemail.conf', `[default]\n100 => ${MARKER},Name,a@b\n`],
  ['a dial string', 'extensions.conf', `[globals]\nTRUNK=IAX2/u:${MARKER}@h\n`],
  ['a secret cut by a comment', 'sip.conf', `[a]\nsecret=ab;${MARKER}\n`],
  ['a line without equals', 'sip.conf', `[a]\nsecret ${MARKER}\n`],
  ['a word behind #', 'sip.conf', `[a]\n#secret=${MARKER}\n`],
])('%s', (_title, name, text) => {
  expect(said(name, text)).not.toContain(MARKER);
});
