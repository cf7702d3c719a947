import { describe, expect, it } from "vitest";
import type { Proposal, ProposalCard } from "../wire";
import { acceptanceWrongs, divided, draftOf, dueWarning, emptyDraft, sureness, toAcceptance, unitChoices } from "./proposal";

const proposal: Proposal = {
  meeting_id: "m1", turns: ["u1"], quote: "giao Phòng Kinh tế kiểm tra chợ, trước 17 giờ ngày 6/11", lead_units: ["kinh-te"], co_units: ["cong-an"],
  task: "Kiểm tra trật tự chợ", deadline: "2026-11-06T17:00", deadline_text: "trước 17 giờ ngày 6/11", action: "new",
  recurring: false, conditional: false, confidence: 0.9, reasons: ["Người nói là chủ trì"],
};

const card = (decision: ProposalCard["decision"]): ProposalCard => ({
  id: "p1", proposal, suggested: true, lead_names: ["Phòng Kinh tế"], co_names: ["Công an xã"], sources: [], decision, directives: [],
});

describe("accepting a proposal", () => {
  it("as it is sends what was proposed", () => {
    expect(toAcceptance(draftOf(proposal), null)).toEqual({
      lead_units: ["kinh-te"], co_units: ["cong-an"], task: "Kiểm tra trật tự chợ", due: "2026-11-06T17:00", recurring: false, conditional: false, utterances: null,
    });
  });

  it("without a due date sends none", () => {
    expect(toAcceptance(draftOf({ ...proposal, deadline: null }), null)?.due).toBeNull();
    expect(toAcceptance({ ...draftOf(proposal), time: "" }, null)?.due).toBe("2026-11-06");
  });

  it("is not possible without a lead unit or a task", () => {
    expect(acceptanceWrongs(emptyDraft())).toEqual(["lead", "task"]);
    expect(toAcceptance({ ...draftOf(proposal), lead: [] }, null)).toBeNull();
  });

  it("does not guess days and hours", () => {
    const draft = draftOf(proposal);
    expect(acceptanceWrongs({ ...draft, date: "31/11/2026" })).toEqual(["date"]);
    expect(acceptanceWrongs({ ...draft, time: "chiều" })).toEqual(["time"]);
    expect(acceptanceWrongs({ ...draft, date: "" })).toEqual(["time"]);
  });

  it("does not let a unit co-operate with itself", () => {
    expect(toAcceptance({ ...draftOf(proposal), co: ["kinh-te", "y-te"] }, null)?.co_units).toEqual(["y-te"]);
  });

  it("leaves the proposal itself as it was", () => {
    const draft = draftOf(proposal);
    draft.lead.push("khac");
    expect(proposal.lead_units).toEqual(["kinh-te"]);
  });
});

describe("the time named in a proposal", () => {
  const words = { dueWarnings: { vague: (phrase: string) => `“${phrase}” chưa phải là một ngày` } };

  it("is questioned where it is no day", () => {
    expect(dueWarning({ deadline_text: "sớm nhất", deadline_warning: "vague" }, words)).toBe("“sớm nhất” chưa phải là một ngày");
  });

  it("is left alone where the rules have nothing to say, or a newer server says what is not known here", () => {
    expect(dueWarning({ deadline_text: "trước 15/11" }, words)).toBeNull();
    expect(dueWarning({ deadline_text: null, deadline_warning: "vague" }, words)).toBeNull();
    expect(dueWarning({ deadline_text: "x", deadline_warning: "sau_nay" }, words)).toBeNull();
  });
});

describe("proposals", () => {
  it("say how sure the machine is in words", () => {
    const sure = (confidence: number, suggested = true) => sureness({ suggested, proposal: { ...proposal, confidence } });
    expect([sure(0.95), sure(0.8), sure(0.7), sure(0.6, false)]).toEqual(["high", "high", "middle", "low"]);
  });

  it("are parted into what is to decide and what is decided", () => {
    const decided = card({ accepted: true, by: "Trần Thị An", at: 0, reason: "" });
    expect(divided([card(null), decided])).toEqual({ open: [card(null)], suggested: 1, decided: [decided] });
  });

  it("stand after what is suggested when the machine is not sure", () => {
    const possible = { ...card(null), id: "p0", suggested: false };
    const { open, suggested } = divided([possible, card(null)]);
    expect([open.map((one) => one.id), suggested]).toEqual([["p1", "p0"], 1]);
  });

  it("offer units of today, and their own that are no longer among them", () => {
    const today = [{ id: "kinh-te", name: "Phòng Kinh tế, Hạ tầng" }];
    expect(unitChoices(today, [card(null)])).toEqual([...today, { id: "cong-an", name: "Công an xã" }]);
    expect(unitChoices([], [{ ...card(null), co_names: [] }]).at(-1)).toEqual({ id: "cong-an", name: "cong-an" });
  });
});
