import { appendFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { AccessRequest, Clock, Log } from '../core/ports.ts';
import { toConductorError } from '../protocol/conductor-error.ts';

const fileName = 'access.jsonl';
const largestFileBytes = 16 * 1024 * 1024;
const keptFiles = 20;

export interface AuditLogOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Who asked for what and was it granted: a line of JSON each, appended, in files that are set aside when full. */
export class AuditLog {
  readonly #options: AuditLogOptions;
  #last: Promise<void> = Promise.resolve();
  #sizeBytes: number | null = null;

  constructor(options: AuditLogOptions) {
    this.#options = options;
  }

  /** Resolves when the line is in the file. A disk that refuses it is reported to the log, not to the person asking. */
  write(request: AccessRequest, decision: { granted: boolean; reason: string }): Promise<void> {
    const line = `${JSON.stringify({
      timestamp: this.#options.clock.now(),
      userId: request.principal.userId,
      role: request.principal.role,
      action: request.action,
      resourceType: request.resourceType,
      resourceId: request.resourceId,
      wasGranted: decision.granted,
      reason: decision.reason,
    })}\n`;
    this.#last = this.#last
      .then(() => this.#append(line))
      .catch((cause: unknown) => {
        this.#options.log.write('error', 'audit_not_written', { message: toConductorError(cause).message });
      });
    return this.#last;
  }

  async #append(line: string): Promise<void> {
    const { folder } = this.#options;
    const file = path.join(folder, fileName);
    if (this.#sizeBytes === null) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      this.#sizeBytes = await stat(file).then(
        (found) => found.size,
        () => 0,
      );
    }
    if (this.#sizeBytes > largestFileBytes) await this.#setAside(file);
    await appendFile(file, line, { mode: 0o600 });
    this.#sizeBytes += line.length;
  }

  async #setAside(file: string): Promise<void> {
    const { folder, clock } = this.#options;
    // Another window may have set the file aside already: look again before doing so.
    const size = await stat(file).then(
      (found) => found.size,
      () => 0,
    );
    this.#sizeBytes = size;
    if (size <= largestFileBytes) return;
    await rename(file, path.join(folder, `access-${clock.now().replace(/[:.]/g, '-')}.jsonl`));
    this.#sizeBytes = 0;
    const old = (await readdir(folder)).filter((name) => name.startsWith('access-')).sort();
    for (const name of old.slice(0, Math.max(0, old.length - keptFiles)))
      await rm(path.join(folder, name), { force: true });
  }
}
