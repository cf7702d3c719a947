//! Sentences with names in them, and where the names stand.

use giaoban_minutes::mend::noise::Dice;

use crate::invented::Names;

/// A name as it was said: its words among those of the sentence.
pub struct Said {
    pub kind: char,
    pub listed: bool,
    pub at: std::ops::Range<usize>,
}

/// A pattern with names drawn for its places; one name in seven is of those that no list holds.
pub fn sentence(pattern: &str, all: &Names, strange: &Names, dice: &mut Dice) -> (Vec<String>, Vec<Said>) {
    let (mut words, mut names): (Vec<String>, Vec<Said>) = (Vec::new(), Vec::new());
    for word in pattern.split(' ') {
        if !word.starts_with('{') {
            words.push(word.to_owned());
            continue;
        }
        let kind = word.chars().nth(1).unwrap();
        let listed = dice.below(7) > 0;
        let from = if listed { all } else { strange };
        let name = match kind {
            'x' => dice.one(&from.communes).clone(),
            't' => dice.one(&from.villages).clone(),
            'p' => dice.one(&from.offices).clone(),
            'h' => dice.one(&from.people).0.clone(),
            'g' => {
                let (name, man) = dice.one(&from.people);
                let address: &[&str] = if *man { &["anh", "đồng chí"] } else { &["chị", "đồng chí"] };
                words.push((*dice.one(address)).to_owned());
                name.rsplit(' ').next().unwrap().to_owned()
            }
            other => panic!("{other}"),
        };
        let start = words.len();
        let spoken = name.to_lowercase().replace(" - ", " ");
        words.extend(spoken.split(' ').map(str::to_owned));
        names.push(Said { kind, listed, at: start..words.len() });
    }
    (words, names)
}
