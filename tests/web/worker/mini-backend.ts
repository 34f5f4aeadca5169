import { createHttpBackend } from '../../../web/backend/http-backend.ts';
import type { Backend } from '../../../web/backend/backend.ts';
import type { MiniApp } from '../../api/mini-app.ts';

/** The backend of the web app, talking to the server in this process; `asked` collects the paths. */
export function backendOf({ app }: MiniApp, asked: string[] = []): Backend {
  return createHttpBackend({
    isOnline: () => true,
    fetch: async (input, init) => {
      const url = String(input);
      asked.push(url);
      const reply = await app.inject({ url, headers: init?.headers as Record<string, string> });
      return new Response(new Uint8Array(reply.rawPayload), {
        status: reply.statusCode,
        headers: { 'content-type': String(reply.headers['content-type']) },
      });
    },
  });
}
