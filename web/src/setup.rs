//! The first start of an office (thiết lập lần đầu): the code that proves who stands at the server, and what is kept.
//!
//! The code is made when a server starts with nobody in it. It stands on the terminal or in the journal and in a file only
//! the server's own user can read, so that nobody in the network is faster than the technician.

use std::io::Write as _;
use std::path::Path;

use giaoban_models::id::UnitId;
use giaoban_models::role::Role;
use giaoban_models::store::{Founding, NewAccount, Store};
use giaoban_models::text::{kept, plain_key};
use giaoban_models::unit::{Person, PositionHeld, Unit};
use sha2::{Digest as _, Sha256};

use crate::api::wire::accounts::SetUp;
use crate::password;

/// Name of the file in the data folder.
const FILE: &str = "setup-code";
/// Longest name of an authority, a person or a post, characters.
const LONGEST: usize = 200;

/// The code of an office nobody is in yet; none, and no file any more, once somebody is.
///
/// # Errors
/// When the store or the folder fails.
pub async fn code(store: &Store, data: &Path) -> Result<Option<String>, Box<dyn std::error::Error>> {
    let file = data.join(FILE);
    if store.has_accounts().await? {
        if file.exists() {
            std::fs::remove_file(file)?;
        }
        return Ok(None);
    }
    if let Ok(code) = std::fs::read_to_string(&file)
        && code.trim().len() >= 12
    {
        return Ok(Some(code.trim().to_owned()));
    }
    let code = password::one_time()?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&file)?.write_all(code.as_bytes())?;
    Ok(Some(code))
}

/// Whether `given` is the code.
#[must_use]
pub fn is_right(given: &str, code: &str) -> bool {
    // Hashes are compared, so that the time does not tell how many letters are right.
    Sha256::digest(given.trim().to_lowercase()) == Sha256::digest(code)
}

/// Whether a text can be a sign-in name: small letters without marks, digits, dots, hyphens, underscores; 2 to 60 of them.
#[must_use]
pub fn is_sign_in_name(name: &str) -> bool {
    (2..=60).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_".contains(c))
}

/// What the office begins with; none when something is missing or too long.
#[must_use]
pub fn founding(asked: &SetUp, password_hash: String) -> Option<Founding> {
    let texts = [&asked.authority, &asked.short_name, &asked.name, &asked.post].map(|text| kept(text));
    let [authority, short_name, name, post] = texts;
    let text = |text: &String| !text.is_empty() && text.chars().count() <= LONGEST;
    let unit = kept(&asked.unit);
    let whole = [&authority, &short_name, &name, &post, &unit].into_iter().all(text);
    if !whole || !is_sign_in_name(&asked.username) {
        return None;
    }
    let (unit, person) = (UnitId(unit), format!("quan-tri-{}", asked.username).as_str().into());
    Some(Founding {
        unit: Unit {
            id: unit.clone(),
            kind: kind_of(&authority).to_owned(),
            full_name: authority,
            short_name,
            parent: None,
            valid_from: None,
            valid_to: None,
            successors: vec![],
        },
        person: Person { id: person, name },
        position: PositionHeld {
            person: format!("quan-tri-{}", asked.username).as_str().into(),
            unit: unit.clone(),
            post,
            valid_from: None,
            valid_to: None,
        },
        account: NewAccount {
            username: asked.username.clone(),
            password_hash,
            person: format!("quan-tri-{}", asked.username).as_str().into(),
            unit,
            role: Role::SystemAdmin,
        },
    })
}

/// What the authority is, from its name.
fn kind_of(authority: &str) -> &'static str {
    let key = format!(" {} ", plain_key(authority));
    let kinds = [(" dac khu ", "đặc khu"), (" phuong ", "phường"), (" thi tran ", "thị trấn"), (" xa ", "xã")];
    let upper = [(" huyen ", "huyện"), (" thanh pho ", "thành phố"), (" tinh ", "tỉnh")];
    kinds.into_iter().chain(upper).find(|(word, _)| key.contains(word)).map_or("cơ quan", |(_, kind)| kind)
}

/// Forgets the code once the office is set up.
///
/// # Errors
/// When the file cannot be removed.
pub fn forget(data: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(data.join(FILE)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn asked() -> SetUp {
        SetUp {
            code: String::new(),
            authority: " Ủy ban nhân dân xã Cam Lộ".into(),
            short_name: "UBND xã Cam Lộ".into(),
            unit: "ubnd-xa-cam-lo".into(),
            name: "Lê Văn Tư".into(),
            post: "Công chức Văn phòng".into(),
            username: "quantri".into(),
            password: String::new(),
        }
    }

    #[tokio::test]
    async fn the_code_stands_until_somebody_has_an_account() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let first = code(&store, folder.path()).await.unwrap().unwrap();
        assert_eq!(
            code(&store, folder.path()).await.unwrap().as_deref(),
            Some(first.as_str()),
            "the same after a restart"
        );
        let mode = std::os::unix::fs::PermissionsExt::mode(
            &std::fs::metadata(folder.path().join(FILE)).unwrap().permissions(),
        );
        assert_eq!(mode & 0o777, 0o600);
        assert!(is_right(&format!(" {} ", first.to_uppercase()), &first) && !is_right("", &first));
        store.found(&founding(&asked(), "$x".into()).unwrap(), giaoban_models::clock::Moment(1)).await.unwrap();
        assert!(code(&store, folder.path()).await.unwrap().is_none());
        assert!(!folder.path().join(FILE).exists());
    }

    #[test]
    fn an_office_needs_its_name_and_somebody_with_a_name_to_sign_in_with() {
        let whole = founding(&asked(), "$x".into()).unwrap();
        assert_eq!((whole.unit.kind.as_str(), whole.unit.full_name.as_str()), ("xã", "Ủy ban nhân dân xã Cam Lộ"));
        for change in [
            (|a| a.authority = " ".into()) as fn(&mut SetUp),
            |a| a.name = "x".repeat(LONGEST + 1),
            |a| a.unit = String::new(),
            |a| a.username = "Quản trị".into(),
            |a| a.username = "q".into(),
        ] {
            let mut wrong = asked();
            change(&mut wrong);
            assert!(founding(&wrong, "$x".into()).is_none(), "{wrong:?}");
        }
    }
}
