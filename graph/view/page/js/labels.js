/**
 * Labels, drawn by us on top of the network: the same size at every zoom, never over one another or a greater node.
 * The more important a node the sooner its label is placed; what finds no room waits for a closer look.
 */

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", sans-serif';
const LABEL = { size: 13, longest: 30, gap: 5 };
const EDGE_LABEL = { size: 11, longest: 34, few: 60, most: 400 };
const PATIENCE = 150;
const CELL = 80;
const SIDES = {
  below: ["below", "above", "right", "left"],
  above: ["above", "below", "right", "left"],
  left: ["left", "below", "above", "right"],
  right: ["right", "below", "above", "left"],
};

/** Boxes that are taken, found by the cells of a grid. */
class Room {
  constructor() {
    this.cells = new Map();
  }

  *around({ left, right, top, bottom }) {
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++) {
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield x * 100003 + y;
    }
  }

  free(box, except = null) {
    for (const key of this.around(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (other.owner === except && except !== null) continue;
        if (box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top) return false;
      }
    }
    return true;
  }

  take(box) {
    for (const key of this.around(box)) {
      if (this.cells.has(key)) this.cells.get(key).push(box);
      else this.cells.set(key, [box]);
    }
  }
}

/** The smallest box around some boxes. */
function outline(boxes) {
  return {
    left: boxes.reduce((least, box) => Math.min(least, box.left), Infinity),
    right: boxes.reduce((most, box) => Math.max(most, box.right), -Infinity),
    top: boxes.reduce((least, box) => Math.min(least, box.top), Infinity),
    bottom: boxes.reduce((most, box) => Math.max(most, box.bottom), -Infinity),
  };
}

