/** What a place of a password is called in messages and previews: never by the password. */
import { basename } from '../text/uri.ts';
import type { PlacedSecret } from './credentialIndex.ts';

/** Such as `[101]`, `register line for bob` or `dial string for bob`, without the file. */
export function secretPlaceName({ record }: Pick<PlacedSecret, 'record'>): string {
  const { credential, name } = record;
  const user = credential.owners[0];
  if (credential.place === 'register') {
    return user === undefined ? 'register line' : `register line for ${user}`;
  }
  if (credential.place === 'dial-string') {
    return user === undefined ? 'dial string' : `dial string for ${user}`;
  }
  if (credential.place === 'auth') return user === undefined ? 'login' : `login of ${user}`;
  return name === '' ? `${credential.option} before the first section` : `[${name}]`;
}

/** The same with the file where it is another than `uri`. */
export function secretPlaceNameFrom(uri: string, place: PlacedSecret): string {
  const name = secretPlaceName(place);
  return place.uri === uri ? name : `${name} in ${basename(place.uri)}`;
}
