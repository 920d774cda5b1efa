/** `textDocument/signatureHelp`. */
import {
  MarkupKind,
  type MarkupContent,
  type SignatureHelp,
  type SignatureHelpParams,
} from 'vscode-languageserver';
import { signatureHelp } from '../../features/signatureHelp.ts';
import { fromLspPosition } from '../fromLsp.ts';
import { safely } from '../safely.ts';
import type { Handler } from './handler.ts';

/** The marks between the fields of a register line and between arguments of the dialplan, and what opens them. */
const triggers = ['>', ' ', ':', '@', '/', '?', '~', '(', ','];

export const signatureHelpHandler: Handler = {
  capabilities: { signatureHelpProvider: { triggerCharacters: triggers, retriggerCharacters: triggers } },
  listen: ({ connection, log, session, client, checked }) => {
    connection.onSignatureHelp(
      safely<SignatureHelpParams, SignatureHelp | null>(
        log,
        'signatureHelp',
        null,
        async ({ textDocument, position }) => {
          const document = await checked(textDocument.uri);
          if (document === undefined) return null;
          const offset = fromLspPosition(document.model.tree, position);
          const found = signatureHelp(session.workspace, document.uri, offset);
          if (found === undefined) return null;
          const can = client().textDocument?.signatureHelp?.signatureInformation;
          const hasMarkdown = can?.documentationFormat?.includes('markdown') === true;
          const kind = hasMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText;
          const documentation = (value: string): MarkupContent => ({ kind, value });
          const hasOffsets = can?.parameterInformation?.labelOffsetSupport === true;
          const parameters = found.parameters.map(({ start, end, markdown }) => ({
            label: hasOffsets ? ([start, end] as [number, number]) : found.label.slice(start, end),
            documentation: documentation(markdown),
          }));
          // Beyond the last one means none, for clients that know no absent one.
          const activeParameter = found.active ?? parameters.length;
          const about = found.markdown === undefined ? {} : { documentation: documentation(found.markdown) };
          return {
            signatures: [{ label: found.label, ...about, parameters, activeParameter }],
            activeSignature: 0,
            activeParameter,
          };
        },
      ),
    );
  },
};
