/** The server as a process of its own: speaks over what its arguments name (`--stdio`, `--node-ipc`, ...), reads the disk. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { clientHost } from './host/browser.ts';
import { hostByScheme } from './host/files.ts';
import { nodeHost } from './host/node.ts';
import { clientFiles } from './lsp/clientFiles.ts';
import { startServer } from './lsp/server.ts';

// Without a transport in the arguments a terminal user gets an explanation from the library; editors use --stdio.
const connection = createConnection(ProposedFeatures.all);
startServer(connection, hostByScheme('file', nodeHost(), clientHost(clientFiles(connection))));
