"""Adds up the reports of all test runners in a folder: JUnit files (*.xml) and the output of rustdoc's examples (*.txt).

Prints a line for each and, last and alone on its line, the sum. Exits 1 when a test failed, none ran, or a report cannot be read.
"""

import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree


def of_junit(path: pathlib.Path) -> tuple[int, int, int]:
    """Passed, failed, skipped, counted from the cases themselves: runners differ in what their totals hold."""
    passed = failed = skipped = 0
    for case in ElementTree.parse(path).iter("testcase"):
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            failed += 1
        elif "skipped" in kinds:
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped


def of_examples(path: pathlib.Path) -> tuple[int, int, int]:
    """The sum of rustdoc's own summary lines, one for each crate."""
    lines = re.findall(r"^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored", path.read_text(), re.M)
    return tuple(sum(int(line[i]) for line in lines) for i in range(3))


def main(folder: pathlib.Path) -> int:
    total = [0, 0, 0]
    unreadable = []
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".xml", ".txt"):
            continue
        try:
            counts = of_junit(path) if path.suffix == ".xml" else of_examples(path)
        except ElementTree.ParseError as error:
            unreadable.append(f"{path.name}: {error}")
            continue
        print(f"{path.stem:>10}: {counts[0]} passed, {counts[1]} failed, {counts[2]} skipped")
        total = [a + b for a, b in zip(total, counts)]
    for line in unreadable:
        print(f"report cannot be read: {line}")
    print(f"{total[0]} passed, {total[1]} failed, {total[2]} skipped")
    return 1 if total[1] or unreadable or not total[0] else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
