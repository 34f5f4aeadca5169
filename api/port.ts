import { once } from 'node:events';
import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';

const PORTS_TO_TRY = 50;

/** The port asked for is taken by another process. */
export class PortInUseError extends Error {
  readonly port: number;
  constructor(port: number, options: { cause: unknown }) {
    super(`port ${port} is in use`, options);
    this.name = 'PortInUseError';
    this.port = port;
  }
}

/** Listens on the port, or on the next free one unless it is fixed; resolves to the port. Throws `PortInUseError`. */
export async function listen(
  app: FastifyInstance,
  { host, port, portIsFixed }: { host: string; port: number; portIsFixed: boolean },
): Promise<number> {
  const last = portIsFixed ? port : Math.min(port + PORTS_TO_TRY, 65_535);
  for (let candidate = port; ; candidate++) {
    try {
      await app.listen({ host, port: candidate });
      const address = app.server.address();
      // Port 0 asks the system to choose.
      return typeof address === 'object' && address ? address.port : candidate;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      if (candidate >= last) throw new PortInUseError(port, { cause: error });
    }
  }
}

/** Throws `PortInUseError` when the port is taken now: better said before a long import than after it. */
export async function requireFreePort({ host, port }: { host: string; port: number }): Promise<void> {
  const probe = createServer().listen({ host, port, exclusive: true });
  try {
    await once(probe, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new PortInUseError(port, { cause: error });
    throw error;
  }
  probe.close();
  await once(probe, 'close');
}
