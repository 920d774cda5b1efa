/** Our own request for a new phone; what it draws is never logged. */
import { newPhone } from '../../features/newPhone.ts';
import { positionAt } from '../../syntax/position.ts';
import { random } from '../actions.ts';
import { fromLspPosition } from '../fromLsp.ts';
import { newPhoneRequest, type PhoneAnswer, type PlaceParams } from '../protocol.ts';
import { safely } from '../safely.ts';
import type { Handler } from './handler.ts';

export const newPhoneHandler: Handler = {
  listen: ({ connection, log, session, checked }) => {
    connection.onRequest(
      newPhoneRequest,
      safely<PlaceParams, PhoneAnswer | null>(log, 'newPhone', null, async ({ uri, line }) => {
        const document = await checked(uri);
        if (document === undefined) return null;
        const { tree } = document.model;
        const offset = fromLspPosition(tree, { line, character: 0 });
        const { generator } = session.settingsFor(uri).lint;
        const phone = newPhone(session.workspace, document.uri, offset, { generator, random });
        if (phone?.kind !== 'phone') return phone ?? null;
        const { name, edit } = phone;
        const at = positionAt(tree, edit.span.start);
        return { kind: 'phone', name, version: document.version, ...at, text: edit.newText };
      }),
    );
  },
};
