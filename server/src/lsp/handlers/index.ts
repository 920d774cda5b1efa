/** Every feature the server answers. A new one is one line here. */
import type { ServerCapabilities } from 'vscode-languageserver';
import { codeActionHandler } from './codeAction.ts';
import { codeLensHandler } from './codeLens.ts';
import { completionHandler } from './completion.ts';
import { definitionHandler } from './definition.ts';
import { diagnosticHandler } from './diagnostic.ts';
import { documentLinkHandler } from './documentLink.ts';
import { documentSymbolHandler } from './documentSymbol.ts';
import { effectiveSectionHandler } from './effectiveSection.ts';
import { filesHandler } from './files.ts';
import { foldingRangeHandler } from './foldingRange.ts';
import { formattingHandler } from './formatting.ts';
import { generateSecretHandler } from './generateSecret.ts';
import type { Handler } from './handler.ts';
import { hoverHandler } from './hover.ts';
import { inlayHintHandler } from './inlayHint.ts';
import { insertRegistrationHandler } from './insertRegistration.ts';
import { newPhoneHandler } from './newPhone.ts';
import { referencesHandler } from './references.ts';
import { reloadCommandHandler } from './reloadCommand.ts';
import { renameHandler } from './rename.ts';
import { reportHandler } from './report.ts';
import { secretSpansHandler } from './secretSpans.ts';
import { secretsHandler } from './secrets.ts';
import { selectionRangeHandler } from './selectionRange.ts';
import { semanticTokensHandler } from './semanticTokens.ts';
import { signatureHelpHandler } from './signatureHelp.ts';
import { statusHandler } from './status.ts';
import { workspaceDiagnosticHandler } from './workspaceDiagnostic.ts';
import { workspaceSymbolHandler } from './workspaceSymbol.ts';

export const handlers: readonly Handler[] = [
  codeActionHandler,
  codeLensHandler,
  completionHandler,
  definitionHandler,
  diagnosticHandler,
  documentLinkHandler,
  documentSymbolHandler,
  effectiveSectionHandler,
  filesHandler,
  foldingRangeHandler,
  formattingHandler,
  generateSecretHandler,
  hoverHandler,
  inlayHintHandler,
  insertRegistrationHandler,
  newPhoneHandler,
  referencesHandler,
  reloadCommandHandler,
  renameHandler,
  reportHandler,
  secretSpansHandler,
  secretsHandler,
  selectionRangeHandler,
  semanticTokensHandler,
  signatureHelpHandler,
  statusHandler,
  workspaceDiagnosticHandler,
  workspaceSymbolHandler,
];

/** What all of them together can do. Each capability has one handler. */
export function handlerCapabilities(): ServerCapabilities {
  return Object.assign({}, ...handlers.map(({ capabilities }) => capabilities)) as ServerCapabilities;
}
