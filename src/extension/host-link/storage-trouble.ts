import * as vscode from 'vscode';
import type { Host } from '../../agents/host/options.ts';
import type { ConductorError } from '../../agents/protocol/conductor-error.ts';

const quietMs = 30_000;

/** Tells a person what is wrong with their data, and what can be done; the same words not again and again. */
export class StorageTrouble {
  readonly #told = new Map<string, number>();

  /** The host could not begin. */
  tellFailure(error: ConductorError, retry: () => void): void {
    const words = vscode.l10n.t('Conductor could not open its data. {0}', error.message);
    const again = vscode.l10n.t('Try Again');
    this.#tell(
      words,
      (actions) => vscode.window.showErrorMessage(words, again, ...actions),
      (picked) => {
        if (picked === again) retry();
      },
    );
  }

  /** What the store has to say after it was opened: that it can only be read, or what was repaired. */
  async tellState({ client }: Host): Promise<void> {
    const { readOnly, notices } = await client.call('GET /api/storage', {});
    if (readOnly !== null) {
      const words = vscode.l10n.t('Conductor can read its conversations but not save. {0}', readOnly.message);
      this.#tell(words, (actions) => vscode.window.showErrorMessage(words, ...actions));
    }
    if (notices.length > 0) {
      const words = notices.join(' ');
      this.#tell(words, (actions) => vscode.window.showWarningMessage(words, ...actions));
    }
  }

  #tell(
    words: string,
    show: (actions: readonly string[]) => Thenable<string | undefined>,
    onPicked?: (picked: string) => void,
  ): void {
    const before = this.#told.get(words);
    if (before !== undefined && performance.now() - before < quietMs) return;
    this.#told.set(words, performance.now());
    const showLog = vscode.l10n.t('Show Log');
    const openFolder = vscode.l10n.t('Open Data Folder');
    void show([showLog, openFolder]).then(async (picked) => {
      if (picked === showLog) await vscode.commands.executeCommand('conductor.showLog');
      else if (picked === openFolder) await vscode.commands.executeCommand('conductor.openDataFolder');
      else if (picked !== undefined) onPicked?.(picked);
    });
  }
}
