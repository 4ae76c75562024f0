import type { ModelProvider } from '../../../src/agents/core/ports.ts';
import { startModelServer, type ModelServer } from '../../support/model-server/model-server.ts';
import type { WireDialect } from '../../support/model-server/wire-dialect.ts';
import type { ModelHarness } from './model-contract.ts';

export interface WireHarness extends ModelHarness {
  readonly server: ModelServer;
}

/** A provider that is reached over HTTP, and the loopback server at its far end. */
export interface WireSetup {
  readonly wire: WireDialect;
  readonly model: string;
  readonly createProvider: (baseUrl: string, fetch?: typeof globalThis.fetch) => ModelProvider;
}

export async function openWireHarness({ wire, model, createProvider }: WireSetup): Promise<WireHarness> {
  const server = await startModelServer(() => wire.models([model]));
  return {
    provider: createProvider(server.url),
    model,
    server,
    play(scene) {
      server.play((request) => {
        if (scene.kind === 'fail') return wire.failure(scene.failure);
        if (request.method === 'GET')
          return scene.kind === 'hang' ? { pieces: [], ending: 'hold' } : wire.models([model]);
        const frames = wire.frames(scene.answer);
        if (scene.kind === 'answer') return { pieces: frames };
        const spoken = frames.slice(0, wire.wholeAfter(scene.answer) - 1);
        return { pieces: spoken, ending: scene.kind === 'hang' ? 'hold' : 'cut' };
      });
    },
    async abandoned() {
      await server.requests.at(-1)?.abandoned;
    },
    dispose: () => server.dispose(),
  };
}
