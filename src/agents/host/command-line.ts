import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ContextItem } from '../protocol/context-item.ts';
import { ConductorError, isConductorError, toConductorError } from '../protocol/conductor-error.ts';
import { ask } from './ask.ts';
import { createHost } from './create-host.ts';
import { configurationFromEnvironment, secretsFromEnvironment } from './environment.ts';
import { createNodeWorkspace } from './node-workspace.ts';
import type { Host } from './options.ts';
import { authenticateByToken, serve } from './serve.ts';
import { createStderrLog } from './stderr-log.ts';
import { version } from './version.ts';

const help = `Conductor ${version}: the agent host on the command line.

  conductor ask "QUESTION"   streams the answer to this terminal
      --file PATH            attaches a file; may be given several times
      --model PROVIDER/NAME  for example local/built-in, anthropic/claude-sonnet-5-5
      --conversation ID      goes on with an earlier conversation
  conductor serve            serves the contract on loopback, with a token
      --port N               the port; 0 takes a free one (default 4319)

  Both take --data FOLDER (default: where this system keeps a user's data) and --workspace FOLDER (default: this one).
  Keys: ANTHROPIC_API_KEY, OPENAI_API_KEY, AZURE_OPENAI_API_KEY, CONDUCTOR_COMPATIBLE_API_KEY.
  The token of the server: CONDUCTOR_TOKEN, or one made for this run and printed.
  The API in full: GET /docs on the server.
`;

/** The part of a process that the command line needs. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  cwd(): string;
  on(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

function defaultDataFolder(env: Terminal['env']): string {
  if (process.platform === 'win32')
    return path.join(env['LOCALAPPDATA'] ?? path.join(homedir(), 'AppData', 'Local'), 'Conductor');
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support', 'Conductor');
  return path.join(env['XDG_DATA_HOME'] ?? path.join(homedir(), '.local', 'share'), 'conductor');
}

function parse(words: readonly string[]) {
  return parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
      port: { type: 'string', default: '4319' },
      data: { type: 'string' },
      workspace: { type: 'string' },
      model: { type: 'string' },
      conversation: { type: 'string' },
      file: { type: 'string', multiple: true, default: [] },
      verbose: { type: 'boolean' },
    },
  });
}

type Arguments = ReturnType<typeof parse>;

function openHost({ values }: Arguments, terminal: Terminal, token: string | null): Promise<Host> {
  return createHost({
    dataFolder: path.resolve(values.data ?? defaultDataFolder(terminal.env)),
    // The bundle lies beside its assets.
    assetFolder: import.meta.dirname,
    secrets: secretsFromEnvironment(terminal.env),
    configuration: configurationFromEnvironment(terminal.env),
    workspace: createNodeWorkspace(path.resolve(terminal.cwd(), values.workspace ?? '.')),
    log: createStderrLog(values.verbose === true ? 'info' : 'warn'),
    ...(token === null ? {} : { authenticate: authenticateByToken(token) }),
  });
}

async function readAttachment(file: string, cwd: string): Promise<ContextItem> {
  const text = await readFile(path.resolve(cwd, file), 'utf8').catch((cause: unknown) => {
    throw new ConductorError('invalid_request', `The file “${file}” cannot be read.`, { cause });
  });
  const kept = text.slice(0, 200_000);
  return {
    kind: 'file',
    path: file,
    uri: '',
    languageId: path.extname(file).slice(1),
    startLine: 1,
    endLine: Math.max(1, kept.split('\n').length),
    text: kept,
    truncated: kept.length < text.length,
  };
}

async function askCommand(options: Arguments, terminal: Terminal): Promise<number> {
  const question = options.positionals.slice(1).join(' ').trim();
  if (question === '') throw new ConductorError('invalid_request', 'Say what to ask: conductor ask "QUESTION".');
  const context = await Promise.all(options.values.file.map((file) => readAttachment(file, terminal.cwd())));
  const host = await openHost(options, terminal, null);
  const stop = new AbortController();
  terminal.on('SIGINT', () => stop.abort());
  try {
    return await ask(host.client, {
      question,
      context,
      model: options.values.model ?? null,
      conversationId: options.values.conversation ?? null,
      output: terminal.stdout,
      asides: terminal.stderr,
      signal: stop.signal,
    });
  } finally {
    await host.dispose();
  }
}

async function serveCommand(options: Arguments, terminal: Terminal): Promise<number> {
  const port = Number(options.values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new ConductorError('invalid_request', `“${options.values.port}” is not a port.`);
  }
  const given = terminal.env['CONDUCTOR_TOKEN'];
  const token = given === undefined || given === '' ? randomBytes(24).toString('base64url') : given;
  const host = await openHost(options, terminal, token);
  try {
    const server = await serve(host.fetch, port);
    terminal.stdout.write(`Conductor listens on ${server.url}\n`);
    if (token !== given) terminal.stdout.write(`Token for this run: ${token}\n`);
    await new Promise<void>((resolve) => {
      terminal.on('SIGINT', resolve);
      terminal.on('SIGTERM', resolve);
    });
    await server.close();
    return 0;
  } finally {
    await host.dispose();
  }
}

/** Runs `conductor …`; returns the exit code: 0 done, 1 failed, 2 called wrongly, 130 stopped. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const options = parse(words);
    const [command] = options.positionals;
    if (options.values.version === true) terminal.stdout.write(`${version}\n`);
    else if (options.values.help === true || command === undefined) terminal.stdout.write(help);
    else if (command === 'ask') return await askCommand(options, terminal);
    else if (command === 'serve') return await serveCommand(options, terminal);
    else throw new ConductorError('invalid_request', `There is no command “${command}”. Try conductor --help.`);
    return 0;
  } catch (cause) {
    const isUsage = cause instanceof TypeError && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS');
    terminal.stderr.write(`conductor: ${toConductorError(cause).message}\n`);
    return isUsage || (isConductorError(cause) && cause.code === 'invalid_request') ? 2 : 1;
  }
}
