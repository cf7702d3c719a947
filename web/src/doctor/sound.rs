//! Microphones, for a commune's room without a browser.

use std::fs::{self, File};
use std::path::Path;

use super::Finding;

/// Whether ALSA knows a device that records (`pcm` is its list) and this account may open one (`devices` is `/dev/snd`).
pub(super) fn examine(pcm: &Path, devices: &Path) -> Option<Finding> {
    let list = fs::read_to_string(pcm).unwrap_or_default();
    if !list.lines().any(|line| line.contains(": capture ")) {
        return Some(Finding::new(
            "no_microphone",
            "Máy không có micro nào. Cắm micro rồi kiểm tra lại.",
            "There is no microphone. Plug one in and look again.",
            "arecord --list-devices",
        ));
    }
    let records = |name: &str| name.starts_with("pcm") && name.ends_with('c');
    let mut inputs = fs::read_dir(devices).into_iter().flatten().flatten();
    let usable =
        inputs.any(|entry| entry.file_name().to_str().is_some_and(records) && File::open(entry.path()).is_ok());
    (!usable).then(|| {
        Finding::new(
            "microphone_closed",
            "Có micro nhưng tài khoản này không được mở (chưa thuộc nhóm audio).",
            "There is a microphone, but this account may not open it (it is not in the group audio).",
            "sudo usermod -aG audio \"$(id -un)\"",
        )
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_machine_without_a_microphone_and_one_that_may_not_be_opened_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let (pcm, devices) = (folder.path().join("pcm"), folder.path().join("snd"));
        let code = || examine(&pcm, &devices).map(|finding| finding.code);
        assert_eq!(code(), Some("no_microphone"), "no sound system");
        fs::write(&pcm, "00-03: HDMI 0 : HDMI 0 : playback 1\n").unwrap();
        assert_eq!(code(), Some("no_microphone"), "only a loudspeaker");
        fs::write(&pcm, "00-00: ALC257 Analog : ALC257 Analog : playback 1 : capture 1\n").unwrap();
        assert_eq!(code(), Some("microphone_closed"));
        fs::create_dir(&devices).unwrap();
        fs::write(devices.join("pcmC0D0p"), "").unwrap();
        assert_eq!(code(), Some("microphone_closed"), "only the loudspeaker can be opened");
        fs::write(devices.join("pcmC0D0c"), "").unwrap();
        assert_eq!(code(), None);
    }
}
