/** Puts a changed file in the place of the old one. */
import { chmod, chown, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';

/**
 * Writes beside the file and renames, so that a reader sees the old text or the new one, never half of it. Links stay
 * links; mode and owner stay as they are where the system lets us.
 *
 * @throws the system's error, and then the file is as it was
 */
export async function replaceFile(file: string, text: string, encoding: 'utf8' | 'latin1'): Promise<void> {
  const target = await realpath(file);
  const { mode, uid, gid } = await stat(target);
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, text, { encoding, flag: 'wx', mode: 0o600 });
    await chown(temporary, uid, gid).catch(() => undefined);
    await chmod(temporary, mode & 0o7777);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
