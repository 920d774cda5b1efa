import { foldCase } from '../text/ascii.ts';
import { filesOfRoot } from '../workspace/workspace.ts';
import type { FileContext, FileRule } from './rule.ts';
import { isLoopback } from './support/accessRules.ts';
import { limitsAddresses } from './support/deviceDoors.ts';
import { deviceAt } from './support/openDevice.ts';
import { sectionsWhere } from './support/sectionsWhere.ts';
import {
  allValues,
  entryOf,
  hasValue,
  lastValue,
  nameSpan,
  objectType,
  placedLines,
  type ValuedSection,
  type Values,
} from './support/sectionValues.ts';
import { lineAfter } from './support/valueParts.ts';

/**
 * An endpoint is found by the user in the From header unless `identify_by` says otherwise; without `auth` nothing more is
 * asked (res/res_pjsip_endpoint_identifier_user.c, res/res_pjsip_authenticator_digest.c).
 */
export const pjsipOpenEndpoint: FileRule = {
  id: 'pjsip-open-endpoint',
  summary: 'Report endpoints that anyone can call in as by giving their name',
  severity: 'warning',
  scope: 'workspace',
  files: ['pjsip.conf'],
  *check(context) {
    for (const endpoint of openEndpoints(context)) {
      yield {
        span: nameSpan(endpoint),
        message: `Open door: whoever gives the name ${endpoint.name} can call from any address; expected auth, an identify section or a list of addresses`,
      };
    }
  },
  *fix(context, finding) {
    const endpoint = deviceAt(context, finding);
    const auth = endpoint && authFor(context, endpoint.name);
    if (endpoint === undefined || auth === undefined) return;
    const below = entryOf(endpoint, allValues(endpoint, 'type')[0]) ?? placedLines(endpoint)[0];
    const edit = below && lineAfter(below, `auth=${auth}`);
    if (edit === undefined) return;
    yield {
      title: `Add auth=${auth} (callers must then know its password)`,
      safety: 'unsafe',
      isPreferred: true,
      edits: () => [edit],
    };
  },
};

/** Silent where objects of the root may be unknown. */
function* openEndpoints({ workspace, uri, facts }: FileContext): Generator<ValuedSection> {
  if (facts.role === 'loose' || facts.isIncomplete || facts.root === undefined) return;
  const open = [...sectionsWhere(workspace, uri, isOpenAlone)];
  if (open.length === 0) return;
  const others = filesOfRoot(workspace, facts.root).flatMap((file) => [
    ...sectionsWhere(workspace, file, isGuard),
  ]);
  const identified = new Set<string>();
  const binds: string[] = [];
  for (const object of others) {
    const type = objectType(object);
    // A list of addresses as an object of its own stands before all endpoints.
    if (type === 'acl' && limitsAddresses(object)) return;
    if (type === 'transport') binds.push(lastValue(object, 'bind')?.value ?? '');
    if (type === 'identify') identified.add(lastValue(object, 'endpoint')?.value ?? '');
  }
  // Nobody but this machine reaches it.
  if (binds.length > 0 && binds.every(isLoopback)) return;
  for (const endpoint of open) if (!identified.has(endpoint.name)) yield endpoint;
}

/** Objects that may keep strangers from all endpoints, or from one. */
function isGuard(object: Values): boolean {
  return ['acl', 'identify', 'transport'].includes(objectType(object) ?? '');
}

function isOpenAlone(object: Values): boolean {
  if (hasValue(object, 'auth') || objectType(object) !== 'endpoint' || !object.isComplete) return false;
  const words = lastValue(object, 'identify_by')?.value.split(',') ?? ['username'];
  const isByName = words.some((word) => ['username', 'auth_username'].includes(foldCase(word.trim())));
  return isByName && !limitsAddresses(object);
}

/** An auth object that is named after the endpoint, as is usual. */
function authFor({ workspace, facts }: FileContext, name: string): string | undefined {
  if (facts.root === undefined) return undefined;
  const usual = [name, `${name}-auth`, `${name}_auth`, `auth${name}`, `auth-${name}`, `auth_${name}`];
  const names = new Set<string>();
  for (const file of filesOfRoot(workspace, facts.root)) {
    for (const { name: found } of sectionsWhere(workspace, file, isAuth)) {
      if (usual.includes(found)) names.add(found);
    }
  }
  return usual.find((one) => names.has(one));
}

function isAuth(object: Values): boolean {
  return objectType(object) === 'auth';
}
