/** Name of the XML fragment in the shared document. */
export const FIELD = "minutes";