function cut(text, longest) {
  const characters = Array.from(text);
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("").trimEnd()}…` : text;
}

class Labels {
  constructor(facts, stage, theme) {
    this.facts = facts;
    this.stage = stage;
    this.theme = theme;
    this.widths = new Map();
    this.stale = true;
    this.renewed = 0;
    this.chosen = { nodes: [], edges: [] };
    this.texts = facts.nodes.map((node) => cut(node.name, LABEL.longest));
    const focus = new Set(facts.focus);
    const rank = (id) => (focus.has(id) ? 1e6 : 0) + facts.nodes[id].degree;
    this.order = [...facts.nodes.keys()].sort((a, b) => rank(b) - rank(a) || a - b);
    stage.network.on("afterDrawing", (context) => this.draw(context));
    stage.network.on("dragEnd", () => this.forget());
    stage.onRefresh = () => this.forget();
    stage.extent = (ids, scale) => this.extent(ids, scale);
    this.context = document.createElement("canvas").getContext("2d");
  }

  forget() {
    this.stale = true;
  }

  /** The width of a text in pixels at 10 pixels' size; all other sizes follow from it. */
  width(context, text, size) {
    if (!this.widths.has(text)) {
      context.font = `10px ${FONT}`;
      this.widths.set(text, context.measureText(text).width);
    }
    return (this.widths.get(text) * size) / 10;
  }

  /** Letters grow a little with a close look, and never shrink. */
  size(base, scale) {
    return base * Math.min(1.35, Math.max(1, scale));
  }

  /** The box in pixels around some nodes (all by default), their labels and the captions at a scale. */
  extent(ids = [...this.facts.nodes.keys()], scale = 1) {
    const shown = new Set(ids.filter((id) => this.stage.visibleNode(id)));
    const boxes = [...shown].map((id) => this.nodeBox(id, scale));
    if (this.facts.nodes.length <= FEW) {
      boxes.push(...this.choose(this.context, scale).nodes.filter(({ id }) => shown.has(id)));
    }
    return outline([...boxes, ...this.captionBoxes(scale)]);
  }

  captionBoxes(scale) {
    return this.facts.captions.map(({ text, x, y, align }) => {
      const width = this.width(this.context, text, 13);
      const left = x * scale - (align === "left" ? width : 0);
      return { left, right: left + width, top: y * scale, bottom: y * scale + 12 };
    });
  }

  draw(context) {
    const scale = this.stage.network.getScale();
    if (this.stale || Math.abs(scale / this.scale - 1) > 0.02) this.renew(context, scale);
    this.write(context, scale);
  }

  /** Choose anew. Among many nodes not at every step of a zoom: until it rests, the labels chosen before are moved along. */
  renew(context, scale) {
    clearTimeout(this.waiting);
    if (!this.stale && this.facts.nodes.length > FEW && performance.now() - this.renewed < PATIENCE) {
      this.waiting = setTimeout(() => this.stage.network.redraw(), PATIENCE);
      return;
    }
    this.chosen = this.choose(context, scale);
    this.scale = scale;
    this.stale = false;
    this.renewed = performance.now();
  }

  /** Which labels to show at a scale, with their places in pixels at that scale: `{nodes: […], edges: […]}`. */
  choose(context, scale) {
    const room = new Room();
    const shown = this.order.filter((id) => this.stage.visibleNode(id));
    const few = shown.length <= FEW;
    if (few) for (const id of shown) room.take(this.nodeBox(id, scale));
    const first = shown.filter((id) => this.urgent(id));
    const rest = shown.filter((id) => !this.urgent(id) && this.litNode(id));
    const nodes = [];
    for (const id of [...first, ...rest]) {
      // Among many nodes a label may cover lesser ones, or the hubs in the thick of it would stay without.
      if (!few) room.take(this.nodeBox(id, scale));
      const label = this.placeLabel(context, id, scale, room);
      if (!label) continue;
      room.take(label);
      nodes.push(label);
    }
    return { nodes, edges: this.edgeLabels(context, scale, room) };
  }

  /** A node's label on the first side with room for it; what the picture is about gets one in any case. */
  placeLabel(context, id, scale, room) {
    const { side: preferred, degree } = this.facts.nodes[id];
    // In columns and rings a label on the wrong side would mislead; only hubs are worth it.
    const fixed = (preferred === "left" || preferred === "right") && degree < HUB;
    for (const side of fixed ? [preferred] : SIDES[preferred]) {
      const label = this.nodeLabel(context, id, scale, side);
      if (room.free(label, id)) return label;
    }
    return this.stage.focus.has(id) ? this.nodeLabel(context, id, scale, preferred) : null;
  }

  urgent(id) {
    return this.stage.focus.has(id) || this.stage.selected?.node === id || (this.stage.lit?.nodes.has(id) ?? false);
  }

  litNode(id) {
    return !this.stage.lit || this.stage.lit.nodes.has(id);
  }

  nodeBox(id, scale) {
    const { x, y } = this.stage.position(id);
    const half = this.stage.shape[id].size * scale;
    return { owner: id, left: x * scale - half, right: x * scale + half, top: y * scale - half, bottom: y * scale + half };
  }

  nodeLabel(context, id, scale, side = this.facts.nodes[id].side) {
    const text = this.texts[id];
    const size = this.size(LABEL.size, scale);
    const width = this.width(context, text, size);
    const box = this.nodeBox(id, scale);
    const middle = (box.top + box.bottom) / 2;
    let left = (box.left + box.right) / 2 - width / 2;
    let top = box.bottom + LABEL.gap - 2;
    if (side === "right") left = box.right + LABEL.gap;
    if (side === "left") left = box.left - LABEL.gap - width;
    if (side === "above") top = box.top - LABEL.gap - size + 2;
    if (side === "left" || side === "right") top = middle - size / 2 - 1;
    const { x, y } = this.stage.position(id);
    const [across, down] = [left - x * scale, top - y * scale];
    return { owner: id, id, text, left, right: left + width, top, bottom: top + size + 2, across, down };
  }

  /** Words on the lines, where the line is long enough and nothing is in the way. */
  edgeLabels(context, scale, room) {
    const labels = [];
    const size = this.size(EDGE_LABEL.size, scale);
    const shown = [...this.facts.edges.keys()].filter((id) => this.stage.visibleEdge(id) && this.litEdge(id));
    if (shown.length > EDGE_LABEL.most || (shown.length > EDGE_LABEL.few && !this.stage.lit && scale < 0.9)) return labels;
    for (const id of shown) {
      const { from, to, status, detail } = this.facts.edges[id];
      const words = detail || this.facts.relation(id);
      const aside = status === "confirmed" ? "" : ` (${this.facts.status(status)})`;
      const text = cut(words, EDGE_LABEL.longest) + aside;
      const width = this.width(context, text, size);
      const a = this.stage.position(from);
      const b = this.stage.position(to);
      if (Math.hypot(a.x - b.x, a.y - b.y) * scale < width + 50) continue;
      const { x, y } = this.stage.wordPoint(id);
      const [left, top] = [x * scale - width / 2, y * scale - size / 2 - 1];
      const [across, down] = [-width / 2, -size / 2 - 1];
      const label = { owner: `e${id}`, id, text, left, right: left + width, top, bottom: top + size + 1, across, down };
      if (!room.free(label)) continue;
      room.take(label);
      labels.push(label);
    }
    return labels;
  }

  litEdge(id) {
    return !this.stage.lit || this.stage.lit.edges.has(id);
  }

  write(context, scale) {
    const { ink, quiet, ground } = this.theme.colours;
    context.save();
    context.scale(1 / scale, 1 / scale);
    context.textBaseline = "top";
    context.textAlign = "left";
    context.lineJoin = "round";
    context.strokeStyle = ground;
    context.lineWidth = 4;
    const sorts = [
      [this.chosen.edges, EDGE_LABEL.size, quiet, (id) => this.stage.wordPoint(id)],
      [this.chosen.nodes, LABEL.size, ink, (id) => this.stage.position(id)],
    ];
    const view = this.view(scale);
    for (const [labels, base, colour, anchor] of sorts) {
      context.font = `${this.size(base, scale)}px ${FONT}`;
      context.fillStyle = colour;
      for (const label of labels) this.writeLabel(context, label, anchor(label.id), view);
    }
    this.writeCaptions(context, scale);
    context.restore();
  }

  /** What is on the screen, in pixels at a scale, and that scale. */
  view(scale) {
    const { x, y } = this.stage.network.getViewPosition();
    const [across, down] = [this.stage.frame.clientWidth / 2, this.stage.frame.clientHeight / 2];
    return { scale, left: x * scale - across, right: x * scale + across, top: y * scale - down, bottom: y * scale + down };
  }

  /** A label beside its anchor, wherever that has been dragged or zoomed to; none where nobody sees it. */
  writeLabel(context, { text, across, down, right, left }, anchor, view) {
    const x = anchor.x * view.scale + across;
    const y = anchor.y * view.scale + down;
    if (x > view.right || x + right - left < view.left || y > view.bottom || y + 2 * LABEL.size < view.top) return;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }

  writeCaptions(context, scale) {
    context.font = `600 12px ${FONT}`;
    context.fillStyle = this.theme.colours.quiet;
    for (const { text, x, y, align } of this.facts.captions) {
      context.textAlign = align === "left" ? "right" : "left";
      context.strokeText(text, x * scale, y * scale);
      context.fillText(text, x * scale, y * scale);
    }
  }
}
