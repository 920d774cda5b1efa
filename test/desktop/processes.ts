// Looks at the processes of this machine, to tell whether a language server was started from here.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** How many processes the extension host, which runs this, started from a file whose path ends like that. */
export function startedFrom(ending: string): number {
  return idsStartedFrom(ending).length;
}

/** Their process ids. */
export function idsStartedFrom(ending: string): readonly number[] {
  return processes()
    .filter(({ parent, command }) => parent === process.pid && command.includes(ending))
    .map(({ id }) => id);
}

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly command: string;
}

function processes(): readonly Process[] {
  if (process.platform === 'linux') return readdirSync('/proc').flatMap(fromProc);
  // Windows has no such command; the suite runs there on its own risk and says so by failing.
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.map((line) => {
    const [id, parent] = line.trim().split(/\s+/, 2).map(Number);
    return { id: id ?? 0, parent: parent ?? 0, command: line };
  });
}

function fromProc(name: string): readonly Process[] {
  if (!/^\d+$/.test(name)) return [];
  try {
    const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const parent = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1];
    return [{ id: Number(name), parent: Number(parent), command }];
  } catch {
    // It ended between the two looks.
    return [];
  }
}
