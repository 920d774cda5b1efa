/**
 * The extension's output channel, and a trace of messages that names them without what they carry: a message holds the
 * text of documents, and with it secrets.
 */
import * as vscode from 'vscode';

/** A channel for messages, and a view of it for the language client's trace; both end with `dispose`. */
export interface Output {
  readonly channel: vscode.LogOutputChannel;
  readonly trace: vscode.LogOutputChannel;
  readonly dispose: () => void;
}

/** Opens the channel "Asterisk Conf". */
export function createOutput(): Output {
  const channel = vscode.window.createOutputChannel('Asterisk Conf', { log: true });
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
    dispose: () => {
      for (const part of [watching, level, channel]) part.dispose();
    },
  };
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
