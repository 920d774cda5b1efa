import { describe, expect, it } from 'vitest';
import { fileModel } from '../../server/src/model/fileModel.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { mappedElsewhere } from '../../server/src/workspace/siblings.ts';
import {
  emptyWorkspace,
  factsOf,
  missing,
  withFile,
  withWanted,
} from '../../server/src/workspace/workspace.ts';
import { basename } from '../../server/src/text/uri.ts';
import { workspaceOf } from '../support/lintText.ts';

function asked(uri: string): readonly string[] {
  const workspace = withWanted(withFile(emptyWorkspace(), uri, fileModel(parse('[a]\n'))), [uri]);
  return missing(workspace).map((item) => basename(item.uri));
}

describe('the files beside one', () => {
  it.each([
    ['file:///etc/asterisk/sip.conf', true, true],
    ['file:///etc/asterisk/extensions.conf', true, true],
    ['file:///etc/asterisk/manager.conf', true, false],
    ['file:///etc/asterisk/logger.conf', false, false],
    ['file:///home/me/notes.txt', false, true],
  ])('of %s: acl.conf %s, pjsip.conf %s', (uri, hasAcl, hasPjsip) => {
    const names = asked(uri);
    expect(names.includes('acl.conf')).toBe(hasAcl);
    expect(names.includes('pjsip.conf')).toBe(hasPjsip);
  });

  it('are not asked for where nobody looks at the file', () => {
    expect(
      missing(withFile(emptyWorkspace(), 'file:///etc/asterisk/sip.conf', fileModel(parse('')))),
    ).toEqual([]);
  });
});

describe('files that map objects elsewhere', () => {
  it.each([
    ['[settings]\nsippeers => odbc,asterisk\n', ['sip.conf']],
    [
      '[settings]\nextensions.conf => odbc,asterisk,ext\nps_auths => odbc,x\n',
      ['extensions.conf', 'pjsip.conf'],
    ],
    ['[settings]\n;sippeers => odbc\n', []],
    ['[res_pjsip]\nendpoint=realtime,ps_endpoints\n', ['pjsip.conf']],
    ['[res_pjsip]\nendpoint=config,pjsip.conf,criteria=type=endpoint\ncontact=astdb,registrar\n', []],
    ['[res_pjsip]\nendpoint/cache=memory_cache,expire_on_reload=yes\n', []],
    ['[test_sorcery_section]\ntest=memory\n', []],
  ])('%j', (text, kinds) => {
    expect([...mappedElsewhere(fileModel(parse(text)))]).toEqual(kinds);
  });

  it('make the root incomplete', () => {
    const facts = (extconfig: string): boolean =>
      factsOf(
        workspaceOf({ 'sip.conf': '[a]\n', 'extconfig.conf': extconfig }),
        'file:///etc/asterisk/sip.conf',
      ).isIncomplete;
    expect(facts('[settings]\nsippeers => odbc,asterisk\n')).toBe(true);
    expect(facts('[settings]\niaxpeers => odbc,asterisk\n')).toBe(false);
  });
});
