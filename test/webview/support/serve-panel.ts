import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { themes, type ThemeName } from '../themes.ts';

const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' };

/** The page around the webview: the fake editor, and the frame that it shows. */
const outerPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Editor</title>
<style>html,body{margin:0;height:100%}iframe{border:0;width:100%;height:100%;display:block}</style>
<script type="module" src="/fake.js"></script></head><body></body></html>`;

function panelPage(name: ThemeName, extraClass: string): string {
  const { bodyClass, variables } = themes[name];
  const style = Object.entries(variables)
    .map(([variable, value]) => `${variable}: ${value.replaceAll('"', "'")}`)
    .join('; ');
  return `<!doctype html><html lang="en" style="${style}"><head><meta charset="utf-8"><title>Conductor</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'">
<style>@layer vscode-default { body { margin: 0; padding: 0 20px; background-color: transparent; color: var(--vscode-editor-foreground); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); } }</style>
<link rel="stylesheet" href="/chat.css"></head><body class="${bodyClass} ${extraClass}"><div id="root"></div>
<script>
  const wire = parent.fake.connect((data) => window.postMessage(data, '*'));
  window.acquireVsCodeApi = () => wire;
</script>
<script type="module" src="/chat.js"></script></body></html>`;
}

export interface PanelServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a built panel on loopback: `/` is the fake editor's page, `/panel?theme=dark` what goes into its frame. */
export async function servePanel(folder: string): Promise<PanelServer> {
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const send = (type: string, body: string | Buffer): void => {
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
    };
    if (url.pathname === '/') {
      send('text/html', outerPage);
    } else if (url.pathname === '/panel') {
      const name = (url.searchParams.get('theme') ?? 'dark') as ThemeName;
      send('text/html', panelPage(name, url.searchParams.get('class') ?? ''));
    } else if (url.pathname === '/favicon.ico') {
      response.writeHead(204).end();
    } else {
      const path = join(folder, normalize(url.pathname));
      readFile(path).then(
        (body) => send(types[path.slice(path.lastIndexOf('.'))] ?? 'application/octet-stream', body),
        () => response.writeHead(404).end(),
      );
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
