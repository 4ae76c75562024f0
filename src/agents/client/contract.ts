import type { z } from '@hono/zod-openapi';
import type * as conversationRoutes from '../protocol/routes/conversations.ts';
import type * as messageRoutes from '../protocol/routes/messages.ts';
import type * as settingsRoutes from '../protocol/routes/settings.ts';
import type * as systemRoutes from '../protocol/routes/system.ts';
import type * as usageRoutes from '../protocol/routes/usage.ts';

/** The table of routes as types: a client carries none of the schemas at run time. */
type RouteModules = typeof conversationRoutes &
  typeof messageRoutes &
  typeof settingsRoutes &
  typeof systemRoutes &
  typeof usageRoutes;

type Route = RouteModules[keyof RouteModules];

type KeyOf<R extends Route> = `${Uppercase<R['method']>} ${R['path']}`;

type RouteByKey = { [R in Route as KeyOf<R>]: R };

/** `GET /api/conversations/{id}` and the like: the method and the path as the table writes them. */
export type RouteKey = keyof RouteByKey;

type Input<Schema> = Schema extends z.ZodType ? z.input<Schema> : never;
type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : never;

type RequestOf<K extends RouteKey> = RouteByKey[K] extends { request: infer Request } ? Request : object;

type Part<K extends RouteKey, Name extends string> =
  RequestOf<K> extends Record<Name, infer Schema> ? Input<Schema> : never;

type BodyOf<K extends RouteKey> =
  RequestOf<K> extends { body: { content: { 'application/json': { schema: infer Schema } } } } ? Input<Schema> : never;

type Given<Name extends string, Value> = [Value] extends [never]
  ? object
  : object extends Value
    ? { readonly [N in Name]?: Value }
    : { readonly [N in Name]: Value };

/** What a call of the route takes. */
export type CallInput<K extends RouteKey> = Given<'params', Part<K, 'params'>> &
  Given<'query', Part<K, 'query'>> &
  Given<'body', BodyOf<K>>;

type Answers<K extends RouteKey> = RouteByKey[K]['responses'];
type Success<K extends RouteKey> = Answers<K>[Extract<keyof Answers<K>, 200 | 201 | 202>];

/** What the route answers with when it succeeds. */
export type CallOutput<K extends RouteKey> =
  Success<K> extends { content: { 'application/json': { schema: infer Schema } } } ? Output<Schema> : never;

type StreamSchema<K extends RouteKey> =
  Success<K> extends { content: { 'text/event-stream': { schema: infer Schema } } } ? Schema : never;

/** The routes that answer with a stream of events. */
export type StreamKey = { [K in RouteKey]: [StreamSchema<K>] extends [never] ? never : K }[RouteKey];

export type StreamOutput<K extends StreamKey> = Output<StreamSchema<K>>;
