// Measures the command line over the files of many servers: one process over all of them, and two at a time.
// `npm run bench:cli [-- --servers 200 --phones 500]`
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/paths.mjs';
import { phone } from './sipConf.mjs';

const { values } = parseArgs({ options: { servers: { type: 'string' }, phones: { type: 'string' } } });
const servers = Number(values.servers ?? 200);
const phones = Number(values.phones ?? 500);
const cli = path.join(root, 'dist/cli.cjs');

const folder = mkdtempSync(path.join(tmpdir(), 'asterisk-conf-cli-'));
try {
  const { lines, folders } = writeServers();
  console.log(
    `Node ${process.version}, ${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)} at the start`,
  );
  console.log(`\n${servers} servers of ${phones} phones, ${lines} lines\n`);
  const whole = await run(process.execPath, [cli, 'check', '--quiet', '--format', 'json', '.']);
  const one = await inParallel(folders, 1);
  const two = await inParallel(folders, 2);
  console.log('| | time | memory |\n| --- | ---: | ---: |');
  console.log(`| one process over all | ${seconds(whole.time)} | ${whole.megabytes.toFixed(0)} MB |`);
  console.log(`| \`xargs -P1 -n50\`, fifty servers a process | ${seconds(one)} | |`);
  console.log(`| \`xargs -P2 -n50\` | ${seconds(two)} | |`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function writeServers() {
  let lines = 0;
  const folders = [];
  for (let server = 0; server < servers; server++) {
    const name = path.join(`server${String(server)}`, 'etc/asterisk');
    const at = path.join(folder, name);
    mkdirSync(at, { recursive: true });
    folders.push(name);
    const own = Array.from({ length: phones }, (_, i) => phone(server * phones + i)).join('');
    const boxes = Array.from({ length: phones }, (_, i) => `${1000 + i} => ${4821 + i},Agent\n`).join('');
    const files = {
      'sip.conf': '[general]\ncontext=trunkinbound\nallowguest=no\n#include "sip-vicidial.conf"\n',
      'sip-vicidial.conf': `[phone](!)\ntype=friend\nhost=dynamic\n\n[remote](!,phone)\nnat=force_rport,comedia\n\n${own}`,
      'extensions.conf':
        '[general]\n[default]\nexten => _X.,1,Hangup()\n[trunkinbound]\nexten => s,1,Hangup()\n',
      'voicemail.conf': `[general]\n[default]\n${boxes}`,
    };
    for (const [file, text] of Object.entries(files)) {
      writeFileSync(path.join(at, file), text);
      lines += text.split('\n').length - 1;
    }
  }
  return { lines, folders };
}

/** Time in milliseconds, and the most memory it held where the system tells. */
async function run(command, args, input) {
  const start = performance.now();
  const child = spawn(command, args, { cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.end(input ?? '');
  let megabytes = 0;
  const watching = setInterval(() => {
    megabytes = Math.max(megabytes, residentOf(child.pid));
  }, 100);
  await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watching);
  return { time: performance.now() - start, megabytes };
}

async function inParallel(folders, processes) {
  const args = [`-P${processes}`, '-n50', process.execPath, cli, 'check', '--quiet', '--format', 'json'];
  return (await run('xargs', args, folders.join('\n'))).time;
}

function residentOf(pid) {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return 0;
  }
}

function seconds(time) {
  return `${(time / 1000).toFixed(1)} s`;
}
