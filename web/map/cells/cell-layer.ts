import type { DefaultProps, UpdateParameters } from '@deck.gl/core';
import { BitmapLayer } from '@deck.gl/layers';
import type { Texture } from '@luma.gl/core';
import type { ShaderModule } from '@luma.gl/shadertools';
import type { CellUniforms } from './cell-colours.ts';

/** The value of every place of a grid, north row first, with the codes of cell-grid.ts where there is none. */
export interface CellTexture {
  readonly values: Float32Array;
  readonly columns: number;
  readonly rows: number;
}
/** 255 for what is lit, 0 for what is dimmed, in the places of the cells; one row and column light everything. */
export interface LitTexture {
  readonly values: Uint8Array;
  readonly columns: number;
  readonly rows: number;
}
export const ALL_LIT: LitTexture = { values: new Uint8Array([255]), columns: 1, rows: 1 };
interface CellLayerProps {
  cells: CellTexture;
  lit: LitTexture;
  uniforms: CellUniforms;
  /** Called after each drawing: a layer that was told what to show is not drawn at once. */
  ondrawn: () => void;
}

const BLOCK = `\
layout(std140) uniform cellUniforms {
  vec4 stopsLow;
  vec4 stopsHigh;
  vec4 colour0;
  vec4 colour1;
  vec4 colour2;
  vec4 colour3;
  vec4 colour4;
  vec4 colour5;
  vec4 unknown;
  vec4 lit;
  vec4 edge;
  vec4 form;
} cell;
`;
const FOUR = 'vec4<f32>';
const cellUniforms = {
  name: 'cell',
  vs: BLOCK,
  fs: BLOCK,
  uniformTypes: {
    stopsLow: FOUR,
    stopsHigh: FOUR,
    colour0: FOUR,
    colour1: FOUR,
    colour2: FOUR,
    colour3: FOUR,
    colour4: FOUR,
    colour5: FOUR,
    unknown: FOUR,
    lit: FOUR,
    edge: FOUR,
    form: FOUR,
  },
} as const satisfies ShaderModule<CellUniforms & { cellTexture: Texture; litTexture: Texture }>;

/** A half-float sampler, the default of WebGL, would round minutes: hence highp. Codes of cell-grid.ts are below zero. */
const FRAGMENT = `\
#version 300 es
#define SHADER_NAME cell-layer-fragment-shader
precision highp float;
uniform highp sampler2D cellTexture;
uniform lowp sampler2D litTexture;
in vec2 vTexCoord;
out vec4 fragColor;

float stopAt(int i) { return i < 4 ? cell.stopsLow[i] : cell.stopsHigh[i - 4]; }
vec3 colourAt(int i) {
  if (i <= 0) return cell.colour0.rgb;
  if (i == 1) return cell.colour1.rgb;
  if (i == 2) return cell.colour2.rgb;
  if (i == 3) return cell.colour3.rgb;
  if (i == 4) return cell.colour4.rgb;
  return cell.colour5.rgb;
}

bool isLit(ivec2 at) { return texelFetch(litTexture, at, 0).r > 0.5; }
/** Whether a place lies on the border of what is lit: there a line is drawn, for pale cells would not stand out by themselves. */
bool isEdge() {
  ivec2 size = textureSize(litTexture, 0);
  if (size.x < 2) return false;
  vec2 place = vTexCoord * vec2(size);
  ivec2 at = min(ivec2(place), size - 1);
  vec2 within = fract(place);
  vec2 line = fwidth(place) * cell.edge.a;
  return (within.x < line.x && !isLit(max(at - ivec2(1, 0), ivec2(0)))) ||
    (within.x > 1.0 - line.x && !isLit(min(at + ivec2(1, 0), size - 1))) ||
    (within.y < line.y && !isLit(max(at - ivec2(0, 1), ivec2(0)))) ||
    (within.y > 1.0 - line.y && !isLit(min(at + ivec2(0, 1), size - 1)));
}

void main(void) {
  float value = texture(cellTexture, vTexCoord).r;
  if (value < -1.5) discard;
  float alpha = layer.opacity;
  vec3 colour;
  if (value < -0.5) {
    if (mod(gl_FragCoord.x - gl_FragCoord.y, 8.0) > 1.6) discard;
    colour = cell.unknown.rgb;
  } else {
    int stops = int(cell.form.x);
    int at = 0;
    if (cell.form.z > 0.5) {
      for (int i = 1; i < 6; i++) if (i < stops && value >= stopAt(i)) at = i;
      float from = stopAt(at);
      float to = stopAt(min(at + 1, stops - 1));
      float way = to > from ? clamp((value - from) / (to - from), 0.0, 1.0) : 0.0;
      colour = mix(colourAt(at), colourAt(min(at + 1, stops - 1)), way);
    } else {
      for (int i = 0; i < 6; i++) if (i < stops && value > stopAt(i)) at = i + 1;
      colour = colourAt(at);
    }
    if (value < cell.lit.x || value > cell.lit.y) alpha = layer.opacity * cell.form.w;
  }
  if (texture(litTexture, vTexCoord).r < 0.5) alpha = layer.opacity * cell.form.w;
  else if (isEdge()) colour = cell.edge.rgb;
  fragColor = vec4(colour, alpha);
  DECKGL_FILTER_COLOR(fragColor, geometry);
}
`;

