import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, test, waitForMap } from './page.ts';
import { ADMINISTRATOR, apiAs, makeAdministrator } from './sign-in.ts';

let server: ChildProcess;
let mini = '';
test.beforeAll(async () => {
  server = spawn(process.execPath, ['--import', 'tsx', 'tests/e2e/mini-server.ts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const link = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\/tautan\/\S+(?=\n)/.exec(output);
      if (found) resolve(found[0]);
    };
    server.stdout!.on('data', read);
    server.stderr!.on('data', read);
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
  mini = new URL(link).origin;
  await makeAdministrator(link);
});
test.afterAll(async () => {
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
});

test('what somebody publishes stands on the open map and the open page of others', async ({ page, context }) => {
  await page.goto(`${mini}/kesenjangan?standard=SNI-KES-PKM&layers=facilities&camera=110.03,-7.03,12`);
  await waitForMap(page);
  const other = await context.newPage();
  await other.goto(`${mini}/kecamatan/99.01.01`);
  const main = other.getByRole('main');
  await expect(main).toContainText('Awan');
  await expect(other.getByTestId('map')).toHaveAttribute('data-idle', 'true');
  const before = await main.innerText();

  const editor = await apiAs(ADMINISTRATOR, mini);
  const made = await editor.post('/api/v1/desk/datasets/puskesmas/features', {
    data: {
      values: { name: 'Puskesmas Langsung', kind: 'puskesmas', owner: 'negeri' },
      region: '99.01.01.2001',
      position: [110.02, -7.03],
    },
  });
  expect(made.status(), await made.text()).toBe(200);
  const { feature } = (await made.json()) as { feature: { id: string } };
  await editor.dispose();
  const drawn = () =>
    page.getByTestId('map').evaluate((element, id) => {
      const { map } = element as unknown as {
        map: { querySourceFeatures(name: string, of: object): { properties: Record<string, unknown> }[] };
      };
      return map
        .querySourceFeatures('facilities', { sourceLayer: 'facility' })
        .some(({ properties }) => properties['id'] === id);
    }, feature.id);
  await expect.poll(drawn, { intervals: [50] }).toBe(true);
  await expect.poll(() => main.innerText(), { intervals: [50] }).not.toBe(before);
});
