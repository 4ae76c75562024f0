import { AsyncLocalStorage } from 'node:async_hooks';
import * as vscode from 'vscode';
import type { HostOptions } from '../agents/host/options.ts';
import { toConductorError } from '../agents/protocol/conductor-error.ts';
import { runEditorAction } from './actions/editor-actions.ts';
import { WorkspaceList } from './actions/workspace-list.ts';
import { ChatSurfaces } from './chat/chat-surfaces.ts';
import { LastEditor } from './editor/last-editor.ts';
import { Proposals } from './editor/proposals.ts';
import { SelectionMemory } from './editor/selection-memory.ts';
import { createChannelLog } from './host-link/channel-log.ts';
import { HostLink } from './host-link/host-link.ts';
import { createKeys } from './host-link/keys.ts';
import { createConfiguration } from './host-link/settings.ts';
import { StorageTrouble } from './host-link/storage-trouble.ts';
import { createWorkspace } from './host-link/workspace-files.ts';
import type { Services } from './services.ts';

/** Makes what the contributions share. Nothing here is heavy: the host begins when it is first asked for. */
export function createServices(context: vscode.ExtensionContext): Services {
  const channel = vscode.window.createOutputChannel('Conductor', { log: true });
  const log = createChannelLog(channel);
  const keys = createKeys(context.secrets);
  const dataFolder = vscode.Uri.joinPath(context.globalStorageUri, 'data');
  const trouble = new StorageTrouble();
  const editorAsks = new AsyncLocalStorage<boolean>();
  const editorModelsChanged = new vscode.EventEmitter<void>();

  const hostOptions = async (): Promise<HostOptions> => {
    const { createEditorModels } = await import('./adapters/editor-models.ts');
    return {
      dataFolder: dataFolder.fsPath,
      assetFolder: vscode.Uri.joinPath(context.extensionUri, 'dist').fsPath,
      secrets: keys,
      configuration: createConfiguration([editorModelsChanged.event, vscode.lm.onDidChangeChatModels]),
      workspace: createWorkspace(),
      log,
      providers: [
        createEditorModels({
          memory: context.globalState,
          isEditorAsking: () => editorAsks.getStore() === true,
          onChange: () => editorModelsChanged.fire(),
        }),
      ],
    };
  };
  const hostLink = new HostLink({
    log,
    hostOptions,
    onStart: (host) => {
      trouble.tellState(host).catch((cause: unknown) => {
        log.write('warn', 'storage_state_not_read', { message: toConductorError(cause).message });
      });
    },
    onFailure: (error) => {
      trouble.tellFailure(error, () => void hostLink.get().catch(() => undefined));
    },
  });
  const editors = new LastEditor();
  const selections = new SelectionMemory(editors);
  const proposals = new Proposals();
  const surfaces = new ChatSurfaces({
    extensionUri: context.extensionUri,
    hostLink,
    log,
    act: (action, surface) => services.act(action, surface),
  });
  context.subscriptions.push(channel, editorModelsChanged, editors, selections, proposals, surfaces);
  const services: Services = {
    context,
    channel,
    log,
    dataFolder,
    keys,
    hostLink,
    surfaces,
    editors,
    selections,
    proposals,
    files: new WorkspaceList(),
    editorAsks,
    act: (action, surface) => runEditorAction(action, services, surface),
  };
  return services;
}
