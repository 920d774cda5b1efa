/** Tells the secret by which a VICIdial server calls itself. No rule itself. */
import { loopAccounts } from '../../vicidial/serverAccounts.ts';
import type { Credential } from '../../workspace/credentials.ts';
import { registerLines } from '../../workspace/registerLines.ts';
import type { SectionContext } from '../rule.ts';

/** Whether the secret belongs to a loop account or stands in a register line to the server itself. */
export function isServerSecret(context: SectionContext, credential: Credential): boolean {
  const { kind } = context.facts;
  if (kind !== 'iax.conf' && kind !== 'extensions.conf') return false;
  if (credential.owners.some((owner) => loopAccounts.has(owner))) return true;
  if (credential.place !== 'register') return false;
  const line = registerLines(context.facts.kind, context.entries).find(
    ({ entry }) => entry.number === credential.lineNumber,
  );
  return line?.parsed.fields.host === '127.0.0.1';
}
