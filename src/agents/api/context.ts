import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AccessGate, Clock, Configuration, Ids, Log, Principal, Store } from '../core/ports.ts';
import type { ConversationService } from '../services/conversations/conversation-service.ts';
import type { MessageService } from '../services/messages/message-service.ts';
import type { ModelService } from '../services/models/model-service.ts';
import type { RunService } from '../services/runs/run-service.ts';
import type { SettingsService } from '../services/settings/settings-service.ts';
import type { UsageService } from '../services/usage/usage-service.ts';

/** What the routes are bound to. */
export interface ApiOptions {
  readonly store: Store;
  readonly gate: AccessGate;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly configuration: Configuration;
  readonly conversations: ConversationService;
  readonly messages: MessageService;
  readonly models: ModelService;
  readonly runs: RunService;
  readonly settings: SettingsService;
  readonly usage: UsageService;
  /** Who is asking; throws `unauthenticated` where that cannot be told. In the editor: always the local person. */
  readonly authenticate: (request: Request) => Principal;
  readonly version: string;
}

export interface ApiEnvironment {
  Variables: { principal: Principal; requestId: string };
}

export type Api = OpenAPIHono<ApiEnvironment>;
