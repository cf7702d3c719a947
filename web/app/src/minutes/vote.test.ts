import { describe, expect, it } from "vitest";
import { voteLine } from "./form";
import { voteToSend, voteWrongs, type VoteDraft } from "./vote";

const draft: VoteDraft = { subject: " Thông qua phương án phân bổ vốn. ", in_favour: "12", against: "2", abstained: "" };

describe("entering a vote", () => {
  it("reads an empty count as none", () => {
    expect(voteToSend(draft)).toEqual({ subject: "Thông qua phương án phân bổ vốn.", in_favour: 12, against: 2, abstained: 0 });
  });

  it("names what is wrong, in the order of the form", () => {
    expect(voteWrongs({ subject: "x", in_favour: "mười", against: "-1", abstained: "1,5" })).toEqual(["subject", "in_favour", "against", "abstained"]);
    expect(voteWrongs({ ...draft, in_favour: "", against: "0" })).toEqual(["nobody"]);
    expect(voteToSend({ ...draft, in_favour: "99999" })).toBeNull();
  });

  it("is one line of the minutes, with the share of each", () => {
    const vote = voteToSend(draft);
    expect(vote && voteLine(vote)).toBe("Biểu quyết thông qua phương án phân bổ vốn: tán thành 12/14; không tán thành 2/14; không có ý kiến 0/14.");
  });

  it("leaves a sign in capitals as it is", () => {
    expect(voteLine({ subject: "UBND xã xin lùi hạn", in_favour: 3, against: 0, abstained: 0 })).toContain("Biểu quyết UBND xã xin lùi hạn: ");
  });
});
