import { randomBytes } from 'node:crypto';

export interface ChatHtmlOptions {
  /** The webview's own name for its local resources. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** The person's language, for example `de`. */
  readonly language: string;
}

const rightToLeft = /^(ar|dv|fa|he|ku|ps|ur|yi)(-|$)/i;

function escapeAttribute(text: string): string {
  return text.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** What the document may load: its own scripts, styles, fonts and pictures. No network, no frames, no forms. */
export function chatSecurityPolicy(cspSource: string, nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' ${cspSource}`,
    `style-src 'nonce-${nonce}' ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}

/** The chat's document. Each one has a nonce of its own, so setting it again always loads it again. */
export function renderChatHtml({ cspSource, scriptUri, styleUri, language }: ChatHtmlOptions): string {
  const nonce = randomBytes(16).toString('base64url');
  const policy = escapeAttribute(chatSecurityPolicy(cspSource, nonce));
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(language)}" dir="${rightToLeft.test(language) ? 'rtl' : 'ltr'}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta property="csp-nonce" content="${nonce}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${escapeAttribute(styleUri)}">
    <title>Conductor</title>
  </head>
  <body>
    <div id="root"></div>
    <script type="module" nonce="${nonce}" src="${escapeAttribute(scriptUri)}"></script>
  </body>
</html>`;
}
