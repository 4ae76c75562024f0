import type { ErrorBody } from '../../protocol/errors.ts';
import type { FailureContext } from './failure-context.ts';

/** The codes along the chain of causes: undici hides the reason of a `fetch failed` in its cause. */
function causeCodes(cause: unknown): string[] {
  const codes: string[] = [];
  let next = cause;
  for (let depth = 0; depth < 6 && typeof next === 'object' && next !== null; depth += 1) {
    if ('code' in next && typeof next.code === 'string') codes.push(next.code);
    if ('errors' in next && Array.isArray(next.errors)) codes.push(...next.errors.flatMap(causeCodes));
    next = 'cause' in next ? next.cause : null;
  }
  return codes;
}

/** A request that got no answer, in our words. */
export function toNetworkFailure(cause: unknown, context: FailureContext): ErrorBody {
  const codes = causeCodes(cause);
  const reason = codes.find((code) => code !== 'UND_ERR') ?? null;
  return {
    code: 'network',
    message: toMessage(codes, context),
    details: { provider: context.provider, host: context.host, ...(reason === null ? {} : { reason }) },
  };
}

function toMessage(codes: readonly string[], { name, host }: FailureContext): string {
  const has = (pattern: RegExp): boolean => codes.some((code) => pattern.test(code));
  if (has(/^(ENOTFOUND|EAI_AGAIN)$/)) {
    return `The address of ${name} (${host}) was not found. Check the network connection and the base URL in the settings.`;
  }
  if (has(/^ECONNREFUSED$/)) {
    return `Nothing answers at the address of ${name} (${host}). Check that the server runs and that the base URL is right.`;
  }
  if (has(/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|^ERR_TLS|^ERR_SSL/)) {
    return `The certificate of ${name} (${host}) is not trusted. If a company proxy stands in between, make its certificate known to this machine.`;
  }
  return `${name} could not be reached at ${host}. Check the network connection and try again.`;
}

/** An answer that broke off on the way. */
export function toStreamCut({ name, provider }: FailureContext): ErrorBody {
  return {
    code: 'stream_cut',
    message: `The connection to ${name} broke off before the answer was complete. What was written is kept; try again.`,
    details: { provider },
  };
}
