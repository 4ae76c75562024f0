/** Who can do something about a failure: the person at the keyboard, whoever runs the host, or us. */
type Audience = 'person' | 'operator' | 'developer';

interface ErrorRow {
  readonly status: number;
  readonly retryable: boolean;
  readonly audience: Audience;
}

/**
 * The one table of failures. HTTP status, retries and the wording in every face follow from it; a new code does not
 * build until every column is filled.
 */
export const errorTable = {
  invalid_request: { status: 400, retryable: false, audience: 'developer' },
  unauthenticated: { status: 401, retryable: false, audience: 'operator' },
  permission_denied: { status: 403, retryable: false, audience: 'person' },
  untrusted_workspace: { status: 403, retryable: false, audience: 'person' },
  not_found: { status: 404, retryable: false, audience: 'person' },
  conflict: { status: 409, retryable: false, audience: 'person' },
  run_active: { status: 409, retryable: true, audience: 'person' },
  payload_too_large: { status: 413, retryable: false, audience: 'person' },
  cancelled: { status: 499, retryable: false, audience: 'person' },
  no_key: { status: 424, retryable: false, audience: 'person' },
  wrong_key: { status: 424, retryable: false, audience: 'person' },
  model_not_found: { status: 424, retryable: false, audience: 'person' },
  model_gone: { status: 410, retryable: false, audience: 'person' },
  context_too_long: { status: 413, retryable: false, audience: 'person' },
  rate_limited: { status: 429, retryable: true, audience: 'person' },
  overloaded: { status: 503, retryable: true, audience: 'person' },
  network: { status: 502, retryable: true, audience: 'person' },
  stream_cut: { status: 502, retryable: true, audience: 'person' },
  timeout: { status: 504, retryable: true, audience: 'person' },
  refused: { status: 422, retryable: false, audience: 'person' },
  provider_error: { status: 502, retryable: true, audience: 'person' },
  storage_full: { status: 507, retryable: true, audience: 'person' },
  storage_denied: { status: 500, retryable: true, audience: 'person' },
  storage_busy: { status: 503, retryable: true, audience: 'person' },
  storage_read_only: { status: 503, retryable: false, audience: 'person' },
  storage_damaged: { status: 500, retryable: false, audience: 'person' },
  unavailable: { status: 503, retryable: true, audience: 'person' },
  internal: { status: 500, retryable: false, audience: 'developer' },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;
