/** Legend and filters in one: each line shows how something is drawn, how often it occurs, and turns it off and on. */

/** A small picture of a node or a line for the legend; `redraw` colours it for the theme. */
function swatch(draw) {
  const picture = svgElement("svg", { width: 26, height: 16, viewBox: "0 0 26 16", "aria-hidden": "true" });
  picture.redraw = () => picture.replaceChildren(draw());
  picture.redraw();
  return picture;
}

function lineSwatch(colour, dashes = "") {
  return swatch(() =>
    svgElement("line", { x1: 1, y1: 8, x2: 25, y2: 8, "stroke-width": 2.5, stroke: colour(), "stroke-dasharray": dashes }),
  );
}

function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

class Filters {
  constructor(facts, stage, theme, onChange) {
    Object.assign(this, { facts, stage, theme, onChange });
    this.off = { type: new Set(), relation: new Set(), status: new Set() };
    this.removed = new Set();
    this.from = "";
    this.until = "";
    this.swatches = [];
    this.box = document.getElementById("controls");
    this.build();
    theme.onChange(() => this.swatches.forEach((picture) => picture.redraw()));
  }

  build() {
    this.swatches = [];
    this.box.replaceChildren(this.types(), this.relations(), this.statuses(), this.dates(), this.hint());
  }

  line(group, value, words, picture, count) {
    this.swatches.push(picture);
    const box = element("input", { type: "checkbox", checked: !this.off[group].has(value) });
    box.addEventListener("change", () => {
      if (box.checked) this.off[group].delete(value);
      else this.off[group].add(value);
      this.apply();
    });
    return element("label", {}, box, picture, element("span", {}, words), element("span", { className: "count" }, String(count)));
  }

  types() {
    const words = { Person: "People", Film: "Films and series", Company: "Companies" };
    const lines = [...tally(this.facts.nodes.map((node) => node.type))].sort().map(([type, count]) => {
      const colours = () => ({ fill: this.theme.colours.kinds[type], stroke: this.theme.colours.rim });
      const picture = swatch(() => nodeShape(type, 13, 8, 6.5, colours()));
      return this.line("type", type, words[type] ?? type, picture, count);
    });
    return element("fieldset", {}, element("legend", {}, "Names"), ...lines);
  }

  relations() {
    const counts = tally(this.facts.edges.map((edge) => edge.relation));
    const parts = [];
    for (const [family, relations] of Object.entries(this.facts.words.families)) {
      const present = relations.filter((relation) => counts.has(relation));
      if (present.length) parts.push(element("p", { className: "family" }, family));
      for (const relation of present) {
        const picture = lineSwatch(() => this.theme.colours.families[family]);
        parts.push(this.line("relation", relation, this.facts.words.relations[relation], picture, counts.get(relation)));
      }
    }
    return parts.length ? element("fieldset", {}, element("legend", {}, "Relationships"), ...parts) : "";
  }

  statuses() {
    const counts = tally(this.facts.edges.map((edge) => edge.status));
    const drawn = {
      confirmed: () => lineSwatch(() => this.theme.colours.ink),
      in_talks: () => lineSwatch(() => this.theme.colours.ink, "6 4"),
      departed: () => lineSwatch(() => this.theme.colours.departed, "2 4"),
    };
    const lines = Object.entries(drawn)
      .filter(([status]) => counts.has(status))
      .map(([status, picture]) => this.line("status", status, this.facts.status(status), picture(), counts.get(status)));
    return lines.length ? element("fieldset", {}, element("legend", {}, "Status"), ...lines) : "";
  }

  dates() {
    const days = this.facts.edges.flatMap((edge) => [edge.first, edge.last]).filter(Boolean).sort();
    if (days.length === 0) return "";
    const field = (words, key) => {
      const input = element("input", { type: "date", min: days[0], max: days.at(-1) });
      input.value = this[key];
      input.addEventListener("change", () => {
        this[key] = input.value;
        this.apply();
      });
      return element("label", { className: "date" }, words, input);
    };
    return element("fieldset", {}, element("legend", {}, "Reported"), field("from", "from"), field("until", "until"));
  }

  hint() {
    return element("p", { className: "hint" }, "Click a name or a line to see who said so.");
  }

  /** Whether a relationship was reported in the chosen days; what has no date passes only where none are chosen. */
  inTime({ first, last }) {
    if (!this.from && !this.until) return true;
    if (!first) return false;
    return (!this.from || last >= this.from) && (!this.until || first <= this.until);
  }

  passes(edge) {
    return !this.off.relation.has(edge.relation) && !this.off.status.has(edge.status) && this.inTime(edge);
  }

  /** Hide what is filtered out, and nodes that have lost all their relationships by it. */
  apply() {
    const { facts, stage } = this;
    const typed = (id) => !this.off.type.has(facts.nodes[id].type) && !this.removed.has(id);
    stage.hiddenEdges = new Set([...facts.edges.keys()].filter((id) => !this.passes(facts.edges[id])));
    const kept = (edge) => !stage.hiddenEdges.has(edge) && typed(facts.edges[edge].from) && typed(facts.edges[edge].to);
    const focus = new Set(facts.focus);
    stage.hiddenNodes = new Set(
      [...facts.nodes.keys()].filter((id) => {
        if (!typed(id)) return true;
        return facts.touching[id].length > 0 && !focus.has(id) && !facts.touching[id].some(kept);
      }),
    );
    stage.refresh();
    this.onChange();
  }

  hide(id) {
    this.removed.add(id);
    this.apply();
  }

  reset() {
    Object.values(this.off).forEach((set) => set.clear());
    this.removed.clear();
    this.from = "";
    this.until = "";
    this.build();
    this.apply();
  }
}
