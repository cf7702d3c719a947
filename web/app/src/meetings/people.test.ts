import { expect, it } from "vitest";
import { byGivenName } from "./people";

it("people are listed by given name, then family name, then the middle", () => {
  const names = ["Nguyễn Văn Ý", "Lê Thị Đức", "Trần Văn An", "Hồ Thị Dũng", "Lê Văn An", "Lê Đình An"];
  const sorted = names.map((name) => ({ name })).sort(byGivenName).map((person) => person.name);
  expect(sorted).toEqual(["Lê Đình An", "Lê Văn An", "Trần Văn An", "Hồ Thị Dũng", "Lê Thị Đức", "Nguyễn Văn Ý"]);
});
