import type { Api, ApiOptions } from './context.ts';
import { renderDocumentation } from './render-documentation.ts';

/** The OpenAPI document of every bound route, and a page to read it on, both made from the contract and offline. */
export function bindDocuments(api: Api, { version }: ApiOptions): void {
  const describe = (): ReturnType<Api['getOpenAPI31Document']> =>
    api.getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: 'Conductor', version, description: 'The contract of the Conductor agent host.' },
      security: [{ token: [] }],
    });
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  api.get('/openapi.json', (c) => c.json(describe()));
  api.get('/docs', (c) => {
    c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
    return c.html(renderDocumentation(describe()));
  });
  api.get('/', (c) => c.redirect('/docs'));
}
