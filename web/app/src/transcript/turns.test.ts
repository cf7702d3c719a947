import { expect, it } from "vitest";
import type { TurnEdge, Utterance } from "../wire";
import { turns } from "./turns";

const said = (id: string, person: string, at: number): Utterance => ({
  id,
  meeting: "m",
  track: "t",
  speaker: { person, name: person, post: "", unit: "u", unit_name: "" },
  began_at: at,
  t0: 0,
  t1: 1,
  spoken: "",
  written: id,
  revision: 0,
  corrected_by: null,
  words: [],
  confidence: 1,
  engine: "",
});
const ids = (all: Utterance[], edges?: [string, TurnEdge][]) => turns(all, new Map(edges)).map((turn) => turn.utterances.map((one) => one.id).join(""));

it("a turn ends with another speaker, after a long silence, and where a person says so", () => {
  const all = [said("a", "x", 0), said("b", "x", 1000), said("c", "x", 200_000), said("d", "y", 201_000)];
  expect(ids(all)).toEqual(["ab", "c", "d"]);
  expect(ids(all, [["b", "begins"]])).toEqual(["a", "b", "c", "d"]);
  expect(ids(all, [["c", "joins"], ["d", "joins"]])).toEqual(["abc", "d"]);
});
