/** The stage: vis-network with our coordinates, what is hidden or dimmed on it, and the camera. */

const MARGIN = 24;
const BUTTONS = 36;
const DIM = 0.13;
const MANY = 400;
const HUB = 6;
const FEW = 150;
const READABLE = 0.5;
const LARGEST_SCALE = 1.5;

class Stage {
  constructor(facts, network, theme) {
    this.facts = facts;
    this.theme = theme;
    this.hiddenNodes = new Set();
    this.hiddenEdges = new Set();
    this.lit = null;
    this.selected = null;
    this.later = null;
    this.shape = network.nodes;
    this.line = network.edges;
    this.options = network.options;
    this.focus = new Set(facts.focus);
    this.nodes = new vis.DataSet(network.nodes.map((node) => ({ ...node, ...this.nodeLook(node.id) })));
    this.edges = new vis.DataSet(network.edges.map((edge) => ({ ...edge, color: this.edgeColour(edge.id) })));
    const container = document.getElementById("stage");
    this.network = new vis.Network(container, { nodes: this.nodes, edges: this.edges }, this.withColours());
    this.frame = container.querySelector(".vis-network");
    this.frame.tabIndex = 0;
    this.frame.setAttribute("role", "application");
    this.frame.setAttribute("aria-label", "Picture of the network. Arrow keys move it, plus and minus zoom. The Table button shows the same as a table.");
    // The library focuses the picture on a click too; only who comes by keyboard needs to see where the focus is.
    this.frame.addEventListener("pointerdown", () => this.frame.classList.add("pointed"), true);
    this.frame.addEventListener("keydown", () => this.frame.classList.remove("pointed"));
    this.frame.addEventListener("blur", () => this.frame.classList.remove("pointed"));
    theme.onChange(() => this.recolour());
  }

  withColours() {
    const { kinds, rim } = this.theme.colours;
    const groups = {};
    for (const [kind, colour] of Object.entries(kinds)) {
      groups[kind] = { color: { background: colour, border: rim } };
    }
    return { ...this.options, groups };
  }

  edgeColour(number) {
    const dim = this.lit && !this.lit.edges.has(number);
    const usual = this.lit ? 1 : this.facts.edges.length > MANY ? 0.45 : 0.9;
    return { color: this.theme.edge(this.facts.edges[number]), opacity: dim ? DIM : usual };
  }

  edgeWidth(number) {
    const lit = (this.lit && this.lit.edges.has(number)) || this.selected?.edge === number;
    return lit ? 3.5 : this.options.edges.width;
  }

  /** The rim of a node: thin, but strong and dark for what the picture is about and for what is selected. */
  nodeLook(id) {
    const selected = this.selected?.node === id;
    const { kinds, mark, rim } = this.theme.colours;
    const strong = selected || this.focus.has(id);
    const color = { background: kinds[this.facts.nodes[id].type], border: strong ? mark : rim };
    return { color, borderWidth: selected ? 5 : strong ? 3.5 : 0 };
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
        ...this.nodeLook(id),
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

  /** The point of an edge, on its curve, where its words stand: the middle, or further from a hub, where there is room. */
  wordPoint(id) {
    const { from, to } = this.line[id];
    const [a, b] = [this.position(from), this.position(to)];
    const lead = this.facts.nodes[from].degree - this.facts.nodes[to].degree;
    const t = Math.abs(lead) < HUB ? 0.5 : lead > 0 ? 0.62 : 0.38;
    const via = this.bend(id) ?? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    const [before, between, after] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    return { x: before * a.x + between * via.x + after * b.x, y: before * a.y + between * via.y + after * b.y };
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

  /** Whether a look has to wait for `shown`: behind the table the picture has no size to fit or centre anything in. */
  postponed(look) {
    this.later = this.frame.clientWidth === 0 ? look : null;
    return this.later !== null;
  }

  /** The picture is back in sight: take the look that had to wait. */
  shown() {
    this.later?.();
  }

  /** Show some nodes with room for their labels, which keep their size: the scale is found in a few rounds. */
  fit(ids, animate = false) {
    if (this.postponed(() => this.fit(ids))) return;
    const box = this.box(ids);
    if (!box) return;
    const { clientWidth, clientHeight } = this.frame;
    const margin = this.facts.nodes.length > FEW ? 3 * MARGIN : MARGIN;
    const [wide, high] = [clientWidth - 2 * margin, clientHeight - 2 * margin - BUTTONS];
    const [width, height] = [Math.max(box.right - box.left, 1), Math.max(box.bottom - box.top, 1)];
    let scale = LARGEST_SCALE;
    let around = this.extent(ids, scale);
    for (let round = 0; round < 4; round++) {
      const labels = [around.right - around.left - scale * width, around.bottom - around.top - scale * height];
      const next = Math.min(LARGEST_SCALE, (wide - labels[0]) / width, (high - labels[1]) / height);
      scale = Math.max(next, 0.1 * Math.min(wide / width, high / height, 1), 0.02);
      around = this.extent(ids, scale);
    }
    const position = { x: (around.left + around.right) / 2 / scale, y: (around.top + around.bottom + BUTTONS) / 2 / scale };
    this.moveTo(position, scale, animate);
  }

  /** The first look: everything; on a phone, where that would be too small to read, what the picture is about. */
  welcome() {
    this.fit();
    const narrow = this.frame.clientWidth < 450 && this.facts.layout !== "path" && this.facts.nodes.length <= FEW;
    if (!narrow || this.network.getScale() >= READABLE || this.facts.focus.length === 0) return;
    this.moveTo(this.position(this.facts.focus[0]), READABLE, false);
  }

  centre(id, animate = true) {
    if (this.postponed(() => this.centre(id, false))) return;
    this.moveTo(this.position(id), Math.max(this.network.getScale(), 0.8), animate);
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
