/**
 * The extension's output channel, and a trace of messages that names them without what they carry: a message holds the
 * text of documents, and with it secrets.
 */
import * as vscode from 'vscode';

/** A channel for messages, and a view of it for the language client's trace; both end with `dispose`. */
export interface Output {
  readonly channel: vscode.LogOutputChannel;
  readonly trace: vscode.LogOutputChannel;
  /** The last lines that were written, the oldest first. */
  readonly lines: () => readonly string[];
  readonly dispose: () => void;
}

/** Opens the channel "Asterisk Conf". */
export function createOutput(): Output {
  const written: string[] = [];
  const channel = remembering(vscode.window.createOutputChannel('Asterisk Conf', { log: true }), written);
  const level = new vscode.EventEmitter<vscode.LogLevel>();
  const watching = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('asteriskConf.trace.server')) level.fire(traceLevel());
  });
  // The language client traces whenever its channel says "trace"; here our own setting says so.
  const trace = Object.create(channel, {
    logLevel: { get: traceLevel },
    onDidChangeLogLevel: { value: level.event },
    trace: {
      value: (message: string) => {
        channel.info(withoutContent(message));
      },
    },
  }) as vscode.LogOutputChannel;
  return {
    channel,
    trace,
    lines: () => written,
    dispose: () => {
      for (const part of [watching, level, channel]) part.dispose();
    },
  };
}

/** Lines kept for a report; a channel cannot be read again. */
const mostLines = 200;

/** The channel, which from now on adds each line to `written` too. */
function remembering(channel: vscode.LogOutputChannel, written: string[]): vscode.LogOutputChannel {
  const keep = (level: string, message: string): void => {
    const now = new Date().toISOString().slice(11, 19);
    written.push(...message.split('\n').map((line) => `${now} ${level} ${line}`));
    written.splice(0, Math.max(0, written.length - mostLines));
  };
  const kept = (level: 'info' | 'warn' | 'error'): PropertyDescriptor => ({
    value: (message: string | Error, ...rest: unknown[]) => {
      const text = typeof message === 'string' ? message : message.name;
      keep(level, text);
      channel[level](text, ...rest);
    },
  });
  return Object.create(channel, {
    info: kept('info'),
    warn: kept('warn'),
    error: kept('error'),
    appendLine: {
      value: (message: string) => {
        keep('info', message);
        channel.appendLine(message);
      },
    },
  }) as vscode.LogOutputChannel;
}

function traceLevel(): vscode.LogLevel {
  const word = vscode.workspace.getConfiguration('asteriskConf').get<string>('trace.server');
  return word === undefined || word === 'off' ? vscode.LogLevel.Info : vscode.LogLevel.Trace;
}

/** The first line of a traced message, which names it; what follows, or a whole JSON object, is content. */
function withoutContent(message: string): string {
  if (message.startsWith('{')) return /"method":"([\w/$]+)"/.exec(message)?.[1] ?? 'message';
  return message.split('\n', 1)[0] ?? '';
}
