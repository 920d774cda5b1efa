// Entry of the GitHub action: turns the inputs of action.yml into a command line for the bundle beside it.
'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const bundle = path.join(__dirname, 'asterisk-conf.cjs');

/** Inputs that are options of the command line with the same name. */
const options = ['max-warnings', 'min-severity', 'asterisk-version', 'config', 'config-dir', 'baseline'];

/** The runner hands inputs over in the environment; one that was not given is empty. */
function input(name) {
  return (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
}

/** Runs `check` with the action's inputs; `stdout` as in `spawnSync`. */
function check(format, stdout) {
  const given = options.filter((name) => input(name) !== '').map((name) => `--${name}=${input(name)}`);
  const paths = input('path')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return spawnSync(
    process.execPath,
    [bundle, 'check', `--format=${format}`, ...given, '--', ...(paths.length > 0 ? paths : ['.'])],
    {
      cwd: process.env.GITHUB_WORKSPACE || process.cwd(),
      stdio: ['ignore', stdout, 'inherit'],
      maxBuffer: 1 << 30,
    },
  );
}

const { status, error } = check(input('format') || 'github', 'inherit');
if (error) throw error;

const report = input('sarif-file');
if (report !== '') {
  const file = path.resolve(process.env.GITHUB_WORKSPACE || process.cwd(), report);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, check('sarif', 'pipe').stdout);
  if (process.env.GITHUB_OUTPUT) fs.appendFileSync(process.env.GITHUB_OUTPUT, `sarif-file=${report}\n`);
}
process.exitCode = status ?? 2;
