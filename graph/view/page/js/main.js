/** Brings the parts together: what a click means, what the buttons do, where the keys go. */

const WRITTEN_IN = "input:is([type=text], [type=search], [type=date])";

const byId = (id) => document.getElementById(id);

class Page {
  constructor() {
    this.facts = new Facts(readJson("facts"));
    this.theme = new Theme(this.facts.palettes);
    this.stage = new Stage(this.facts, readJson("network"), this.theme);
    this.labels = new Labels(this.facts, this.stage, this.theme);
    this.actions = this.makeActions();
    this.panel = new Panel(this.facts, this.stage, this.actions);
    const inTable = { ...this.actions, node: (id) => this.chosen(id) };
    this.table = new Table(this.facts, this.stage, inTable);
    this.filters = new Filters(this.facts, this.stage, this.theme, () => this.refreshTable());
    this.trace = new Trace(this.facts, this.stage, (words) => this.say(words), this.actions.path);
    this.drawing = new Drawing(this.facts, this.stage, this.labels, this.theme);
    new Search(this.facts, (id) => this.found(id));
  }

  say(words) {
    byId("status").replaceChildren(words);
  }

  /** What opening a node, a relationship or a path does, for the parts that offer it. */
  makeActions() {
    const { facts, stage } = this;
    return {
      node: (id) => {
        stage.lit = this.neighbourhood(id);
        stage.select({ node: id });
        this.panel.node(id);
      },
      edge: (id) => {
        const { from, to } = facts.edges[id];
        stage.lit = { nodes: new Set([from, to]), edges: new Set([id]) };
        stage.select({ edge: id });
        this.panel.edge(id);
      },
      path: (path, title) => {
        stage.selected = null;
        stage.light({ nodes: new Set(path.nodes), edges: new Set(path.edges) });
        stage.fit(path.nodes, true);
        this.panel.path(path, title);
      },
      clear: () => this.clear(),
      hide: (id) => {
        this.clear();
        this.filters.hide(id);
        this.say(`${facts.nodes[id].name} is hidden. Reset brings it back.`);
      },
      traceFrom: (id) => this.trace.start(id),
    };
  }

  neighbourhood(id) {
    const edges = this.facts.touching[id].filter((edge) => this.stage.visibleEdge(edge));
    return { nodes: new Set([id, ...edges.map((edge) => this.facts.other(edge, id))]), edges: new Set(edges) };
  }

  clear() {
    this.stage.selected = null;
    this.stage.light(null);
    this.panel.overview();
  }

  found(id) {
    if (!this.stage.visibleNode(id)) this.say(`${this.facts.nodes[id].name} is hidden. Reset shows everything.`);
    else if (!this.trace.take(id)) {
      this.actions.node(id);
      this.stage.centre(id);
    }
  }

  /** A name clicked in the picture or in the table: an end of the path that is traced, or a name to open. */
  chosen(id) {
    this.trace.take(id) || this.actions.node(id);
  }

  clicked({ nodes, edges }) {
    if (nodes.length) this.chosen(nodes[0]);
    else if (edges.length) this.actions.edge(edges[0]);
    else this.clear();
  }

  showTable(shown) {
    byId("table").hidden = !shown;
    byId("picture").hidden = shown;
    byId("toggle-table").setAttribute("aria-pressed", String(shown));
    this.refreshTable();
    if (!shown) this.stage.shown();
  }

  refreshTable() {
    if (!byId("table").hidden) this.table.render();
  }

  showControls(shown) {
    byId("controls").hidden = !shown;
    byId("toggle-controls").setAttribute("aria-expanded", String(shown));
  }

  async copy() {
    const copied = await copyText(this.table.text());
    this.say(copied ? "The table is on the clipboard." : "This browser doesn't allow copying.");
  }

  async save(kind) {
    const name = fileName(this.facts.title, kind);
    const picture = this.drawing.build();
    try {
      download(kind === "png" ? await pngBlob(picture) : new Blob([svgText(picture)], { type: "image/svg+xml" }), name);
      this.say(`Saved ${name}.`);
    } catch (error) {
      this.say(error.message);
    }
  }

  reset() {
    this.trace.stop("");
    this.showTable(false);
    this.clear();
    this.filters.reset();
    this.stage.home();
    this.stage.welcome();
  }

  wireButtons() {
    const buttons = {
      "toggle-controls": () => this.showControls(byId("controls").hidden),
      "toggle-table": () => this.showTable(byId("table").hidden),
      copy: () => this.copy(),
      "save-png": () => this.save("png"),
      "save-svg": () => this.save("svg"),
      "zoom-in": () => this.stage.zoom(1.3),
      "zoom-out": () => this.stage.zoom(1 / 1.3),
      fit: () => this.stage.fit(undefined, true),
      reset: () => this.reset(),
    };
    for (const [id, act] of Object.entries(buttons)) byId(id).addEventListener("click", act);
  }

  /** Escape takes the selection back, a slash goes to the search box. */
  wireKeys() {
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        if (this.trace.active) this.trace.stop("");
        this.clear();
      } else if (event.key === "/" && !document.activeElement.matches(WRITTEN_IN)) {
        event.preventDefault();
        byId("search").focus();
      }
    });
  }

  wireStage() {
    const { network } = this.stage;
    network.on("click", (event) => this.clicked(event));
    // Where the camera stands, for whoever drives the page from outside: scale, and the point in the middle.
    network.on("afterDrawing", () => {
      const { x, y } = network.getViewPosition();
      Object.assign(byId("stage").dataset, { scale: network.getScale(), x, y });
    });
    network.once("afterDrawing", () => performance.mark("reelgraph-drawn"));
  }

  start() {
    this.wireButtons();
    this.wireKeys();
    this.wireStage();
    this.showControls(!window.matchMedia("(max-width: 720px)").matches);
    this.panel.overview();
    this.stage.welcome();
  }
}

new Page().start();
