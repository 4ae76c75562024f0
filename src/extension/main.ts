import { markLoaded, measureActivation } from './stopwatch.ts';
import * as vscode from 'vscode';
import { registerChatTabs } from './chat/chat-tab.ts';
import { registerChatView } from './chat/chat-view.ts';
import { registerCommands } from './commands/command-table.ts';
import { createServices } from './create-services.ts';
import { registerCodeActions } from './editor/code-actions.ts';
import { registerModelsForEditor } from './native-chat/models-for-editor.ts';
import { registerParticipant } from './native-chat/participant.ts';
import type { Services } from './services.ts';
import { registerStatusBar } from './status/status-bar.ts';

/** What the tests of the extension host reach beyond the editor's own API. */
export interface ConductorApi {
  /** What loading and activation took, without what the editor did between the two. */
  readonly activationMs: number;
  /** The processor time of it. */
  readonly activationCpuMs: number;
  /** The inside of this window, in the editor's test mode only: no other extension reads what a person asks. */
  readonly services?: Services;
}

const contributions: readonly ((services: Services) => vscode.Disposable)[] = [
  registerCommands,
  ({ surfaces }) => registerChatView(surfaces),
  ({ surfaces, context }) => registerChatTabs(surfaces, context.extensionUri),
  registerStatusBar,
  registerCodeActions,
  registerParticipant,
  registerModelsForEditor,
];

let active: Services | undefined;

export function activate(context: vscode.ExtensionContext): ConductorApi {
  const {
    result: services,
    wallMs,
    cpuMs,
  } = measureActivation(() => {
    const made = createServices(context);
    for (const register of contributions) context.subscriptions.push(register(made));
    return made;
  });
  active = services;
  services.log.write('info', 'activated', { durationMs: Math.round(wallMs) });
  const isTest = context.extensionMode === vscode.ExtensionMode.Test;
  return { activationMs: wallMs, activationCpuMs: cpuMs, ...(isTest ? { services } : {}) };
}

export async function deactivate(): Promise<void> {
  await active?.hostLink.dispose();
}

markLoaded();
