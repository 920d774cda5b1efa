/** What leads the light bulb in a file that VICIdial rebuilds: ways that change a secret for good. They edit nothing here. */
import { weakSecretRules } from '../replaceCredential.ts';
import { vicidialRecord } from '../../vicidial/record.ts';
import { factsOf, type Workspace } from '../../workspace/workspace.ts';
import type { Span } from '../../text/span.ts';

/** One entry of the menu; a command of the editor carries it out for the place. */
export interface LastingAction {
  readonly title: string;
  readonly way: 'steps' | 'sql' | 'api';
  readonly start: number;
}

/** Rules whose findings stand on a secret that can be set in VICIdial. */
const secretRules: ReadonlySet<string> = new Set([
  ...weakSecretRules,
  'secret-empty',
  'secret-charset',
  'secret-too-long',
  'secret-quoted',
  'secret-reused',
  'secret-comment-cut',
  'secret-whitespace',
  'server-secret-default',
]);

/** The ways for one finding, the one that always works first. */
export function lastingActions(
  workspace: Workspace,
  uri: string,
  { rule, span }: { readonly rule: string; readonly span: Span },
): readonly LastingAction[] {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (facts.generator !== 'vicidial' || !secretRules.has(rule) || model === undefined) return [];
  const record = vicidialRecord(model, facts.kind, span.start);
  if (record === undefined || record.kind === 'mailbox') return [];
  const { start } = span;
  const steps = { title: 'Copy new secret and the steps in VICIdial', way: 'steps', start } as const;
  if (record.kind !== 'phone') return [steps];
  const sql = { title: 'Copy SQL that sets a new secret in VICIdial', way: 'sql', start } as const;
  const api = { title: 'Copy API call that sets a new secret in VICIdial', way: 'api', start } as const;
  return record.protocol === 'PJSIP' ? [steps, sql] : [steps, sql, api];
}
