import type { ServiceStandard } from '#model/standard';
import type { AssessedLevel, GapsView, OtherSide } from '../../state/url-codec.ts';
import type { CompositePart, GapsQuestion } from '../../worker/questions.ts';

/** What a view asks of one standard. */
export function questionOf(view: GapsView, standard: ServiceStandard, level: AssessedLevel): GapsQuestion {
  const { owners, kemenag, crossBorder, mode, path, minutes, register } = view;
  return { standard, level, owners, kemenag, crossBorder, mode, path, minutes, register };
}

/** What the other side of a comparison asks: as the view, but for what differs. */
export function otherQuestionOf(
  view: GapsView,
  other: OtherSide,
  standard: ServiceStandard,
  level: AssessedLevel,
): GapsQuestion {
  const { register, owners, kemenag, crossBorder } = other;
  return { ...questionOf(view, standard, level), register, owners, kemenag, crossBorder };
}

/** The parts of the address's mix; null when a standard of it is not known. */
export function compositePartsOf(
  view: GapsView,
  standards: readonly ServiceStandard[],
  level: AssessedLevel,
): readonly CompositePart[] | null {
  const parts = view.mix.flatMap(({ standard: id, measure, weightPercent }) => {
    const standard = standards.find((item) => item.id === id);
    return standard ? [{ question: questionOf(view, standard, level), measure, weightPercent }] : [];
  });
  return parts.length > 1 && parts.length === view.mix.length ? parts : null;
}

/** Equal texts, equal questions: moving the camera or sorting the table asks nothing anew. */
export function questionKey({ standard, ...rest }: GapsQuestion): string {
  return JSON.stringify([standard.id, rest]);
}
