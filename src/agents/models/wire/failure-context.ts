import type { ProviderId } from '../../protocol/model.ts';

/** What a sentence about a failure needs to know. */
export interface FailureContext {
  readonly provider: ProviderId;
  /** For people, for example `Anthropic`. */
  readonly name: string;
  /** Host and port, for people. */
  readonly host: string;
  /** The provider's own name for the model, or null where no model was asked. */
  readonly model: string | null;
  /** Never to be seen: cut out of whatever a provider says. */
  readonly secret: string | null;
  readonly nowMs: number;
}