/**
 * Draws the cells of a grid on its four corners, each a crisp square. The values are uploaded once, as a texture of floats;
 * classes, colours and the values that are lit are uniforms, so that a new palette or a brush costs one small buffer; which
 * cells are lit is a second texture of bytes.
 * The corners are joined by straight lines, which strays at most 15 m over a regency 60 km wide: less than a cell.
 */
export class CellLayer extends BitmapLayer<CellLayerProps> {
  static override layerName = 'CellLayer';
  static override defaultProps = {
    cells: { type: 'object', value: { values: new Float32Array(), columns: 0, rows: 0 }, compare: 0 },
    lit: { type: 'object', value: ALL_LIT, compare: 0 },
    uniforms: { type: 'object', value: {} as CellUniforms, compare: 0 },
    ondrawn: { type: 'function', value: () => undefined, compare: false },
  } satisfies DefaultProps<CellLayerProps> as typeof BitmapLayer.defaultProps;
  declare state: BitmapLayer<CellLayerProps>['state'] & { texture?: Texture; litTexture?: Texture };

  override getShaders(): ReturnType<BitmapLayer['getShaders']> {
    const shaders = super.getShaders() as { modules: unknown[] };
    return { ...shaders, fs: FRAGMENT, modules: [...shaders.modules, cellUniforms] };
  }

  override updateState(parameters: UpdateParameters<this>): void {
    super.updateState(parameters);
    const { props, oldProps } = parameters;
    if (props.cells !== oldProps.cells) {
      this.state.texture?.destroy();
      this.setState({ texture: this.upload('r32float', props.cells) });
    }
    if (props.lit !== oldProps.lit) {
      this.state.litTexture?.destroy();
      this.setState({ litTexture: this.upload('r8unorm', props.lit) });
    }
  }

  private upload(format: 'r32float' | 'r8unorm', { values, columns, rows }: CellTexture | LitTexture): Texture {
    return this.context.device.createTexture({
      format,
      width: columns,
      height: rows,
      data: values,
      mipLevels: 1,
      sampler: {
        minFilter: 'nearest',
        magFilter: 'nearest',
        addressModeU: 'clamp-to-edge',
        addressModeV: 'clamp-to-edge',
      },
    });
  }

  override draw(): void {
    const { model, texture, litTexture, bounds, coordinateConversion } = this.state;
    if (!model || !texture || !litTexture) return;
    model.shaderInputs.setProps({
      bitmap: { bounds, coordinateConversion },
      cell: { cellTexture: texture, litTexture, ...this.props.uniforms },
    });
    if (model.draw(this.context.renderPass)) this.props.ondrawn();
  }

  override finalizeState(context: BitmapLayer['context']): void {
    super.finalizeState(context);
    this.state.texture?.destroy();
    this.state.litTexture?.destroy();
  }
}
