import type { Format } from '../../../i18n/format.ts';
import { capitalised, type Translate } from '../../../i18n/messages.ts';
import type { GapsReply } from '../../../worker/questions.ts';
import { inputsOf, isMadeUp, type ExportSubject } from '../gaps-export.ts';
import { clauseSentences, limitsOf, ownerKey } from '../gaps-words.ts';

/** What a view says above its figure. */
export interface ExportWords {
  readonly title: string;
  readonly sentence: string;
  readonly note: string;
}
/** One line of the metadata: what it is about, and the words. */
export interface AboutLine {
  readonly label: string;
  readonly text: string;
}

/**
 * Everything that must travel with the numbers: finding, rule with clause and evidence, formula, what was counted, sources
 * with dates, limits, when and where it was taken. The same lines stand in the sheet, the GeoJSON and the PDF.
 */
export function aboutOf(
  t: Translate,
  format: Format,
  subject: ExportSubject,
  { title, sentence, note }: ExportWords,
  { now, address }: { readonly now: Date; readonly address: string },
): AboutLine[] {
  const lines: AboutLine[] = [];
  const add = (label: string, text: string): void => {
    if (text !== '') lines.push({ label, text: plain(text) });
  };
  const inputs = inputsOf(subject);
  add(t('report.about.title'), title);
  if (isMadeUp(inputs)) add(capitalised(t('sample.badge')), t('gaps.meta.sample'));
  add(t('report.about.finding'), sentence);
  add(t('report.about.note'), note);
  for (const reply of repliesOf(subject)) addRule(reply);
  if (subject.type === 'composite')
    add(
      t('report.about.formula'),
      subject.parts
        .map((part) =>
          t('report.about.part', {
            weight: format.percentPoints(part.weightPercent),
            measure: t(`gaps.measure.${part.measure}`),
            standard: part.question.standard.id,
          }),
        )
        .join(' + '),
    );
  else add(t('report.about.formula'), t(`report.formula.${subject.measure}`));
  for (const input of inputs)
    add(
      t(`gaps.role.${input.role}`),
      t('report.note.dataset', {
        producer: input.producer,
        title: input.title,
        date: input.date === null ? t('missing.date') : format.date(input.date),
        status: t(`status.${input.status}`),
      }),
    );
  add(t('report.about.columns'), t('report.about.empty'));
  add(t('report.about.use'), `${t('app.footer.indicative')} ${t('app.footer.planning')}`);
  add(t('report.about.taken'), format.dateTime(now));
  add(t('report.about.address'), address);
  return lines;

  function addRule(reply: GapsReply): void {
    const { standard, kemenag, owners, crossBorder } = reply.question;
    const counted = [
      ...owners.map((owner) => t(`owner.${ownerKey(standard.facilityKinds, owner)}`)),
      ...(kemenag && reply.kemenagCount !== null ? ['Kemenag'] : []),
    ];
    add(
      t('report.about.rule'),
      `${standard.id}: ${standard.regulation}, ${standard.subject}, ${standard.clause} (${t(`force.${standard.force}`)})`,
    );
    for (const { text, grade } of clauseSentences(t, format, standard))
      add(
        t('report.about.clause'),
        grade ? `${text} (${t('evidence.label', { grade, meaning: t(`evidence.${grade}`) })})` : text,
      );
    add(t('report.about.counted'), counted.join(', '));
    add(t('report.about.border'), t(crossBorder ? 'report.about.border.yes' : 'report.about.border.no'));
    if (reply.travel)
      add(
        t('report.about.travel'),
        t(`report.travel.${reply.travel.path}`, {
          mode: t(`report.mode.${reply.travel.mode}`),
          minutes: format.number(reply.travel.minutes),
        }),
      );
    const measure = subject.type === 'composite' ? 'radius' : subject.measure;
    for (const limit of limitsOf(standard, kemenag && reply.kemenagCount !== null, measure))
      add(t('gaps.limits'), t(`limit.${limit}`));
    for (const caution of reply.cautions)
      for (const flaw of caution.flaws) add(t('gaps.caution'), `${caution.title}: ${flaw}`);
  }
}

function repliesOf(subject: ExportSubject): readonly GapsReply[] {
  if (subject.type === 'composite') return subject.reply.replies;
  return subject.type === 'comparison' ? [subject.reply, subject.other] : [subject.reply];
}

/** Words without the marks of emphasis. */
export const plain = (text: string): string => text.replaceAll('**', '');
