#!/usr/bin/env node
// Stands in for the `code` executable that @vscode/test-electron starts: the same arguments in, the same exit code
// out, but the window is code-server in a headless browser.
import { runNodeSuite } from './suite.mjs';

const args = process.argv.slice(2);
const folder = args.find((argument) => !argument.startsWith('-'));

if (folder === undefined) throw new Error('No folder to open was named');
const { failed } = await runNodeSuite({
  extension: option('extensionDevelopmentPath'),
  suite: option('extensionTestsPath'),
  folder,
});
process.exit(failed === 0 ? 0 : 1);

function option(name) {
  const start = `--${name}=`;
  const found = args.find((argument) => argument.startsWith(start));
  if (found === undefined) throw new Error(`--${name} is missing`);
  return found.slice(start.length);
}
