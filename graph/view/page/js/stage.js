/** The stage: vis-network with our coordinates, what is hidden or dimmed on it, and the camera. */

const MARGIN = { across: 150, down: 56 };
const DIM = 0.13;

class Stage {
  constructor(facts, network, theme) {
    this.facts = facts;
    this.theme = theme;
    this.hiddenNodes = new Set();
    this.hiddenEdges = new Set();
    this.lit = null;
    this.selected = null;
    this.nodes = new vis.DataSet(network.nodes);
    this.edges = new vis.DataSet(network.edges.map((edge) => ({ ...edge, color: this.edgeColour(edge.id) })));
    this.shape = network.nodes;
    this.line = network.edges;
    const container = document.getElementById("stage");
    this.options = network.options;
    this.network = new vis.Network(container, { nodes: this.nodes, edges: this.edges }, this.withColours());
    this.frame = container.querySelector(".vis-network");
    this.frame.tabIndex = 0;
    this.frame.setAttribute("role", "application");
    this.frame.setAttribute("aria-label", "Picture of the network. Arrow keys move it, plus and minus zoom. The Table button shows the same as a table.");
    theme.onChange(() => this.recolour());
  }

  withColours() {
    const { kinds, mark } = this.theme.colours;
    const groups = {};
    for (const [kind, colour] of Object.entries(kinds)) {
      groups[kind] = { color: { background: colour, border: mark } };
    }
    return { ...this.options, groups };
  }

  edgeColour(number) {
    const dim = this.lit && !this.lit.edges.has(number);
    return { color: this.theme.edge(this.facts.edges[number]), opacity: dim ? DIM : 1 };
  }

  edgeWidth(number) {
    return (this.lit && this.lit.edges.has(number)) || this.selected?.edge === number ? 3.5 : 1.6;
  }

  recolour() {
    this.network.setOptions({ groups: this.withColours().groups });
    this.refresh();
  }

  /** Bring colours, width and visibility of everything up to date. */
  refresh() {
    this.nodes.update(
      this.facts.nodes.map((_, id) => ({
        id,
        hidden: this.hiddenNodes.has(id),
        opacity: this.lit && !this.lit.nodes.has(id) ? DIM + 0.07 : 1,
        borderWidth: this.selected?.node === id ? 5 : this.shape[id].borderWidth,
      })),
    );
    this.edges.update(
      this.facts.edges.map((_, id) => ({
        id,
        hidden: this.hiddenEdges.has(id),
        color: this.edgeColour(id),
        width: this.edgeWidth(id),
      })),
    );
    this.onRefresh?.();
  }

  visibleNode(id) {
    return !this.hiddenNodes.has(id);
  }

  visibleEdge(id) {
    const { from, to } = this.facts.edges[id];
    return !this.hiddenEdges.has(id) && this.visibleNode(from) && this.visibleNode(to);
  }

  /** Light up some nodes and edges and dim all others; null lights everything. */
  light(part) {
    this.lit = part;
    this.refresh();
  }

  select(selected) {
    this.selected = selected;
    this.refresh();
  }

  position(id) {
    return this.network.getPosition(id);
  }

  /** The control point of a bent edge (a quadratic curve), or null for a straight one; as vis-network places it. */
  bend(id) {
    const { smooth, from, to } = this.line[id];
    if (!smooth) return null;
    const a = this.position(from);
    const b = this.position(to);
    const turn = smooth.type === "curvedCW" ? smooth.roundness : -smooth.roundness;
    const reach = (smooth.roundness * 0.5 + 0.5) * Math.hypot(b.x - a.x, a.y - b.y);
    const angle = Math.atan2(a.y - b.y, b.x - a.x) + (turn * 0.5 + 0.5) * Math.PI;
    return { x: a.x + reach * Math.sin(angle), y: a.y + reach * Math.cos(angle) };
  }

  /** The middle of an edge, on its curve. */
  middle(id) {
    const { from, to } = this.line[id];
    const a = this.position(from);
    const b = this.position(to);
    const via = this.bend(id);
    if (!via) return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    return { x: (a.x + 2 * via.x + b.x) / 4, y: (a.y + 2 * via.y + b.y) / 4 };
  }

  /** The box around some nodes (all visible ones by default), or null. */
  box(ids = this.facts.nodes.keys()) {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const id of ids) {
      if (!this.visibleNode(id)) continue;
      const { x, y } = this.position(id);
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
    return box.left === Infinity ? null : box;
  }

  /** Show some nodes with room for their labels, never larger than life. */
  fit(ids, animate = false) {
    const box = this.box(ids);
    if (!box) return;
    const { clientWidth, clientHeight } = this.frame;
    const across = Math.min(MARGIN.across, clientWidth * 0.18);
    const scale = Math.min(
      1.1,
      (clientWidth - 2 * across) / Math.max(box.right - box.left, 1),
      (clientHeight - 2 * MARGIN.down) / Math.max(box.bottom - box.top, 1),
    );
    const position = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    this.moveTo(position, Math.max(scale, 0.02), animate);
  }

  centre(id) {
    this.moveTo(this.position(id), Math.max(this.network.getScale(), 0.8), true);
  }

  zoom(factor) {
    this.moveTo(this.network.getViewPosition(), Math.min(4, Math.max(0.02, this.network.getScale() * factor)), true);
  }

  /** Every node back to where the layout put it. */
  home() {
    this.nodes.update(this.shape.map(({ id, x, y }) => ({ id, x, y })));
  }

  moveTo(position, scale, animate) {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const animation = animate && !calm ? { duration: 250, easingFunction: "easeInOutQuad" } : false;
    this.network.moveTo({ position, scale, animation });
  }
}
