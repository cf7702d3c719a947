// English text of the page of words often misheard: the same keys as `misheard.vi.ts`.

import type { MisheardTexts } from "./misheard.vi";

export const en: MisheardTexts = {
  misheard: {
    title: "Words often misheard",
    about:
      "Words that secretaries corrected in transcripts. What is accepted is written right from then on, in captions and drafts; what was written before stays. Nothing is used before it is accepted.",
    open: (count) => (count === 1 ? "1 pair to decide on" : `${count} pairs to decide on`),
    openNone: "Nothing is left to decide on.",
    used: (count) => (count === 1 ? "1 pair in use" : `${count} pairs in use`),
    unused: (count) => (count === 1 ? "1 pair not used" : `${count} pairs not used`),
    heard: "Heard",
    meant: "Meant",
    times: (count) => (count === 0 ? "the corrected sentences are gone" : count === 1 ? "corrected in 1 sentence" : `corrected in ${count} sentences`),
    places: "Corrected sentences",
    place: (title, at) => `${title}, corrected ${at}`,
    accept: "Accept",
    acceptOf: (heard, meant) => `Accept: from now on “${heard}” is written “${meant}”`,
    reject: "Do not use",
    rejectOf: (heard, meant) => `Do not use: “${heard}” is not always “${meant}”`,
    takeBack: "Decide again",
    takeBackOf: (heard, meant) => `Decide again on “${heard}” → “${meant}”`,
    decided: (by, at) => `Decided by ${by}, ${at}`,
    saidAccepted: (meant) => `From now on the machine writes “${meant}”.`,
    saidRejected: (meant) => `“${meant}” is not used. It can be decided on again below.`,
    saidTakenBack: (meant) => `“${meant}” waits for a decision; the machine does not write it by itself.`,
    emptyTitle: "Nothing yet",
    emptyMore: "When a secretary corrects a transcript, the words that were misheard appear here.",
    filter: "Filter",
    nothing: "No word matches.",
    back: "Meetings",
  },
};
