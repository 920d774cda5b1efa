/** The arguments of the application or function that is being typed, and which one the caret is in. */
import { fieldsOf, framesAt, innermostCall } from '../../dialplan/cursor.ts';
import { isContextName } from '../../dialplan/sectionLines.ts';
import { lineAtOffset } from '../../model/fileModel.ts';
import { factsOf, type Workspace } from '../../workspace/workspace.ts';
import type { SignatureText } from '../signatureHelp.ts';
import { argumentDocs, signatureText } from './callableText.ts';

/** The innermost call at `offset`; `undefined` outside of one that is known. */
export function dialplanSignature(
  workspace: Workspace,
  uri: string,
  offset: number,
): SignatureText | undefined {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined || facts.kind !== 'extensions.conf') return undefined;
  const found = lineAtOffset(model, offset);
  if (found?.placed.line.kind !== 'entry') return undefined;
  const { line, start, text } = found.placed;
  if (!isContextName(found.section.section.header?.name ?? facts.sectionAtStart)) return undefined;
  // A comment behind the value belongs to nothing.
  const end = line.comments.find((comment) => comment.start >= line.valueSpan.end)?.start ?? text.length;
  const value = text.slice(line.valueSpan.start, end);
  const caret = offset - start - line.valueSpan.start;
  const fields = fieldsOf(line.key, value);
  if (fields?.application === undefined || fields.isHint) return undefined;
  if (caret < fields.application || caret > value.length) return undefined;
  const call = innermostCall(framesAt(value, fields.application, caret));
  if (call?.callable === undefined) return undefined;
  const { callable, index } = call;
  const { label, arguments: places } = signatureText(callable);
  const last = callable.args.length - 1;
  const repeats = callable.args[last]?.repeats === true;
  const active = index <= last ? index : repeats ? last : undefined;
  return {
    label,
    markdown: callable.docs,
    parameters: callable.args.map((argument, i) => ({
      start: places[i]?.[0] ?? 0,
      end: places[i]?.[1] ?? 0,
      markdown: argumentDocs(argument, Object.keys(argument.options ?? {})),
    })),
    ...(active === undefined ? {} : { active }),
  };
}
