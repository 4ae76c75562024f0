import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What the server answers with, byte for byte. */
export interface WireReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Written one after another. */
  readonly pieces: readonly (string | Uint8Array)[];
  /** Between two pieces. */
  readonly delayMs?: number;
  /** After the last piece: end the answer, cut the connection, or leave it open until the client closes it. */
  readonly ending?: 'end' | 'cut' | 'hold';
}

export interface RecordedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Parsed; null where there was none. */
  readonly body: unknown;
  /** Resolves when the client goes away before the answer is complete. */
  readonly abandoned: Promise<void>;
}

export type ModelServerScript = (request: RecordedRequest) => WireReply;

export interface ModelServer {
  /** `http://127.0.0.1:port`, without a slash at its end. */
  readonly url: string;
  /** Oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** Answers with another script from now on. */
  play(script: ModelServerScript): void;
  dispose(): Promise<void>;
}

/** A server on loopback that answers as its script says. */
export async function startModelServer(script: ModelServerScript): Promise<ModelServer> {
  let current = script;
  const requests: RecordedRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((incoming, response) => {
    void serve(incoming, response).catch((cause: unknown) => {
      response.destroy(cause instanceof Error ? cause : undefined);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(incoming);
    const abandoned = new Promise<void>((resolve) => {
      response.on('close', () => {
        if (!response.writableFinished) resolve();
      });
    });
    const { method = 'GET', url = '/', headers } = incoming;
    const request: RecordedRequest = { method, path: url, headers, body, abandoned };
    requests.push(request);
    await reply(response, current(request));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    play(next) {
      current = next;
    },
    async dispose() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(incoming: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString('utf8');
  return text === '' ? null : (JSON.parse(text) as unknown);
}

async function reply(response: ServerResponse, answer: WireReply): Promise<void> {
  response.writeHead(answer.status ?? 200, { 'content-type': 'text/event-stream', ...answer.headers });
  response.flushHeaders();
  for (const [index, piece] of answer.pieces.entries()) {
    if (index > 0 && answer.delayMs !== undefined) await wait(answer.delayMs);
    if (response.destroyed) return;
    // Each piece has left before the next is written, so that none of them melt together here, and a cut loses none.
    await new Promise<void>((resolve) => response.write(piece, () => resolve()));
  }
  switch (answer.ending ?? 'end') {
    case 'end':
      response.end();
      return;
    case 'cut':
      await wait(5);
      response.destroy();
      return;
    case 'hold':
  }
}
