/** Walks through the fields of what is being typed. Each kind of place is a provider; one more is one line here. */
import type { Workspace } from '../workspace/workspace.ts';
import { dialplanSignature } from './dialplan/dialplanSignature.ts';
import { registerSignature } from './registerSignature.ts';

/** A form with its fields, and the one the caret is in. */
export interface SignatureText {
  readonly label: string;
  /** Markdown about the whole. */
  readonly markdown?: string;
  readonly parameters: readonly SignatureField[];
  /** Which of the fields; absent where the caret is in none. */
  readonly active?: number;
}

/** One field; `start` and `end` say where it stands in the label. */
export interface SignatureField {
  readonly start: number;
  readonly end: number;
  readonly markdown: string;
}

/** `undefined` leaves the place to the next provider. */
type Provider = (workspace: Workspace, uri: string, offset: number) => SignatureText | undefined;

const providers: readonly Provider[] = [dialplanSignature, registerSignature];

/** The fields at `offset`; `undefined` where nothing with fields is typed. Never throws, never holds a secret. */
export function signatureHelp(workspace: Workspace, uri: string, offset: number): SignatureText | undefined {
  for (const provider of providers) {
    const found = provider(workspace, uri, offset);
    if (found !== undefined) return found;
  }
  return undefined;
}
