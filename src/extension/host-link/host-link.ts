import * as vscode from 'vscode';
import type { Log } from '../../agents/core/ports.ts';
import type { Host, HostOptions } from '../../agents/host/options.ts';
import { ConductorError, toConductorError } from '../../agents/protocol/conductor-error.ts';

export interface HostLinkOptions {
  readonly log: Log;
  /** Called once, when the host is asked for. */
  readonly hostOptions: () => Promise<HostOptions>;
  /** The host could not begin, and was asked for by someone. */
  readonly onFailure: (error: ConductorError) => void;
  readonly onStart: (host: Host) => void;
}

/**
 * The agent host in this process: begun when first asked for, one for all, ended with the window. After a failure to
 * begin, the next one who asks tries again.
 */
export class HostLink {
  readonly #options: HostLinkOptions;
  readonly #started = new vscode.EventEmitter<Host>();
  #starting: Promise<Host> | undefined;
  #isDisposed = false;

  readonly onDidStart = this.#started.event;

  constructor(options: HostLinkOptions) {
    this.#options = options;
  }

  /** False until someone asked for it. */
  get isAsked(): boolean {
    return this.#starting !== undefined;
  }

  /** @throws ConductorError storage_*, when the data folder cannot be used. */
  get(): Promise<Host> {
    if (this.#isDisposed) return Promise.reject(new ConductorError('unavailable', 'The window is closing.'));
    this.#starting ??= this.#start();
    return this.#starting;
  }

  async #start(): Promise<Host> {
    const { log, hostOptions, onFailure, onStart } = this.#options;
    const begunMs = performance.now();
    try {
      const [{ createHost }, options] = await Promise.all([import('../../agents/host/create-host.ts'), hostOptions()]);
      const host = await createHost(options);
      log.write('info', 'host_started', { durationMs: Math.round(performance.now() - begunMs) });
      this.#started.fire(host);
      onStart(host);
      return host;
    } catch (cause) {
      const error = toConductorError(cause);
      log.write('error', 'host_not_started', { code: error.code, message: error.message });
      this.#starting = undefined;
      onFailure(error);
      throw error;
    }
  }

  /** Stops every run, writes the last words down and closes the store. */
  async dispose(): Promise<void> {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#started.dispose();
    // A host that could not begin has nothing to close; its failure was told.
    const host = await this.#starting?.catch(() => undefined);
    await host?.dispose();
  }
}
