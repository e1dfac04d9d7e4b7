/** The details of a node, of a relationship with all its sentences, or of a path. */

const FEW_HOPS = 8;

class Panel {
  constructor(facts, stage, actions) {
    Object.assign(this, { facts, stage, actions });
    this.box = document.getElementById("panel");
  }

  show(...content) {
    const within = this.box.contains(document.activeElement);
    this.box.replaceChildren(...content.filter(Boolean));
    this.box.scrollTop = 0;
    // Who came by keyboard stays here, although the button that was pressed is gone.
    if (within) this.box.focus();
  }

  /** What stands here while nothing is selected: the paths, or what the picture is about. */
  overview() {
    const { paths, nodes, edges, focus } = this.facts;
    if (nodes.length === 0) {
      this.show(element("h2", {}, "Nothing to show"), element("p", { className: "empty" }, "The selection is empty. Add articles, or ask for another name."));
      return;
    }
    const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;
    const sums = `${count(nodes.length, "name", "names")}, ${count(edges.length, "relationship", "relationships")}`;
    const content = [element("h2", {}, paths.length ? this.pathTitle() : "Overview"), element("p", { className: "about" }, sums)];
    if (paths.length === 1) content.push(...this.hops(paths[0].edges));
    else if (paths.length) content.push(...paths.map((path, index) => this.pathRow(path, index)), ...this.fewHops());
    else content.push(...this.entries("About", focus), ...this.entries("Most connected", this.mostConnected()));
    this.show(...content);
  }

  pathTitle() {
    const number = this.facts.paths.length;
    return number === 1 ? "One connection" : `${number} connections`;
  }

  pathRow(path, index) {
    const names = path.nodes.map((id) => this.facts.nodes[id].name).join(" › ");
    const open = () => this.actions.path(path, `Connection ${index + 1}`);
    const roles = element("span", { className: "about" }, path.edges.map((id) => this.facts.relation(id)).join(" · "));
    return element("button", { type: "button", className: "row", onclick: open, dir: "auto" }, `${index + 1}. ${names}`, roles);
  }

  /** The sentences of all paths at once, if there are few enough to read. */
  fewHops() {
    const edges = [...new Set(this.facts.paths.flatMap((path) => path.edges))];
    return edges.length <= FEW_HOPS ? this.hops(edges) : [];
  }

  mostConnected() {
    const { nodes } = this.facts;
    const connected = [...nodes.keys()].filter((id) => nodes[id].degree > 1 && !this.facts.focus.includes(id));
    return connected.sort((a, b) => nodes[b].degree - nodes[a].degree || a - b).slice(0, 10);
  }

  entries(heading, ids) {
    if (ids.length === 0) return [];
    return [element("h3", {}, heading), element("ul", {}, ...ids.map((id) => element("li", {}, this.nodeRow(id))))];
  }

  nodeRow(id) {
    const about = element("span", { className: "about" }, this.facts.about(id));
    const open = () => this.actions.node(id);
    return element("button", { type: "button", className: "row", onclick: open }, nameOf(this.facts.nodes[id].name), about);
  }

  node(id) {
    const { name, aliases } = this.facts.nodes[id];
    const { actions } = this;
    const button = (words, act) => element("button", { type: "button", onclick: act }, words);
    this.show(
      element("h2", { dir: "auto" }, name),
      element("p", { className: "about" }, this.facts.about(id)),
      aliases.length ? element("p", { className: "about", dir: "auto" }, `Also ${aliases.join(", ")}`) : null,
      element("div", { className: "actions" },
        button("Centre", () => this.stage.centre(id)),
        button("Trace a path from here", () => actions.traceFrom(id)),
        button("Hide", () => actions.hide(id))),
      ...this.credits(id),
    );
  }

  /** All relationships of a node, by relation, each opening its sentences. */
  credits(id) {
    const groups = new Map();
    for (const edge of this.facts.touching[id]) {
      const { relation, from } = this.facts.edges[edge];
      const key = `${relation} ${from === id}`;
      groups.set(key, [...(groups.get(key) ?? []), edge]);
    }
    return [...groups.values()].flatMap((edges) => {
      const forward = this.facts.edges[edges[0]].from === id;
      const words = this.facts.relation(edges[0]);
      const heading = forward ? `${words} …` : `… ${words} this`;
      return [element("h3", {}, heading), element("ul", {}, ...edges.map((edge) => element("li", {}, this.creditRow(edge, id))))];
    });
  }

  creditRow(edge, id) {
    const { status, detail, last } = this.facts.edges[edge];
    const about = [detail, status === "confirmed" ? "" : this.facts.status(status), last].filter(Boolean).join(" · ");
    const name = nameOf(this.facts.nodes[this.facts.other(edge, id)].name);
    const aside = about ? element("span", { className: "about", dir: "auto" }, about) : null;
    return element("button", { type: "button", className: "row", onclick: () => this.actions.edge(edge) }, name, aside);
  }

  edge(id) {
    this.show(...this.relationship(id));
  }

  relationship(id) {
    const edge = this.facts.edges[id];
    const name = (node) =>
      element("button", { type: "button", onclick: () => this.actions.node(node) }, nameOf(this.facts.nodes[node].name));
    const verb = element("span", { className: "verb" }, ` ${this.facts.relation(id)} `);
    return [
      element("h2", { className: "credit" }, name(edge.from), verb, name(edge.to)),
      this.table([
        ["Role", edge.detail],
        ["Status", this.facts.status(edge.status)],
        ["First reported", edge.first || "no date"],
        ["Last reported", edge.last === edge.first ? "" : edge.last],
      ]),
      ...edge.evidence.map((evidence) => this.evidence(evidence)),
    ];
  }

  table(rows) {
    const cells = rows.filter(([, value]) => value);
    return element("dl", { className: "facts" },
      ...cells.flatMap(([key, value]) => [element("dt", {}, key), element("dd", { dir: "auto" }, value)]));
  }

  evidence({ source, quote, status, detail }) {
    const article = this.facts.sources[source];
    const said = [article.publication, article.date, this.facts.status(status), detail].filter(Boolean).join(" · ");
    return element("figure", { className: "evidence" },
      quote ? element("blockquote", { dir: "auto" }, quote) : null,
      element("figcaption", { className: "source" }, articleLink(article), element("br"), nameOf(said)));
  }

  path({ edges }, title) {
    const back = element("button", { type: "button", onclick: () => this.actions.clear() }, "Back");
    this.show(element("h2", {}, title), element("div", { className: "actions" }, back), ...this.hops(edges));
  }

  hops(edges) {
    return edges.map((id) => element("section", { className: "hop" }, ...this.relationship(id)));
  }
}
