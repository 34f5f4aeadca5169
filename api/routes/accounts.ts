import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../app-context.ts';
import { cleanUpAccounts } from '../../data/accounts/clean-up.ts';
import { accountAdministrationRoutes } from './account-administration.ts';
import { auditRoutes } from './audit.ts';
import { openIdRoutes } from './openid.ts';
import { sessionRoutes } from './sessions.ts';

const CLEAN_UP_MILLISECONDS = 3_600_000;

/** Sign-in, sessions, one-time links, accounts, agencies, and the log. */
export function accountRoutes(app: FastifyInstance, context: AppContext): void {
  sessionRoutes(app, context);
  accountAdministrationRoutes(app, context);
  openIdRoutes(app, context);
  auditRoutes(app, context);

  let timer: NodeJS.Timeout | undefined;
  app.addHook('onListen', async () => {
    const clean = () =>
      void cleanUpAccounts(context.database, context.now()).catch((error: unknown) =>
        app.log.error({ err: error }, 'sessions were not cleaned up'),
      );
    clean();
    timer = setInterval(clean, CLEAN_UP_MILLISECONDS).unref();
  });
  app.addHook('onClose', async () => clearInterval(timer));
}
