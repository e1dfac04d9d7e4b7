/** The picture as SVG: built node by node in a document of its own, so that every word is text. */

const SVG = "http://www.w3.org/2000/svg";

function svgElement(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The outline of a node around (x, y), by type: circle, square or diamond, as large as vis-network draws them. */
function nodeShape(type, x, y, size, attributes) {
  if (type === "Person") return svgElement("circle", { cx: x, cy: y, r: size, ...attributes });
  if (type === "Film") {
    return svgElement("rect", { x: x - size, y: y - size, width: 2 * size, height: 2 * size, ...attributes });
  }
  const points = `${x},${y - size} ${x + size},${y} ${x},${y + size} ${x - size},${y}`;
  return svgElement("polygon", { points, ...attributes });
}

class Drawing {
  constructor(facts, stage, labels, theme) {
    Object.assign(this, { facts, stage, labels, theme });
  }

  /** The visible part of the picture at full size, labels placed anew. */
  build() {
    const context = document.createElement("canvas").getContext("2d");
    const { nodes, edges } = this.labels.choose(context, 1);
    const box = this.bounds([...nodes, ...edges]);
    const [width, height] = [box.right - box.left, box.bottom - box.top];
    const picture = svgElement("svg", {
      xmlns: SVG, viewBox: `${box.left} ${box.top} ${width} ${height}`, width, height, "font-family": FONT, role: "img",
    });
    const { ground, ink, quiet } = this.theme.colours;
    picture.append(
      svgElement("title", {}, this.facts.title),
      svgElement("rect", { x: box.left, y: box.top, width, height, fill: ground }),
      this.lines(),
      this.shapes(),
      this.writing(edges, EDGE_LABEL.size, quiet),
      this.writing(nodes, LABEL.size, ink),
      this.captions(),
    );
    return picture;
  }

  /** The box of the whole picture: names, labels, captions and bent lines, with a margin. */
  bounds(labels) {
    const nodes = this.stage.box() ?? { left: 0, right: 0, top: 0, bottom: 0 };
    const box = outline([nodes, ...labels, ...this.labels.captionBoxes(1), ...this.bends()]);
    return { left: box.left - 40, right: box.right + 40, top: box.top - 40, bottom: box.bottom + 40 };
  }

  /** Where the visible bent lines are drawn to: no curve goes beyond its control point. */
  bends() {
    const visible = [...this.facts.edges.keys()].filter((id) => this.stage.visibleEdge(id));
    const points = visible.map((id) => this.stage.bend(id)).filter(Boolean);
    return points.map(({ x, y }) => ({ left: x, right: x, top: y, bottom: y }));
  }

  lines() {
    const group = svgElement("g", { fill: "none" });
    this.facts.edges.forEach((edge, id) => {
      if (!this.stage.visibleEdge(id)) return;
      const colour = this.theme.edge(edge);
      const { path, head } = this.line(id);
      const opacity = this.stage.edgeColour(id).opacity;
      const dashes = this.stage.line[id].dashes;
      const stroke = { d: path, stroke: colour, "stroke-width": this.stage.edgeWidth(id), opacity };
      group.append(svgElement("path", dashes ? { ...stroke, "stroke-dasharray": dashes.join(" ") } : stroke));
      group.append(svgElement("polygon", { points: head, fill: colour, opacity }));
    });
    return group;
  }

  /** An edge's path up to its arrow head, and the head, which touches the node. */
  line(id) {
    const { from, to } = this.stage.line[id];
    const a = this.stage.position(from);
    const b = this.stage.position(to);
    const via = this.stage.bend(id);
    const before = via ?? a;
    const length = Math.hypot(b.x - before.x, b.y - before.y) || 1;
    const [ux, uy] = [(b.x - before.x) / length, (b.y - before.y) / length];
    const size = this.stage.shape[to].size + 2;
    const tip = { x: b.x - ux * size, y: b.y - uy * size };
    const back = { x: tip.x - ux * 9, y: tip.y - uy * 9 };
    const round = (...values) => values.map((value) => value.toFixed(1)).join(",");
    const curve = via ? `Q${round(via.x, via.y)} ` : "L";
    const head = [
      round(tip.x, tip.y),
      round(back.x - uy * 4, back.y + ux * 4),
      round(back.x + uy * 4, back.y - ux * 4),
    ].join(" ");
    return { path: `M${round(a.x, a.y)} ${curve}${round(back.x, back.y)}`, head };
  }

  shapes() {
    const group = svgElement("g");
    this.facts.nodes.forEach((node, id) => {
      if (!this.stage.visibleNode(id)) return;
      const { x, y } = this.stage.position(id);
      const opacity = this.labels.litNode(id) ? 1 : DIM + 0.07;
      const { color, borderWidth } = this.stage.nodeLook(id);
      const look = { fill: color.background, stroke: color.border, "stroke-width": borderWidth, opacity };
      const shape = nodeShape(node.type, x, y, this.stage.shape[id].size, look);
      shape.append(svgElement("title", {}, node.name));
      group.append(shape);
    });
    return group;
  }

  writing(labels, size, colour) {
    const { ground } = this.theme.colours;
    const group = svgElement("g", {
      "font-size": size, fill: colour, stroke: ground, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke",
    });
    for (const { text, left, top } of labels) {
      group.append(svgElement("text", { x: left.toFixed(1), y: (top + size - 1).toFixed(1) }, text));
    }
    return group;
  }

  captions() {
    const group = svgElement("g", {
      "font-size": 12, "font-weight": 600, fill: this.theme.colours.quiet,
    });
    for (const { text, x, y, align } of this.facts.captions) {
      group.append(svgElement("text", { x, y: y + 10, "text-anchor": align === "left" ? "end" : "start" }, text));
    }
    return group;
  }
}
