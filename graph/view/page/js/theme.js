/** Light or dark, as the system asks. */

class Theme {
  constructor(palettes) {
    this.palettes = palettes;
    this.query = window.matchMedia("(prefers-color-scheme: dark)");
  }

  get colours() {
    return this.palettes[this.query.matches ? "dark" : "light"];
  }

  onChange(callback) {
    this.query.addEventListener("change", callback);
  }

  edge({ family, status }) {
    return status === "departed" ? this.colours.departed : this.colours.families[family];
  }
}
