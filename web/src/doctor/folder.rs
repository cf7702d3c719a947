//! The data folder and its disk.

use std::fs;
use std::path::{Path, PathBuf};

use giaoban_minutes::calendar::Holidays;
use giaoban_models::clock::Moment;

use super::{Finding, shell};

/// Least space a server should begin a day with, bytes: a morning of the largest meeting (about 25 MB an hour and site, 84
/// sites, two and a half hours).
const LEAST_FREE: u64 = 5 << 30;
/// Written and taken away again to see whether the folder can be written.
const TRIAL: &str = "giaoban-doctor.part";
/// The authority's own table of days off.
const HOLIDAYS_FILE: &str = "holidays.json";
/// Files looked at for their times, at most.
const MOST_FILES: usize = 10_000;

/// Whether it can be written, and whether what people may edit in it can be read.
pub(super) fn examine(data: &Path) -> Vec<Finding> {
    let name = data.display();
    let mut found = Vec::new();
    let written = if data.is_dir() { try_writing(data) } else { try_making(data) };
    if let Err(error) = written {
        found.push(Finding::new(
            "folder_not_writable",
            format!("Không ghi được vào thư mục dữ liệu {name} ({error})."),
            format!("The data folder {name} cannot be written ({error})."),
            format!(
                "sudo install -d -o \"$(id -un)\" -g \"$(id -gn)\" {0} && sudo chown -R \"$(id -un)\" {0}",
                shell(data)
            ),
        ));
    }
    if let Ok(own) = fs::read_to_string(data.join(HOLIDAYS_FILE))
        && let Err(error) = Holidays::from_json(&own)
    {
        let file = data.join(HOLIDAYS_FILE);
        found.push(Finding::new(
            "holidays_unreadable",
            format!("Bảng ngày nghỉ {} không đọc được ({error}); đang dùng bảng kèm chương trình.", file.display()),
            format!("The table of days off {} cannot be read ({error}); the one shipped is used.", file.display()),
            format!("mv {} {}", shell(&file), shell(&file.with_extension("json.hong"))),
        ));
    }
    found
}

fn try_writing(data: &Path) -> std::io::Result<()> {
    let trial = data.join(TRIAL);
    fs::write(&trial, b"giaoban")?;
    fs::remove_file(trial)
}

/// The folder is made by the first start, so the one it will lie in must be writable; nothing stays behind.
fn try_making(data: &Path) -> std::io::Result<()> {
    let made = nearest(data);
    if data.exists() || !made.is_dir() {
        return Err(std::io::ErrorKind::NotADirectory.into());
    }
    try_writing(made)
}

/// The folder itself, or the nearest one above it that is there.
pub(super) fn nearest(data: &Path) -> &Path {
    data.ancestors().find(|path| !path.as_os_str().is_empty() && path.exists()).unwrap_or(Path::new("."))
}

/// Whether `free` bytes are enough.
pub(super) fn space(data: &Path, free: u64) -> Option<Finding> {
    let mb = free >> 20;
    (free < LEAST_FREE).then(|| {
        Finding::new(
            "disk_low",
            format!(
                "Đĩa của thư mục dữ liệu chỉ còn {mb} MB; cần ít nhất {} MB để ghi một cuộc họp lớn.",
                LEAST_FREE >> 20
            ),
            format!(
                "Only {mb} MB are free on the disk of the data folder; a large meeting needs {} MB.",
                LEAST_FREE >> 20
            ),
            // What takes the room is for a person to decide on.
            format!("du -xh --max-depth=3 {} | sort -h | tail -n 20", shell(nearest(data))),
        )
    })
}

/// When something in the folder was last written, as the clock of that time told it: the folder, what lies in it and in the
/// folders of its recordings.
pub(super) fn newest(data: &Path) -> Option<Moment> {
    let inside = |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let recordings = data.join("recordings");
    let paths = inside(data.to_owned()).chain(inside(recordings.clone())).chain(inside(recordings).flat_map(inside));
    let written = |path: PathBuf| Some(Moment::from(fs::metadata(path).ok()?.modified().ok()?));
    paths.take(MOST_FILES).filter_map(written).max()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn a_folder_that_cannot_be_written_or_made_is_named() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(examine(folder.path()), []);
        assert_eq!(examine(&folder.path().join("a/b")), [], "made by the first start");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing stays behind");
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        for data in [file.as_path(), &file.join("under"), Path::new("/proc/self")] {
            let found = examine(data);
            assert_eq!(found[0].code, "folder_not_writable", "{}", data.display());
            assert!(found[0].mend.contains(&shell(data)));
        }
    }

    #[test]
    fn too_little_space_is_told_with_how_much_is_left() {
        let data = Path::new("/srv/giaoban");
        assert_eq!(space(data, LEAST_FREE), None);
        let found = space(data, LEAST_FREE - 1).unwrap();
        assert!(found.code == "disk_low" && found.vi.contains("5119 MB"), "{}", found.vi);
    }

    #[test]
    fn a_table_of_days_off_that_cannot_be_read_is_told() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(HOLIDAYS_FILE), "{\"holidays\": 3}").unwrap();
        assert_eq!(examine(folder.path())[0].code, "holidays_unreadable");
    }

    #[test]
    fn the_newest_file_of_the_recordings_counts() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(newest(folder.path()), None);
        fs::create_dir_all(folder.path().join("recordings/m")).unwrap();
        let file = fs::File::create(folder.path().join("recordings/m/t.ogg")).unwrap();
        let at = SystemTime::now() + Duration::from_secs(1000);
        file.set_modified(at).unwrap();
        assert_eq!(newest(folder.path()), Some(Moment::from(at)));
    }
}
