/** The search box: a combobox over all names and aliases; choosing one centres it and opens its details. */

const FOUND_AT_MOST = 20;

/** Lower case without accents, so that "saldana" finds "Saldaña". */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

class Search {
  constructor(facts, choose) {
    this.facts = facts;
    this.choose = choose;
    this.names = facts.nodes.map((node) => [node.name, ...node.aliases].map(plain));
    this.input = document.getElementById("search");
    this.list = document.getElementById("found");
    this.found = [];
    this.at = -1;
    this.input.addEventListener("input", () => this.look());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /** Numbers of nodes that have all the words, those that start with them first, then the better connected. */
  matches(text) {
    const words = plain(text).split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    const whole = words.join(" ");
    const hits = [];
    this.names.forEach((names, id) => {
      if (!names.some((name) => words.every((word) => name.includes(word)))) return;
      hits.push({ id, starts: names.some((name) => name.startsWith(whole)) });
    });
    const degree = ({ id }) => this.facts.nodes[id].degree;
    hits.sort((a, b) => b.starts - a.starts || degree(b) - degree(a) || a.id - b.id);
    return hits.slice(0, FOUND_AT_MOST).map(({ id }) => id);
  }

  look() {
    this.found = this.matches(this.input.value);
    this.at = this.found.length ? 0 : -1;
    const rows = this.found.map((id, index) =>
      element("li", { role: "option", id: `found-${index}`, onclick: () => this.take(id) },
        nameOf(this.facts.nodes[id].name), " ", element("span", { className: "about" }, this.facts.about(id))),
    );
    const none = this.input.value.trim() ? [element("li", { className: "about", role: "option", "aria-disabled": "true" }, "No such name in this picture")] : [];
    this.list.replaceChildren(...(rows.length ? rows : none));
    this.list.hidden = this.list.children.length === 0;
    this.mark();
  }

  mark() {
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    [...this.list.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === this.at)));
    if (this.at < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `found-${this.at}`);
    this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length) {
      this.at = (this.at + step + this.found.length) % this.found.length;
      this.mark();
    } else if (event.key === "Enter" && this.at >= 0) this.take(this.found[this.at]);
    else if (event.key === "Escape" && !this.list.hidden) this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  take(id) {
    this.input.value = this.facts.nodes[id].name;
    this.close();
    this.choose(id);
  }

  close() {
    this.list.hidden = true;
    this.found = [];
    this.at = -1;
    this.mark();
  }
}
