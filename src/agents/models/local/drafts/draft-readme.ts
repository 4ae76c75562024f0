import { parseJson, readScripts } from '../ask/list.ts';
import type { Desk } from '../desk.ts';
import { fenced } from '../markdown.ts';
import { say, type Work } from '../work.ts';

/** An outline of a README, with the names, commands and folders that the workspace really has. */
export async function* draftReadme(desk: Desk): Work<void> {
  const paths = (await desk.listFiles()).map(({ path }) => path);
  const source = paths.includes('package.json') ? yield* desk.read('package.json') : null;
  const manifest = source === null ? null : parseJson(source.text);
  const scripts = source === null ? [] : readScripts(source.text);
  const name = typeof manifest?.['name'] === 'string' ? manifest['name'] : (desk.workspaceName ?? '[Name]');
  const description = manifest?.['description'];
  const folders = [
    ...new Set(paths.filter((path) => path.includes('/')).map((path) => path.split('/')[0] ?? '')),
  ].sort();
  const start = scripts.find(({ name: script }) => /^(?:start|dev)$/.test(script));
  const lines = [
    `# ${name}`,
    '',
    typeof description === 'string' && description !== '' ? description : '[What it does, for whom, in two sentences.]',
    '',
    '## Start',
    '',
    ...(source === null
      ? ['    [the command]']
      : [
          '    npm install',
          `    npm ${start === undefined ? 'test' : start.name === 'start' ? 'start' : `run ${start.name}`}`,
        ]),
    '',
    '[What a reader sees then.]',
    ...(scripts.length === 0
      ? []
      : [
          '',
          '## Commands',
          '',
          '| command | what it does |',
          '| --- | --- |',
          ...scripts
            .slice(0, 12)
            .map(
              (script) =>
                `| \`npm run ${script.name}\` | [runs \`${script.command.replaceAll('|', '\\|').slice(0, 80)}\`] |`,
            ),
        ]),
    ...(folders.length === 0
      ? []
      : ['', '## Where things are', '', ...folders.slice(0, 12).map((folder) => `- \`${folder}/\`: […]`)]),
    '',
    '## Known trouble',
    '',
    '- […]',
    '',
    '## Licence',
    '',
    typeof manifest?.['license'] === 'string' ? manifest['license'] : '[…]',
  ];
  yield say(fenced(lines.join('\n'), 'markdown'));
}
