//! What people call the machine behind a request: its browser and its system.

/// Longest header that is read, bytes.
const LONGEST: usize = 1000;

/// Browser and system out of a `User-Agent` ("Chrome, Windows"); empty when neither is known. Nothing else of the header is kept.
#[must_use]
pub fn named(user_agent: &str) -> String {
    if user_agent.len() > LONGEST {
        return String::new();
    }
    // In this order: each of these also claims to be the ones below it.
    let browsers = [
        ("coc_coc_browser", "Cốc Cốc"),
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let find = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    [find(&browsers), find(&systems)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_by_its_own_name_and_not_by_the_ones_it_claims() {
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";
        for (agent, name) in [
            (format!("{windows} Chrome/141.0.0.0 Safari/537.36"), "Chrome, Windows"),
            (format!("{windows} Chrome/141.0.0.0 Safari/537.36 Edg/141.0"), "Edge, Windows"),
            (format!("{windows} coc_coc_browser/141.0 Chrome/135.0 Safari/537.36"), "Cốc Cốc, Windows"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".to_owned(), "Firefox, Linux"),
            (
                "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36".to_owned(),
                "Chrome, Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1".to_owned(),
                "Safari, iPhone",
            ),
            ("curl/8.5.0".to_owned(), ""),
            (String::new(), ""),
            ("Chrome/".repeat(1000), ""),
            ("ệ".repeat(600), ""),
        ] {
            assert_eq!(named(&agent), name, "{agent:.80}");
        }
    }
}
