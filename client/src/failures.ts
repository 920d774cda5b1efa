/** What a user hears when something of ours broke down, and what can be done about it. Knows no editor. */

/** `mistake`: a rule or feature broke down, the rest goes on. `gave-up`: the server died too often and is left alone. */
export type Failure = 'mistake' | 'gave-up';

/** How the editor tells and acts. */
export interface Teller {
  /** Shows a message with buttons; gives the one that was pressed. */
  readonly show: (message: string, buttons: readonly string[]) => PromiseLike<string | undefined>;
  readonly run: (command: string) => PromiseLike<unknown>;
}

const commands: Readonly<Record<string, string>> = {
  Restart: 'asteriskConf.restartServer',
  'Collect Redacted Report': 'asteriskConf.collectRedactedReport',
};

const offers: Readonly<Record<Failure, { readonly message: string; readonly buttons: readonly string[] }>> = {
  mistake: {
    message:
      'Asterisk Conf made a mistake and left something out; everything else goes on. A report without secrets helps to mend it.',
    buttons: ['Collect Redacted Report'],
  },
  'gave-up': {
    message:
      'Asterisk Conf stopped several times in a row and is not started again, so nothing is checked now. Your files are untouched.',
    buttons: ['Restart', 'Collect Redacted Report'],
  },
};

/** Tells of the first mistake only, and of each time that the server is gone for good. */
export function tellFailures({ show, run }: Teller): (failure: Failure) => Promise<void> {
  let hasTold = false;
  return async (failure) => {
    if (failure === 'mistake' && hasTold) return;
    hasTold ||= failure === 'mistake';
    const { message, buttons } = offers[failure];
    const command = commands[(await show(message, buttons)) ?? ''];
    if (command !== undefined) await run(command);
  };
}
