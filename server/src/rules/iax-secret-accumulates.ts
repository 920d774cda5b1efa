/** Finds secrets of iax.conf that stay valid although a later one was meant to replace them. */
import { isReopened, isTemplate, parentsOf } from '../model/fileModel.ts';
import { foldCase } from '../text/ascii.ts';
import { shift, type Span } from '../text/span.ts';
import { mentions, perSection } from '../workspace/perSection.ts';
import { chainOf, valuesIn, type ChainValue } from '../workspace/sectionChain.ts';
import type { FileContext, FileRule } from './rule.ts';

/**
 * For a user, and the user half of a friend, chan_iax2 keeps all secrets and takes each of them.
 * Source: Asterisk channels/chan_iax2.c, build_user and authenticate_verify.
 */
export const iaxSecretAccumulates: FileRule = {
  id: 'iax-secret-accumulates',
  summary: 'Report secrets of iax.conf that stay valid beside a later one',
  severity: 'warning',
  scope: 'workspace',
  files: ['iax.conf'],
  *check(context) {
    for (const { span, elsewhere, related } of accumulated(context)) {
      const what =
        elsewhere === undefined ? 'an earlier secret of the section' : `the secret of ${elsewhere}`;
      yield { span, message: `Second secret: ${what} stays valid beside this one`, related };
    }
  },
};

interface Candidate {
  /** Of the last secret; counts from the section's start. */
  readonly span: Span;
}

/** Sections that may have more than one secret. */
const candidates = perSection<Candidate>((context) => {
  const { header } = context.section;
  if (context.kind !== 'iax.conf' || header === undefined || isTemplate(header)) return undefined;
  if (!mentions(context, 'secret')) return undefined;
  const secrets = context.entries.filter(({ line }) => foldCase(line.key) === 'secret');
  const last = secrets.at(-1);
  if (last === undefined || secrets.some(({ line }) => line.operator === '+=')) return undefined;
  if (secrets.length < 2 && parentsOf(header).length === 0 && !isReopened(header)) return undefined;
  const { keySpan, valueSpan } = last.line;
  return { span: shift(valueSpan.end > valueSpan.start ? valueSpan : keySpan, last.start) };
});

interface Accumulated {
  readonly span: Span;
  /** Name of the parent whose secret stays valid; absent where it is the section's own. */
  readonly elsewhere?: string;
  readonly related: readonly { readonly uri: string; readonly span: Span; readonly message: string }[];
}

function* accumulated({ workspace, uri, facts }: FileContext): Generator<Accumulated> {
  const model = workspace.files.get(uri);
  if (model === undefined) return;
  for (const { placed, value } of candidates(model, facts)) {
    const chain = chainOf(workspace, uri, placed);
    const type = foldCase(valuesIn(chain, 'type').at(-1)?.value ?? '');
    if (type !== 'user' && type !== 'friend') continue;
    const secrets = valuesIn(chain, 'secret').filter((secret) => secret.value !== '');
    const last = secrets.at(-1);
    const earlier = secrets.findLast((secret) => secret.value !== last?.value);
    if (last === undefined || earlier === undefined) continue;
    // A later header or file that continues the section reports it.
    if (last.link.placed.section !== placed.section || last.link.uri !== uri) continue;
    const elsewhere = earlier.link.through.at(-1);
    const place = placeOf(earlier);
    yield {
      span: shift(value.span, placed.start),
      ...(elsewhere === undefined ? {} : { elsewhere: `[${elsewhere}]` }),
      related: [{ ...place, message: 'The other secret' }],
    };
  }
}

/** The line of the value, as long as its section tells where it begins. */
function placeOf({ link, origin }: ChainValue): { readonly uri: string; readonly span: Span } {
  const { section, start, line } = link.placed;
  const { table, first } = section;
  const base = table.starts[first] ?? 0;
  const number = origin.line - line;
  const from = (table.starts[first + number] ?? base) - base + start;
  const to = (table.starts[first + number + 1] ?? base) - base + start;
  return { uri: link.uri, span: { start: from, end: Math.max(from, to - 1) } };
}
