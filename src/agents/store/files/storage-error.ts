import { ConductorError, isConductorError } from '../../protocol/conductor-error.ts';

const full: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const denied: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS']);

/** What the operating system refused, in words for the person, or the error itself where it already is ours. */
export function toStorageError(cause: unknown, folder: string): ConductorError {
  if (isConductorError(cause)) return cause;
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  if (typeof code !== 'string') {
    return new ConductorError('internal', cause instanceof Error ? cause.message : 'The store failed.', { cause });
  }
  const details = { cause: code, folder };
  if (full.has(code)) {
    return new ConductorError('storage_full', `The disk is full, so nothing was kept. Free some space for ${folder}.`, {
      details,
      cause,
    });
  }
  if (denied.has(code)) {
    return new ConductorError('storage_denied', `${folder} cannot be written (${code}). Check its permissions.`, {
      details,
      cause,
    });
  }
  return new ConductorError('storage_denied', `The disk reported an error (${code}) for ${folder}. Nothing was kept.`, {
    details,
    cause,
  });
}
