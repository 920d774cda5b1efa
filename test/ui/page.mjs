// What every walk through VS Code in a browser needs: waiting, reading the lines on screen, running commands, pictures.
import fs from 'node:fs';
import path from 'node:path';

/** How long a person would wait for one thing to appear, in milliseconds. */
export const patience = 30_000;

/** Asks again and again until the answer is true. */
export async function until(what, ask) {
  const deadline = Date.now() + patience;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** What is to be read in the lines on screen, from top to bottom; text that takes no room is not. */
export function shownLines(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('.editor-instance .view-line')]
      .map((line) => ({
        top: line.getBoundingClientRect().top,
        text: line.innerText.replaceAll('\u00a0', ' '),
      }))
      .sort((one, other) => one.top - other.top)
      .map(({ text }) => text),
  );
}

/** Runs a command as a person does, by its title. */
export async function runCommand(page, title) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().waitFor();
  await page.keyboard.type(title);
  await pick(page, title);
}

/** Chooses an entry of the list that is open. */
export async function pick(page, label) {
  await page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click();
}

/** Opens a file of the open folders by the end of its path. */
export async function openByName(page, name) {
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget input').first().waitFor();
  await page.keyboard.type(name);
  const [folder, file] = name.split('/');
  await page
    .locator('.quick-input-list .monaco-list-row', { hasText: file })
    .filter({ hasText: folder })
    .first()
    .click();
  await page.locator('.editor-instance .view-line').first().waitFor();
}

/** Pop-ups fade in; the picture is taken when two in a row are the same. */
export async function takeShot(page, shots, name) {
  let before;
  await until('a picture that stands still', async () => {
    const now = await page.screenshot({ caret: 'hide' });
    const isSame = before?.equals(now) ?? false;
    before = now;
    return isSame;
  });
  fs.writeFileSync(path.join(shots, `${name}.png`), before);
}

/** Takes the steps one after the other; the first that fails ends the walk, and the rest count as failed. */
export async function takeSteps(steps, scene) {
  let passed = 0;
  for (const [index, [what, step]] of steps.entries()) {
    try {
      await step(scene);
      passed += 1;
      console.log(`  ✓ ${what}`);
    } catch (error) {
      const file = path.join(scene.shots, `failed-${scene.name}.png`);
      await scene.page.screenshot({ path: file }).catch(() => undefined);
      console.error(`  ✗ ${what}: ${error instanceof Error ? error.message : error}`);
      for (const [skipped] of steps.slice(index + 1)) console.error(`  ✗ ${skipped}: not reached`);
      break;
    }
  }
  return { passed, failed: steps.length - passed };
}
