import { startedAt, threadCpuMs } from './started-at.ts';
import * as vscode from 'vscode';
import type { Host } from '../agents/host/options.ts';
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
  /** From the first line of this bundle to the end of activation, as a clock on the wall has it. */
  readonly activationMs: number;
  /** The processor time in it. */
  readonly activationCpuMs: number;
  /** The agent host, begun by the first who asks. */
  readonly host: () => Promise<Host>;
  /** The inside of this window, in the editor's test mode only. */
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
  const services = createServices(context);
  active = services;
  for (const register of contributions) context.subscriptions.push(register(services));
  const activationMs = performance.now() - startedAt.wallMs;
  const activationCpuMs = threadCpuMs() - startedAt.cpuMs;
  services.log.write('info', 'activated', { durationMs: Math.round(activationMs) });
  const isTest = context.extensionMode === vscode.ExtensionMode.Test;
  return { activationMs, activationCpuMs, host: () => services.hostLink.get(), ...(isTest ? { services } : {}) };
}

export async function deactivate(): Promise<void> {
  await active?.hostLink.dispose();
}
