//! How officials say figures, and how an office writes them: one case a line, with the words that must stay words among them.
#![allow(clippy::unwrap_used)]

use giaoban_minutes::written::{explained, figures};

#[test]
fn what_is_said_is_written_as_an_office_writes_it() {
    let mut wrong = vec![];
    let mut cases = 0;
    for line in include_str!("said_and_written.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (said, wanted) = line.split_once('\t').unwrap();
        let wanted = if wanted == "=" { said } else { wanted };
        let got = explained(said);
        if got.text != wanted {
            let rules: Vec<&str> = got.pieces.iter().map(|piece| piece.rule).collect();
            wrong.push(format!("{said}: {:?}, not {wanted:?} ({rules:?})", got.text));
        }
        assert_eq!(figures(wanted), wanted, "written text passes unchanged");
        cases += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases > 400, "the cases are there");
}
