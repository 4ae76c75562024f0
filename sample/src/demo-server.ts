import { createServer, type Server } from 'node:http';

/** A server that is moody on purpose: busy twice before it answers, slow, or empty-handed. */
export function startDemoServer(port: number): Promise<Server> {
  let busyAnswers = 0;

  const server = createServer((incoming, outgoing) => {
    switch (incoming.url) {
      case '/busy':
        busyAnswers += 1;
        outgoing.writeHead(busyAnswers <= 2 ? 503 : 200, { 'retry-after': '1' }).end();
        return;
      case '/slow':
        setTimeout(() => outgoing.writeHead(200).end(), 1_500);
        return;
      case '/gone':
        outgoing.writeHead(404).end();
        return;
      default:
        outgoing.writeHead(200).end();
    }
  });

  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}
