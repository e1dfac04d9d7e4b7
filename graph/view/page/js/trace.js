/** The way between two nodes of the picture: the shortest one through what is visible. */

/** `{nodes, edges}` along a shortest visible path, or null; breadth first, in the order of the facts. */
function shortestPath(facts, stage, source, target) {
  const cameBy = new Map([[source, null]]);
  const waiting = [source];
  for (const node of waiting) {
    if (node === target) break;
    for (const edge of facts.touching[node]) {
      const next = facts.other(edge, node);
      if (cameBy.has(next) || !stage.visibleEdge(edge)) continue;
      cameBy.set(next, edge);
      waiting.push(next);
    }
  }
  if (!cameBy.has(target)) return null;
  const path = { nodes: [target], edges: [] };
  while (path.nodes[0] !== source) {
    const edge = cameBy.get(path.nodes[0]);
    path.edges.unshift(edge);
    path.nodes.unshift(facts.other(edge, path.nodes[0]));
  }
  return path;
}

class Trace {
  constructor(facts, stage, say, done) {
    Object.assign(this, { facts, stage, say, done });
    this.button = document.getElementById("trace");
    this.active = false;
    this.source = null;
    this.button.addEventListener("click", () => (this.active ? this.stop("") : this.start()));
  }

  start(source = null) {
    this.active = true;
    this.source = source;
    this.button.setAttribute("aria-pressed", "true");
    this.say(source === null ? "Click the first of two names." : `From ${this.facts.nodes[source].name} to … click the other name.`);
  }

  stop(words) {
    this.active = false;
    this.source = null;
    this.button.setAttribute("aria-pressed", "false");
    this.say(words);
  }

  /** Take a clicked node as an end. Says whether the click was for us. */
  take(id) {
    if (!this.active) return false;
    if (this.source === null || this.source === id) {
      this.start(id);
      return true;
    }
    const [from, to] = [this.facts.nodes[this.source].name, this.facts.nodes[id].name];
    const path = shortestPath(this.facts, this.stage, this.source, id);
    if (path === null) this.stop(`Nothing visible here connects ${from} with ${to}.`);
    else {
      const hops = path.edges.length;
      this.stop(`${from} and ${to} are ${hops} ${hops === 1 ? "step" : "steps"} apart.`);
      this.done(path, `${from} to ${to}`);
    }
    return true;
  }
}
