/** The server as a web worker: speaks over the worker's port, and reads every file through the client. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { clientHost } from './host/browser.ts';
import { clientFiles } from './lsp/clientFiles.ts';
import { startServer } from './lsp/server.ts';

// In a worker the global object is the port. Its type belongs to the browser's library, which the core does without.
const port = globalThis as never;
const connection = createConnection(new BrowserMessageReader(port), new BrowserMessageWriter(port));
startServer(connection, clientHost(clientFiles(connection)));
