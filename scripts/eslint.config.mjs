// Rules for the script of the HTML view (scripts/lint_page.sh).
import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    files: ["page.js"],
    languageOptions: { sourceType: "script", ecmaVersion: 2023, globals: { ...globals.browser, vis: "readonly" } },
    rules: {
      complexity: ["error", 12],
      eqeqeq: "error",
      "max-lines-per-function": ["error", 50],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-shadow": "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
];
