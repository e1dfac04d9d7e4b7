/** Brings the parts together. */

function main() {
  const byId = (id) => document.getElementById(id);
  const facts = new Facts(readJson("facts"));
  const theme = new Theme(facts.palettes);
  const stage = new Stage(facts, readJson("network"), theme);
  const labels = new Labels(facts, stage, theme);
  const say = (words) => byId("status").replaceChildren(words);

  const actions = {
    node(id) {
      stage.lit = neighbourhood(id);
      stage.select({ node: id });
      panel.node(id);
    },
    edge(id) {
      const { from, to } = facts.edges[id];
      stage.lit = { nodes: new Set([from, to]), edges: new Set([id]) };
      stage.select({ edge: id });
      panel.edge(id);
    },
    path(path, title) {
      stage.selected = null;
      stage.light({ nodes: new Set(path.nodes), edges: new Set(path.edges) });
      stage.fit(path.nodes, true);
      panel.path(path, title);
    },
    clear() {
      stage.selected = null;
      stage.light(null);
      panel.overview();
    },
    hide(id) {
      actions.clear();
      filters.hide(id);
      say(`${facts.nodes[id].name} is hidden. Reset brings it back.`);
    },
    traceFrom: (id) => trace.start(id),
  };

  function neighbourhood(id) {
    const edges = facts.touching[id].filter((edge) => stage.visibleEdge(edge));
    return { nodes: new Set([id, ...edges.map((edge) => facts.other(edge, id))]), edges: new Set(edges) };
  }

  const panel = new Panel(facts, stage, actions);
  const table = new Table(facts, stage, actions);
  const refreshTable = () => byId("table").hidden || table.render();
  const filters = new Filters(facts, stage, theme, refreshTable);
  const trace = new Trace(facts, stage, say, actions.path);
  const drawing = new Drawing(facts, stage, labels, theme);

  new Search(facts, (id) => {
    if (!stage.visibleNode(id)) say(`${facts.nodes[id].name} is hidden by a filter. Reset shows everything.`);
    else if (!trace.take(id)) {
      actions.node(id);
      stage.centre(id);
    }
  });

  stage.network.on("click", ({ nodes, edges }) => {
    if (nodes.length) trace.take(nodes[0]) || actions.node(nodes[0]);
    else if (edges.length) actions.edge(edges[0]);
    else actions.clear();
  });

  function showTable(shown) {
    byId("table").hidden = !shown;
    byId("picture").hidden = shown;
    byId("toggle-table").setAttribute("aria-pressed", String(shown));
    refreshTable();
  }

  function showControls(shown) {
    byId("controls").hidden = !shown;
    byId("toggle-controls").setAttribute("aria-expanded", String(shown));
  }

  const save = {
    svg: async () => new Blob([svgText(drawing.build())], { type: "image/svg+xml" }),
    png: async () => pngBlob(drawing.build()),
  };

  async function saveAs(kind) {
    const name = fileName(facts.title, kind);
    try {
      download(await save[kind](), name);
      say(`Saved ${name}.`);
    } catch (error) {
      say(error.message);
    }
  }

  const onClick = {
    "toggle-controls": () => showControls(byId("controls").hidden),
    "toggle-table": () => showTable(byId("table").hidden),
    copy: async () => say((await copyText(table.text())) ? "The table is on the clipboard." : "This browser doesn't allow copying."),
    "save-png": () => saveAs("png"),
    "save-svg": () => saveAs("svg"),
    "zoom-in": () => stage.zoom(1.3),
    "zoom-out": () => stage.zoom(1 / 1.3),
    fit: () => stage.fit(undefined, true),
    reset() {
      trace.stop("");
      showTable(false);
      actions.clear();
      filters.reset();
      stage.home();
      stage.welcome();
    },
  };
  for (const [id, act] of Object.entries(onClick)) byId(id).addEventListener("click", act);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (trace.active) trace.stop("");
      actions.clear();
    } else if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      byId("search").focus();
    }
  });

  showControls(!window.matchMedia("(max-width: 720px)").matches);
  panel.overview();
  stage.network.once("afterDrawing", () => performance.mark("reelgraph-drawn"));
  stage.welcome();
}

main();
