// Builds the road network in a thread of its own: that of a whole OpenStreetMap export takes seconds.
import { parentPort, workerData } from 'node:worker_threads';
import { buildRoadNetwork, encodeRoadNetwork, type RoadLine } from '#analysis';

const buffer = encodeRoadNetwork(buildRoadNetwork(workerData as readonly RoadLine[]));
parentPort?.postMessage(buffer, [buffer]);
