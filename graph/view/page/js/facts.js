/** The facts of the page, and the questions the other parts ask of them. Nodes and edges are known by their numbers. */

function readJson(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

class Facts {
  constructor(data) {
    Object.assign(this, data);
    this.touching = this.nodes.map(() => []);
    this.edges.forEach((edge, number) => {
      this.touching[edge.from].push(number);
      if (edge.to !== edge.from) this.touching[edge.to].push(number);
    });
  }

  /** The end of an edge that isn't `node`. */
  other(edge, node) {
    return this.edges[edge].from === node ? this.edges[edge].to : this.edges[edge].from;
  }

  /** "series, 2019", "company", "person". */
  about(node) {
    const { type, kind, year } = this.nodes[node];
    return [kind || type.toLowerCase(), year].filter(Boolean).join(", ");
  }

  relation(edge) {
    return this.words.relations[this.edges[edge].relation] ?? this.edges[edge].relation;
  }

  status(status) {
    return this.words.statuses[status] ?? status;
  }

  /** What a relationship says in one line: "Uma Thurman acted in Kill Bill (in talks)". */
  sentence(edge) {
    const { from, to, status } = this.edges[edge];
    const aside = status === "confirmed" ? "" : ` (${this.status(status)})`;
    return `${this.nodes[from].name} ${this.relation(edge)} ${this.nodes[to].name}${aside}`;
  }
}

/** An element with properties and children; strings become text, never markup. */
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "onclick") made.addEventListener("click", value);
    else if (key === "className" || key === "type" || key === "checked") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** A name from an article: its own direction, apart from the text around it. */
function nameOf(text) {
  return element("bdi", {}, text);
}

/** A link to an article if its address is http or https, else the text alone. */
function articleLink(source) {
  const words = source.title || source.link || source.url;
  if (!/^https?:\/\//i.test(source.link)) return nameOf(words);
  return element("a", { href: source.link, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, words);
}
