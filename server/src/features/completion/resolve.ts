/** The longer text about an entry, made only once somebody looks at it. */
import { lookup } from '../../catalogue/lookup.ts';
import { applicationNamed, functionNamed } from '../../dialplan/catalogue/lookup.ts';
import { allRules } from '../../rules/index.ts';
import { callableText } from '../dialplan/callableText.ts';
import { optionHover } from '../optionHover.ts';
import type { EntryData } from './entry.ts';

/** Markdown about the entry; `undefined` where there is nothing more to say. */
export function resolveCompletion(data: EntryData, version?: number): string | undefined {
  if (data.from === 'callable') {
    const { callee, name } = data;
    const callable = callee === 'application' ? applicationNamed(name) : functionNamed(name);
    return callable === undefined ? undefined : callableText(callable, callee, version);
  }
  if (data.from === 'rule') return allRules.find(({ id }) => id === data.id)?.summary;
  const option = lookup(data.file, data.section, data.name) ?? lookup(data.file, undefined, data.name);
  if (option === undefined) return undefined;
  return optionHover(option, {
    ...(data.section === undefined ? {} : { sectionKind: data.section }),
    ...(version === undefined ? {} : { version }),
  });
}
