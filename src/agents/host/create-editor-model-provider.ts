import type { ModelProvider } from '../core/ports.ts';
import { createVscodeProvider, type VscodeProviderOptions } from '../models/vscode/vscode-provider.ts';

/** The models that an editor offers as a provider of the host, for who embeds a host in an editor. */
export function createEditorModelProvider<M>(options: VscodeProviderOptions<M>): ModelProvider {
  return createVscodeProvider(options);
}
