import { test as base, expect, type Page } from '@playwright/test';

/** The address of the server under test; set by the global setup. */
export const address = () => process.env['JANGKAU_ADDRESS'] ?? '';

/** A page that fails its test on any page error, console error or failed request, unless the test expects failures. */
export const test = base.extend<{ failures: string[]; expectFailures: { value: boolean } }>({
  // eslint-disable-next-line no-empty-pattern
  expectFailures: async ({}, use) => use({ value: false }),
  failures: [
    async ({ page, expectFailures }, use) => {
      const failures: string[] = [];
      page.on('pageerror', (error) => failures.push(`page error: ${error.message}`));
      page.on('console', (message) => void (message.type() === 'error' && failures.push(`console: ${message.text()}`)));
      page.on('requestfailed', (request) => {
        // A request given up because its answer is no longer wanted (panning, leaving the page) is no failure.
        if (request.failure()?.errorText !== 'net::ERR_ABORTED')
          failures.push(`request: ${request.url()} ${request.failure()?.errorText ?? ''}`);
      });
      page.on(
        'response',
        (response) =>
          void (response.status() >= 400 && failures.push(`response: ${response.status()} ${response.url()}`)),
      );
      await use(failures);
      if (!expectFailures.value) expect(failures).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

/** Waits until the map has drawn everything it asked for. */
export async function waitForMap(page: Page): Promise<void> {
  await expect(page.getByTestId('map')).toHaveAttribute('data-idle', 'true', { timeout: 60_000 });
}

/** What the API says, to hold the screen against. */
export async function ask<T>(page: Page, path: string): Promise<T> {
  const response = await page.request.get(`${address()}${path}`);
  expect(response.status(), path).toBe(200);
  return (await response.json()) as T;
}
