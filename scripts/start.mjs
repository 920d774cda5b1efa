// `npm start`: a real VS Code with this extension on a copy of the examples. `npm start -- --desktop` uses the one
// installed on this machine.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { freePort, linkExtension, startServer } from '../test/host/server.mjs';
import { setupHost } from '../test/host/setup.mjs';
import { buildAll } from './build.mjs';
import { findDesktop } from './desktop.mjs';
import { manifest, root, state } from './paths.mjs';

const dir = path.join(state, 'start');
const workspace = path.join(dir, 'workspace');

await buildAll({ sourcemap: true });
// A copy, so that nothing tried out ends up in git; an earlier copy is kept with what was changed in it.
fs.cpSync(path.join(root, 'examples'), workspace, { recursive: true, force: false });
await (process.argv.includes('--desktop') ? startDesktop() : startInBrowser());

async function startInBrowser() {
  await setupHost();
  linkExtension(dir, root);
  const wanted = Number(process.env.PORT ?? 8080);
  const port = await freePort(wanted);
  if (port !== wanted) console.log(`Port ${wanted} is taken, using ${port}`);
  const server = await startServer({ dir, port });

  const open = [['openFile', `vscode-remote://127.0.0.1:${port}${workspace}/sip.conf`]];
  const query = `folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(open))}`;
  console.log(
    `\nVS Code with ${manifest.displayName} is ready, for this machine only:\n\n  ${server.base}/?${query}\n`,
  );
  console.log(`It shows a copy of examples/ (${path.relative(root, workspace)}). Ctrl+C stops it.`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.stop());
  await server.exited;
}

async function startDesktop() {
  const executable = findDesktop();
  if (executable === undefined) {
    console.error(
      'No desktop VS Code found. Name its executable in VSCODE_EXECUTABLE, or run "npm start" alone.',
    );
    process.exitCode = 1;
    return;
  }
  const profile = path.join(dir, 'desktop');
  const args = [
    `--extensionDevelopmentPath=${root}`,
    `--user-data-dir=${profile}`,
    `--extensions-dir=${path.join(profile, 'extensions')}`,
    '--disable-workspace-trust',
    workspace,
    path.join(workspace, 'sip.conf'),
  ];
  console.log(`Starting ${executable} with ${manifest.displayName} on a copy of examples/ ...`);
  const child = spawn(executable, args, { stdio: 'ignore', detached: true });
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', resolve);
  });
  child.unref();
}
