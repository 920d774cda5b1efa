/**
 * Behind `register =>`: how the line is built for this driver, and in sip.conf the peers whose name can stand in front, as
 * `peer?` (chan_sip.c, sip_parse_register_line).
 */
import { foldCase } from '../../text/ascii.ts';
import { placed, type CompletionContext } from './context.ts';
import type { Offer } from './entry.ts';
import { knownNames } from './references.ts';

export function registerLines(context: CompletionContext): readonly Offer[] | undefined {
  const { place, facts } = context;
  if (place.kind !== 'value' || foldCase(place.key) !== 'register') return undefined;
  if (facts.kind !== 'sip.conf' && facts.kind !== 'iax.conf') return undefined;
  const isSip = facts.kind === 'sip.conf';
  const typed = place.text.slice(0, place.caret - place.span.start);
  // Once a field is begun, a list of names would only be in the way.
  if (/[:@/~]/.test(typed.replace(/^peer\?/, ''))) return [];
  const offers: Offer[] = [];
  if (place.text.trim() === '') {
    const host = isSip ? 'sip.example.com' : 'iax.example.com';
    const tail = isSip ? '/${4:${1:account}}' : '';
    offers.push({
      label: isSip ? 'user:secret@host/extension' : 'user:secret@host',
      kind: 'snippet',
      newText: `\${1:account}:\$2@\${3:${host}}${tail}$0`,
      isSnippet: true,
      detail: 'register with a provider',
      rank: 0,
    });
  }
  if (!isSip) return offers;
  const question = place.text.indexOf('?');
  const isBehindMark = question >= 0 && question < typed.length;
  if (isBehindMark && !typed.startsWith('peer?')) return offers;
  const end = question < 0 ? place.caret : place.span.start + question + 1;
  const span = placed(context, { start: place.span.start, end: Math.max(end, place.caret) });
  const { names, isCut } = knownNames(context, 'peer', typed.replace(/^peer\?/, ''));
  for (const { name } of names) {
    offers.push({
      label: `${name}?`,
      kind: 'reference',
      newText: `${name}?`,
      ...(isBehindMark ? { filter: `peer?${name}` } : {}),
      span,
      detail: 'calls that come in belong to this peer',
      rank: 1,
      ...(isCut ? { isCut } : {}),
    });
  }
  return offers;
}
