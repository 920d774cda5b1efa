// Runs the language server in headless Neovim and Emacs, where they are installed, and asserts that findings arrive
// and vanish. Neovim 0.7 and eglot of Emacs 28 ask for no diagnostics, so this is the test of pushed ones.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/paths.mjs';

const here = import.meta.dirname;
const packages = '(package-initialize)';

/** Each editor: its program, whether all it needs is there, and how it runs its settings and then a script. */
const editors = [
  {
    title: 'Neovim',
    settings: 'neovim',
    program: 'nvim',
    probe: ['--version'],
    args: (settings) => [
      '--clean',
      '--headless',
      ...['-c', `luafile ${settings}`],
      ...['-c', `luafile ${path.join(here, 'neovim.lua')}`],
    ],
  },
  {
    title: 'Emacs with eglot',
    settings: 'emacs',
    program: 'emacs',
    probe: ['--batch', '-q', '--eval', `(progn ${packages} (require 'eglot) (princ (emacs-version)))`],
    args: (settings) => [
      '--batch',
      '-q',
      ...['--eval', packages],
      ...['-l', settings],
      ...['-l', path.join(here, 'emacs.el')],
    ],
  },
];

const text = ['[6001]', 'type=friend', 'secret=6001', 'host=dynamic', ''].join('\n');

/**
 * @returns {{ passed: number, failed: number, leftOut: number }}
 */
export function checkEditors() {
  const sum = { passed: 0, failed: 0, leftOut: 0 };
  for (const editor of editors) {
    const version = spawnSync(editor.program, editor.probe, { encoding: 'utf8' });
    if (version.status !== 0) {
      console.log(`  - ${editor.title} is not installed, left out`);
      sum.leftOut += 1;
      continue;
    }
    const problems = problemsIn(editor);
    console.log(
      `  ${problems.length === 0 ? '✓' : '✗'} ${version.stdout.trim().split(/[\n(]/)[0].trim()} shows findings and follows edits`,
    );
    for (const problem of problems) console.log(`      ${problem}`);
    sum[problems.length === 0 ? 'passed' : 'failed'] += 1;
  }
  return sum;
}

function problemsIn({ program, args, settings }) {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'asterisk-conf-editor-'));
  try {
    const file = path.join(folder, 'sip.conf');
    const answer = path.join(folder, 'answer.json');
    fs.writeFileSync(file, text);
    const code = path.join(folder, settings);
    fs.writeFileSync(code, settingsFor(settings));
    const server = path.join(folder, 'asterisk-conf-language-server');
    fs.writeFileSync(
      server,
      `#!/bin/sh\nexec '${process.execPath}' '${path.join(root, 'dist/server.node.cjs')}' "$@"\n`,
    );
    fs.chmodSync(server, 0o755);
    const ended = spawnSync(program, args(code), {
      cwd: folder,
      encoding: 'utf8',
      timeout: 60_000,
      env: {
        ...process.env,
        HOME: folder,
        XDG_STATE_HOME: folder,
        PATH: `${folder}${path.delimiter}${process.env.PATH}`,
        FILE: file,
        ANSWER: answer,
      },
    });
    if (!fs.existsSync(answer)) return [`no answer: ${ended.stderr}`.trim()];
    const { error, first = [], mended } = JSON.parse(fs.readFileSync(answer, 'utf8'));
    if (error !== undefined) return [error];
    const onSecret = first.filter((line) => line === 2);
    return [
      ...(onSecret.length === 1 ? [] : [`${onSecret.length} findings on the secret instead of one`]),
      ...(mended === true ? [] : ['the finding stays after the line was mended']),
    ];
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The settings of the page that are marked as tested with this name, as a user would copy them. */
function settingsFor(name) {
  const page = fs.readFileSync(path.join(root, 'docs/editors.md'), 'utf8');
  const [, after = ''] = page.split(`<!-- tested: ${name} -->`);
  const [, code] = /^\s*```\w+\n([\s\S]*?)\n```/.exec(after) ?? [];
  if (code === undefined) throw new Error(`docs/editors.md has no settings for ${name}`);
  return code;
}

if (process.argv[1] === import.meta.filename) {
  const { failed } = checkEditors();
  process.exit(failed === 0 ? 0 : 1);
}
