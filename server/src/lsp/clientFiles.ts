/** Asks the client for files this process cannot reach itself. Knows the requests, not what is done with the answers. */
import type { Connection } from 'vscode-languageserver';
import type { ClientFiles } from '../host/browser.ts';
import type { FolderEntry, ReadResult } from '../host/files.ts';
import { listFilesRequest, readFileRequest, type FileParams } from './protocol.ts';

/** Longest wait for one answer, in milliseconds. */
const patience = 10_000;

/** The two questions of `clientHost`, sent over `connection`. They reject when the client cannot or does not answer. */
export function clientFiles(connection: Connection): ClientFiles {
  const ask = <R>(method: string, uri: string): Promise<R> =>
    within(patience, connection.sendRequest<R>(method, { uri } satisfies FileParams));
  return {
    readFile: (uri) => ask<ReadResult>(readFileRequest, uri),
    listFiles: (uri) => ask<readonly FolderEntry[]>(listFilesRequest, uri),
  };
}

function within<R>(milliseconds: number, answer: Promise<R>): Promise<R> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('no answer'));
    }, milliseconds);
    answer.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
