import { describe, expect, it } from "vitest";
import { filterAddress, filterRequest, isFiltered, NO_FILTER, readFilter, turned } from "./filter";

describe("the filter of directives", () => {
  it("comes back from the address as it was written there", () => {
    const filter = { mine: true, waiting: true, unit: "đv 1&2", meeting: "m1", state: "reported", timeliness: "overdue" } as const;
    const address = filterAddress(filter);
    expect(readFilter(address.slice(address.indexOf("?")))).toEqual(filter);
  });

  it("leaves the address plain when nothing is filtered", () => {
    expect(filterAddress(NO_FILTER)).toBe("/nhiem-vu");
    expect(isFiltered(NO_FILTER)).toBe(false);
    expect(isFiltered({ ...NO_FILTER, mine: true })).toBe(true);
    expect(readFilter("")).toEqual(NO_FILTER);
  });

  it("takes nothing from the address that the pages do not write", () => {
    expect(readFilter("?han=tomorrow&tinh-trang=x&cua-toi=yes&don-vi=&khac=1")).toEqual(NO_FILTER);
  });

  it("asks the server in its own words", () => {
    expect(filterRequest(NO_FILTER)).toBe("/api/directives");
    expect(filterRequest({ ...NO_FILTER, mine: true, timeliness: "due_soon" })).toBe("/api/directives?mine=1&timeliness=due_soon");
  });

  it("turns the same thing off when it is pressed again", () => {
    const on = turned(NO_FILTER, "timeliness", "overdue");
    expect(on.timeliness).toBe("overdue");
    expect(turned(on, "timeliness", "overdue")).toEqual(NO_FILTER);
    expect(turned(on, "timeliness", "within").timeliness).toBe("within");
    expect(turned({ ...on, mine: true }, "mine", true).mine).toBe(false);
  });
});
