/** The same content as a table: for those who don't see the picture, and for spreadsheets. */

const ROWS_AT_FIRST = 500;
const COLUMNS = ["From", "Relationship", "To", "Role", "Status", "First report", "Last report", "Sources"];

class Table {
  constructor(facts, stage, actions) {
    Object.assign(this, { facts, stage, actions });
    this.box = document.getElementById("table");
  }

  visible() {
    return [...this.facts.edges.keys()].filter((id) => this.stage.visibleEdge(id));
  }

  cells(id) {
    const { from, to, detail, status, first, last, evidence } = this.facts.edges[id];
    const { nodes, sources } = this.facts;
    const names = new Set(evidence.map(({ source }) => sources[source].publication || sources[source].title).filter(Boolean));
    return [nodes[from].name, this.facts.relation(id), nodes[to].name, detail, this.facts.status(status), first, last, [...names].join("; ")];
  }

  render(all = false) {
    const ids = this.visible();
    const shown = all ? ids : ids.slice(0, ROWS_AT_FIRST);
    const head = element("tr", {}, ...COLUMNS.map((name) => element("th", { scope: "col" }, name)));
    const table = element("table", {},
      element("caption", {}, `${shown.length} of ${this.facts.edges.length} relationships`),
      element("thead", {}, head),
      element("tbody", {}, ...shown.map((id) => this.row(id))));
    const rest = ids.length - shown.length;
    const more = rest > 0 ? element("button", { type: "button", onclick: () => this.renderAll() }, `Show ${rest} more`) : "";
    this.box.replaceChildren(table, more, ...this.alone());
  }

  /** The button that asked for the rest is gone then: the focus goes to the first row that it brought. */
  renderAll() {
    this.render(true);
    this.box.querySelectorAll("tbody tr")[ROWS_AT_FIRST]?.querySelector("button").focus();
  }

  row(id) {
    const cells = this.cells(id);
    const acts = { 0: () => this.actions.node(this.facts.edges[id].from), 1: () => this.actions.edge(id), 2: () => this.actions.node(this.facts.edges[id].to) };
    return element("tr", {}, ...cells.map((text, column) => {
      const words = nameOf(text);
      return element("td", {}, column in acts ? element("button", { type: "button", onclick: acts[column] }, words) : words);
    }));
  }

  /** Names that have no relationship here: they are in the picture, so they are said here too. */
  alone() {
    const ids = [...this.facts.nodes.keys()].filter((id) => this.facts.touching[id].length === 0 && this.stage.visibleNode(id));
    if (ids.length === 0) return [];
    return [element("h3", {}, "Without a relationship here"), element("p", { dir: "auto" }, ids.map((id) => this.facts.nodes[id].name).join(", "))];
  }

  /** The visible rows as tab-separated text. A cell that a spreadsheet would take for a formula gets an apostrophe. */
  text() {
    const cell = (text) => {
      const flat = text.replace(/\s+/g, " ");
      return /^\s*[=+\-@]/.test(flat) ? `'${flat}` : flat;
    };
    return [COLUMNS, ...this.visible().map((id) => this.cells(id))].map((row) => row.map(cell).join("\t")).join("\n");
  }
}
