// English text of the search page: the same keys as `search.vi.ts`.

import type { SearchTexts } from "./search.vi";

export const en: SearchTexts = {
  search: {
    title: "Search",
    box: "Search what was said, minutes and directives",
    submit: "Search",
    clear: "Clear",
    kinds: { directive: "Directives", utterance: "Said", minutes: "Minutes", document: "Issued documents" },
    all: "All",
    ofShown: "shown",
    filters: "Filter by kind",
    from: "From",
    to: "To",
    dates: "Period",
    dateWrong: "This is no date. Use day/month/year, for example 05/03/2026.",
    found: (total, shown) => (total > shown ? `${total} results, the best ${shown} shown` : `${total} ${total === 1 ? "result" : "results"}`),
    took: (ms) => `${ms} ms`,
    searching: "Searching…",
    more: "Show more results",
    startTitle: "Type a few words",
    startMore: "Diacritics and capitals are not needed. With diacritics, exact matches come first.",
    examples: "For example:",
    exampleQueries: ["giải ngân vốn đầu tư công", "cam thanh", "trước ngày 15/11", "Phòng Tài chính báo cáo"],
    nothingTitle: (query) => `Nothing found for “${query}”`,
    nothingMore: "Try fewer words, no diacritics, or fewer filters. Only meetings and directives this account may see are searched.",
    dropFilters: "Remove the filters",
    undecided: "Proposed, not decided",
    hear: "Hear",
    hearOf: (title) => `Hear: ${title}, from 3 seconds before`,
    at: (length) => `at ${length}`,
    keys: "Keyboard: ↓ ↑ from result to result, Enter opens.",
    results: "Results",
    asOf: (moment) => `As of ${moment}`,
  },
};
