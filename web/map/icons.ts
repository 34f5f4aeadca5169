import { FacilityKind } from '#model/facility';
import {
  Baby,
  Blocks,
  BookOpen,
  Building2,
  Cross,
  GraduationCap,
  HardHat,
  HeartHandshake,
  Hospital,
  Landmark,
  Library,
  Mail,
  Pill,
  RadioTower,
  School,
  Shield,
  Siren,
  Stethoscope,
  Store,
  Trash2,
  Trees,
  Users,
  type IconNode,
} from 'lucide';
import { paint, type DrawnImage } from './canvas-image.ts';
import { FACILITY_GROUPS, FACILITY_SYMBOLS } from './facility-symbols.ts';
import { parseImageName } from './image-names.ts';
import { isStage, stageColourOf } from './project-stages.ts';
import type { MapTheme } from './theme.ts';

const GLYPHS: Readonly<Record<FacilityKind, IconNode>> = {
  tk: Blocks,
  sd: School,
  mi: School,
  smp: GraduationCap,
  mts: GraduationCap,
  sma: BookOpen,
  ma: BookOpen,
  smk: BookOpen,
  slb: School,
  library: Library,
  puskesmas: Hospital,
  pustu: Stethoscope,
  posyandu: Baby,
  hospital: Cross,
  clinic: Stethoscope,
  midwife: Baby,
  doctor: Stethoscope,
  dentist: Stethoscope,
  pharmacy: Pill,
  musala: HeartHandshake,
  mosque: HeartHandshake,
  hall: Users,
  park: Trees,
  market: Store,
  shop: Store,
  'kantor-kabupaten': Landmark,
  'kantor-kecamatan': Building2,
  'kantor-desa': Building2,
  mpp: Landmark,
  kua: Building2,
  'post-office': Mail,
  'waste-site': Trash2,
  police: Shield,
  'fire-station': Siren,
};

/** The sign of a facility, a project or an ICT site, or `null` when the name asks for none. Needs a browser's canvas. */
export function drawIcon(name: string): DrawnImage | null {
  const parsed = parseImageName(name);
  if (!parsed) return null;
  const { theme, type, subject, sample } = parsed;
  if (type === 'facility') return drawFacility(subject, sample, theme);
  if (type === 'project' && isStage(subject)) return diamond(22, stageColourOf(subject, theme), HardHat, theme);
  if (type !== 'symbol' || subject !== 'ict-site') return null;
  return disc({ diameter: 20, colour: theme.ink2, glyph: RadioTower, sample: false, theme, ringed: false });
}

function drawFacility(subject: string, sample: boolean, theme: MapTheme): DrawnImage | null {
  const kind = FacilityKind.safeParse(subject);
  if (!kind.success) return null;
  const symbol = FACILITY_SYMBOLS[kind.data];
  const colour = theme.categories[FACILITY_GROUPS[symbol.group]] as string;
  return disc({
    diameter: 22,
    colour,
    glyph: GLYPHS[kind.data],
    sample,
    theme,
    ringed: symbol.ringed ?? false,
  });
}

interface Disc {
  readonly diameter: number;
  readonly colour: string;
  readonly glyph: IconNode;
  readonly sample: boolean;
  readonly ringed: boolean;
  readonly theme: MapTheme;
}

function disc({ diameter, colour, glyph, sample, ringed, theme }: Disc): DrawnImage {
  const size = diameter + 8;
  const centre = size / 2;
  return paint(size, (draw) => {
    const circle = (radius: number, ground: string) => {
      draw.fillStyle = ground;
      draw.beginPath();
      draw.arc(centre, centre, radius, 0, 2 * Math.PI);
      draw.fill();
    };
    circle(diameter / 2 + (sample ? 3.5 : 1.6), theme.halo);
    circle(diameter / 2, colour);
    if (ringed) {
      draw.strokeStyle = theme.surface;
      draw.lineWidth = 1;
      draw.beginPath();
      draw.arc(centre, centre, diameter / 2 - 1.8, 0, 2 * Math.PI);
      draw.stroke();
    }
    if (sample) {
      draw.strokeStyle = theme.sample;
      draw.lineWidth = 1.6;
      draw.setLineDash([3, 2]);
      draw.beginPath();
      draw.arc(centre, centre, diameter / 2 + 2.4, 0, 2 * Math.PI);
      draw.stroke();
      draw.setLineDash([]);
    }
    drawGlyph(draw, glyph, centre, ringed ? 11.5 : 14, theme.surface);
  });
}

function diamond(side: number, colour: string, glyph: IconNode, theme: MapTheme): DrawnImage {
  const size = side + 8;
  const centre = size / 2;
  return paint(size, (draw) => {
    for (const [reach, ground] of [
      [side / 2 + 3.5, theme.halo],
      [side / 2 + 1.5, colour],
    ] as const) {
      draw.fillStyle = ground;
      draw.beginPath();
      draw.moveTo(centre, centre - reach);
      draw.lineTo(centre + reach, centre);
      draw.lineTo(centre, centre + reach);
      draw.lineTo(centre - reach, centre);
      draw.fill();
    }
    drawGlyph(draw, glyph, centre, 12, theme.surface);
  });
}

/** A Lucide icon (24 units wide, stroked) centred on a point. */
function drawGlyph(
  draw: CanvasRenderingContext2D,
  glyph: IconNode,
  centre: number,
  size: number,
  colour: string,
): void {
  draw.save();
  draw.translate(centre - size / 2, centre - size / 2);
  draw.scale(size / 24, size / 24);
  draw.strokeStyle = colour;
  draw.lineWidth = 2.4;
  draw.lineCap = 'round';
  draw.lineJoin = 'round';
  for (const [tag, attributes] of glyph) draw.stroke(pathOf(tag, attributes));
  draw.restore();
}

function pathOf(tag: string, attributes: Readonly<Record<string, string | number | undefined>>): Path2D {
  const of = (name: string) => Number(attributes[name] ?? 0);
  const path = new Path2D(tag === 'path' ? String(attributes['d']) : undefined);
  if (tag === 'circle') path.arc(of('cx'), of('cy'), of('r'), 0, 2 * Math.PI);
  if (tag === 'ellipse') path.ellipse(of('cx'), of('cy'), of('rx'), of('ry'), 0, 0, 2 * Math.PI);
  if (tag === 'rect') path.roundRect(of('x'), of('y'), of('width'), of('height'), of('rx'));
  if (tag === 'line') {
    path.moveTo(of('x1'), of('y1'));
    path.lineTo(of('x2'), of('y2'));
  }
  if (tag === 'polyline' || tag === 'polygon') {
    const points = String(attributes['points'])
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    for (let i = 0; i < points.length; i += 2)
      path[i === 0 ? 'moveTo' : 'lineTo'](points[i] as number, points[i + 1] as number);
    if (tag === 'polygon') path.closePath();
  }
  return path;
}
