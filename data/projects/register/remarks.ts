// What people add to a project without changing it: comments between agencies, documents.
import type { z } from 'zod';
import type { Identity } from '#model/account';
import type { DocumentKind } from '#model/project-register';
import type { Database } from '../../database/database.ts';
import { recordAudit } from '../../desk/audit.ts';
import { readProject, type RegisterFacts } from './read.ts';
import { RegisterRefusal } from './refusal.ts';
import { statement } from './statements.ts';
import { requireSteered } from './steps.ts';

/** Keeps a comment in the own name, on any project that may be seen. Throws `RegisterRefusal` `unknown_project`. */
export async function commentProject(
  database: Database,
  id: string,
  text: string,
  by: Identity,
  facts: RegisterFacts,
): Promise<void> {
  const session = database.as(by);
  const project = await readProject(session, id, facts);
  if (project === null) throw new RegisterRefusal('unknown_project');
  await session.transaction(async (transaction) => {
    await transaction.query(statement('insert-comment'), [id, text, by.account]);
    await recordAudit(transaction, by, { action: 'project.commented', dataset: project.dataset, subject: id });
  });
}

/** Withdraws a comment of one's own. Throws `RegisterRefusal` `unknown_item` for any other. */
export async function withdrawComment(database: Database, id: string, comment: string, by: Identity): Promise<void> {
  await database.as(by).transaction(async (transaction) => {
    const withdrawn = await transaction.query(statement('withdraw-comment'), [id, comment, by.account]);
    if (withdrawn.length === 0) throw new RegisterRefusal('unknown_item');
    await recordAudit(transaction, by, { action: 'project.comment_withdrawn', subject: id, details: { comment } });
  });
}

export interface NewDocument {
  readonly kind: z.infer<typeof DocumentKind>;
  readonly title: string;
  readonly number: string | null;
  readonly issuedOn: string | null;
  readonly url: string | null;
}

/** Adds a document that stands elsewhere. Throws `RegisterRefusal`: `unknown_project`, `forbidden`. */
export async function addDocument(
  database: Database,
  id: string,
  { kind, title, number, issuedOn, url }: NewDocument,
  by: Identity,
  facts: RegisterFacts,
): Promise<void> {
  const project = await requireSteered(database, id, by, facts);
  await database.transaction(async (transaction) => {
    const values = [id, kind, title, number === '' ? null : number, issuedOn, url, by.account];
    await transaction.query(statement('insert-document'), values);
    const details = { kind, title };
    await recordAudit(transaction, by, {
      action: 'project.document_added',
      dataset: project.dataset,
      subject: id,
      details,
    });
  });
}
