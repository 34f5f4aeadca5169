/**
 * A queue that gives the node of the least cost first: a heap of four children in typed arrays, which grow as needed. A
 * node may be in it several times; whoever takes it sees by the cost whether it is out of date.
 */
export class NodeHeap {
  private costs = new Uint32Array(1024);
  private nodes = new Uint32Array(1024);
  private size = 0;
  /** Cost of the node that `take` gave last. */
  cost = 0;

  get isEmpty(): boolean {
    return this.size === 0;
  }

  put(node: number, cost: number): void {
    if (this.size === this.costs.length) this.grow();
    const { costs, nodes } = this;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      if (costs[parent]! <= cost) break;
      costs[at] = costs[parent]!;
      nodes[at] = nodes[parent]!;
      at = parent;
    }
    costs[at] = cost;
    nodes[at] = node;
  }

  /** The node of the least cost; its cost is in `cost`. The heap must not be empty. */
  take(): number {
    const { costs, nodes } = this;
    const node = nodes[0]!;
    this.cost = costs[0]!;
    const size = --this.size;
    if (size === 0) return node;
    const moving = costs[size]!;
    let at = 0;
    for (;;) {
      const begin = 4 * at + 1;
      if (begin >= size) break;
      const end = begin + 4 < size ? begin + 4 : size;
      let least = begin;
      let leastCost = costs[begin]!;
      for (let child = begin + 1; child < end; child++) {
        if (costs[child]! < leastCost) {
          least = child;
          leastCost = costs[child]!;
        }
      }
      if (leastCost >= moving) break;
      costs[at] = leastCost;
      nodes[at] = nodes[least]!;
      at = least;
    }
    costs[at] = moving;
    nodes[at] = nodes[size]!;
    return node;
  }

  private grow(): void {
    const costs = new Uint32Array(2 * this.costs.length);
    const nodes = new Uint32Array(2 * this.nodes.length);
    costs.set(this.costs);
    nodes.set(this.nodes);
    this.costs = costs;
    this.nodes = nodes;
  }
}
