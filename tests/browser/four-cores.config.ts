import base from "./playwright.config.ts";

// What needs more processor than two cores give three browsers that each encode their camera in three sizes: run by hand with
// `npx playwright test --config four-cores.config.ts` on a machine with four cores or more. Not part of scripts/test.
export default { ...base, testDir: "four-cores" };
