import { z } from '@hono/zod-openapi';
import { contextItemSchema } from './context-item.ts';
import { providerIdSchema } from './model.ts';
import { intentSchema } from './message.ts';

/**
 * What travels between a webview and the extension that shows it. Requests to the host go as HTTP in small pieces;
 * what only an editor can do (insert at the cursor, ask for a key) goes as an action.
 */

/** What a webview asks of its editor. `name` picks the arguments and the answer in {@link EditorActionResults}. */
export const editorActionSchema = z.discriminatedUnion('name', [
  /** The state that the editor keeps for this view, beside what `setState` holds. */
  z.object({ name: z.literal('getViewState') }),
  z.object({ name: z.literal('copyText'), text: z.string() }),
  z.object({ name: z.literal('insertAtCursor'), text: z.string() }),
  /** Shows a diff of the selection against `text` and replaces it when accepted. */
  z.object({ name: z.literal('replaceSelection'), text: z.string() }),
  z.object({ name: z.literal('openAsTab'), text: z.string(), languageId: z.string() }),
  /** `path` is relative to the workspace or a URI; lines are 1-based. */
  z.object({ name: z.literal('openFile'), path: z.string(), line: z.number().int().min(1).optional() }),
  z.object({ name: z.literal('openLink'), url: z.string() }),
  /** Asks for the provider's key and keeps it. */
  z.object({ name: z.literal('askForKey'), provider: providerIdSchema }),
  z.object({ name: z.literal('openSettings'), query: z.string() }),
  z.object({ name: z.literal('openChatAsTab'), conversationId: z.string().nullable() }),
  /** Shows the editor's own list of models; answers with the one that was picked. */
  z.object({ name: z.literal('pickModel'), current: z.string().nullable() }),
  /** Files of the workspace whose path matches, for `@`; the open editors first when `query` is empty. */
  z.object({ name: z.literal('findFiles'), query: z.string() }),
  /** Reads a file of the workspace as context. */
  z.object({ name: z.literal('attachFile'), path: z.string() }),
  /** Shows the editor's file picker. */
  z.object({ name: z.literal('pickFiles') }),
  z.object({ name: z.literal('attachSelection') }),
  z.object({ name: z.literal('confirm'), message: z.string(), confirmLabel: z.string() }),
  /** Tells the editor which conversation this view shows, for its title and for the status bar. */
  z.object({ name: z.literal('showing'), conversationId: z.string().nullable(), title: z.string() }),
  z.object({ name: z.literal('runState'), running: z.boolean() }),
  z.object({ name: z.literal('saveText'), fileName: z.string(), text: z.string() }),
  z.object({ name: z.literal('reloadWindow') }),
]);
export type EditorAction = z.infer<typeof editorActionSchema>;

export const viewStateSchema = z.object({
  /** How the chat should look, from the editor's settings. */
  appearance: z.object({
    fontSizePx: z.number().nullable(),
    messageDensity: z.enum(['compact', 'comfortable', 'spacious']),
    sendOnEnter: z.boolean(),
  }),
  isTrusted: z.boolean(),
  /** Opens this conversation first; null leaves it to the view. */
  conversationId: z.string().nullable(),
  workspaceName: z.string().nullable(),
  /** Where the chat is shown. */
  place: z.enum(['sidebar', 'tab']),
  /** The webview's own strings in the person's language, by the English text. */
  strings: z.record(z.string(), z.string()),
});
export type ViewState = z.infer<typeof viewStateSchema>;

export interface FoundFile {
  readonly path: string;
  readonly isOpen: boolean;
}

/** What each action answers with. */
export interface EditorActionResults {
  getViewState: ViewState;
  copyText: null;
  /** False: there was no editor to put it into, and the person was told. */
  insertAtCursor: boolean;
  replaceSelection: boolean;
  openAsTab: null;
  openFile: boolean;
  openLink: boolean;
  askForKey: boolean;
  openSettings: null;
  openChatAsTab: null;
  pickModel: string | null;
  findFiles: FoundFile[];
  attachFile: z.infer<typeof contextItemSchema> | null;
  pickFiles: z.infer<typeof contextItemSchema>[];
  attachSelection: z.infer<typeof contextItemSchema> | null;
  confirm: boolean;
  showing: null;
  runState: null;
  saveText: boolean;
  reloadWindow: null;
}

/** What the editor tells a webview on its own. */
export const editorNewsSchema = z.discriminatedUnion('name', [
  z.object({ name: z.literal('viewState'), state: viewStateSchema }),
  /** Puts context and words into the composer; sends them at once when `send` is true. */
  z.object({
    name: z.literal('compose'),
    text: z.string(),
    intent: intentSchema,
    context: z.array(contextItemSchema),
    send: z.boolean(),
    newConversation: z.boolean(),
  }),
  z.object({ name: z.literal('command'), command: z.enum(['newChat', 'showHistory', 'focusInput', 'stop', 'export']) }),
  z.object({ name: z.literal('openConversation'), conversationId: z.string() }),
]);
export type EditorNews = z.infer<typeof editorNewsSchema>;

/** From the webview to the extension. */
export const toEditorSchema = z.discriminatedUnion('kind', [
  /** The document is alive and listening; what was meant for it may be sent now. */
  z.object({ kind: z.literal('ready') }),
  z.object({
    kind: z.literal('request'),
    id: z.number(),
    method: z.string(),
    /** Path and query, beginning with `/`. */
    path: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string().nullable(),
  }),
  z.object({ kind: z.literal('abort'), id: z.number() }),
  /** So many pieces of this answer's body were taken in; the extension sends no more than a few ahead. */
  z.object({ kind: z.literal('taken'), id: z.number(), count: z.number() }),
  z.object({ kind: z.literal('action'), id: z.number(), action: editorActionSchema }),
  z.object({ kind: z.literal('alive') }),
]);
export type ToEditor = z.infer<typeof toEditorSchema>;

/** From the extension to the webview. */
export const toWebviewSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('response'),
    id: z.number(),
    status: z.number(),
    headers: z.record(z.string(), z.string()),
  }),
  z.object({ kind: z.literal('piece'), id: z.number(), text: z.string() }),
  z.object({ kind: z.literal('end'), id: z.number() }),
  /** The answer broke off, or never began. */
  z.object({ kind: z.literal('broken'), id: z.number(), message: z.string() }),
  z.object({ kind: z.literal('result'), id: z.number(), value: z.unknown() }),
  z.object({ kind: z.literal('failed'), id: z.number(), message: z.string() }),
  z.object({ kind: z.literal('news'), news: editorNewsSchema }),
]);
export type ToWebview = z.infer<typeof toWebviewSchema>;
