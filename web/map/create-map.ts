import { Map as MapLibre, setWorkerUrl, type MapOptions } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { PIXEL_RATIO } from './canvas-image.ts';
import { drawImage } from './images.ts';

// The worker is our own file, so that the security policy needs no blob: source.
setWorkerUrl(workerUrl);

/** A flat map, north up, that draws its pictures itself. Throws when the device has no WebGL 2. */
export function createMap(options: MapOptions): MapLibre {
  const map = new MapLibre({
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    renderWorldCopies: false,
    // Workers resolve relative addresses against their own file.
    transformRequest: (url) => ({ url: new URL(url, location.href).href }),
    ...options,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.setMissingStyleImageResolver(async (name) => {
    const image = await drawImage(name);
    if (image && !map.hasImage(name)) map.addImage(name, image, { pixelRatio: PIXEL_RATIO });
  });
  return map;
}
