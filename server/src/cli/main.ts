/** Entry of the command line: hands the words to a command and its result to the process. */
import { readFileSync } from 'node:fs';
import { version } from '../../../package.json';
import { readArguments } from './args.ts';
import { check, type ExitStatus } from './check.ts';
import { reasonOf } from './find.ts';
import { helpText } from './help.ts';
import { printable } from '../text/printable.ts';
import { register } from './register.ts';
import { show } from './show.ts';

// A reader that has seen enough (`| head`) closes the pipe; that is no failure of ours. A full disk is somebody's.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  remark(`asterisk-conf: cannot write the result: ${reasonOf(error)}`);
  process.exit(2);
});
// Nobody reads remarks; the result still counts.
process.stderr.on('error', () => undefined);

run(process.argv.slice(2)).then(
  (status) => {
    // Not `process.exit`, which would cut off output that a pipe has not taken yet.
    process.exitCode = status;
  },
  (error: unknown) => {
    remark(
      `asterisk-conf: a mistake in asterisk-conf, ${error instanceof Error ? error.name : 'unknown error'}`,
    );
    // The frames of the stack without its message, which might quote a file.
    if (error instanceof Error) remark((error.stack ?? '').replace(error.message, ''));
    process.exitCode = 2;
  },
);

async function run(words: readonly string[]): Promise<ExitStatus> {
  const call = readArguments(words);
  switch (call.kind) {
    case 'help':
      print(helpText(call.topic));
      return 0;
    case 'version':
      print(`${version}\n`);
      return 0;
    case 'wrong':
      remark(`asterisk-conf: ${printable(call.message)}`);
      return 2;
    case 'check':
      return check(call.arguments, {
        workingFolder: process.cwd(),
        print,
        remark,
        canColor: canColor(),
        readInput: () => readFileSync(0),
        progress: progressTo(call.arguments.isQuiet),
      });
    case 'show':
      return show(call.arguments, { workingFolder: process.cwd(), print, remark, canColor: canColor() });
    case 'register':
      return register(call.arguments, {
        workingFolder: process.cwd(),
        print,
        remark,
        canColor: canColor(),
        readInput: () => readFileSync(0),
      });
  }
}

/** A line that is written over, on a terminal only and not before a second has passed. */
function progressTo(isQuiet: boolean): (text: string | undefined) => void {
  if (isQuiet || !process.stderr.isTTY || process.env.TERM === 'dumb') return () => undefined;
  let last = Date.now() + 900;
  let isShown = false;
  return (text) => {
    if (text === undefined ? !isShown : Date.now() - last < 100) return;
    last = Date.now();
    isShown = text !== undefined;
    process.stderr.write(`\r\u001b[2K${text ?? ''}`);
  };
}

/** See no-color.org and force-color.org; `dumb` is what editors call terminals that print escapes as they are. */
function canColor(): boolean {
  const { NO_COLOR: noColor, FORCE_COLOR: forced, TERM: terminal } = process.env;
  if (forced !== undefined && forced !== '') return forced !== '0';
  return process.stdout.isTTY && !noColor && terminal !== 'dumb';
}

function print(text: string): void {
  process.stdout.write(text);
}

function remark(text: string): void {
  process.stderr.write(`${text}\n`);
}
