//! Who signs, as it stands above the name (Decree 30/2020, article 13 and Annex I, part II, 7).

use giaoban_models::paper::Signer;

/// Heads of bodies, as posts begin.
const HEADS: [&str; 6] = ["Chủ tịch", "Giám đốc", "Chánh Văn phòng", "Trưởng phòng", "Trưởng ban", "Chánh Thanh tra"];

/// The signature of `name` with that post for the body. A collective body (ủy ban) is signed for "TM."; a deputy signs
/// "KT." for the head; who holds another post in a committee signs "TL.".
pub(super) fn signer(body: &str, post: &str, name: &str) -> Signer {
    let committee = body.starts_with("Ủy ban nhân dân") || body.starts_with("UBND");
    let bare = post.strip_prefix("Phó ");
    let head = HEADS.iter().find(|head| bare.unwrap_or(post).starts_with(**head));
    let mut posts = Vec::new();
    match (committee, head) {
        (true, Some(&"Chủ tịch")) => {
            posts.push("TM. ỦY BAN NHÂN DÂN".to_owned());
            own(&mut posts, "Chủ tịch", bare.is_some());
        }
        (true, _) if post.is_empty() => posts.extend(["TM. ỦY BAN NHÂN DÂN".to_owned(), "CHỦ TỊCH".to_owned()]),
        (true, Some(head)) => {
            posts.push("TL. CHỦ TỊCH".to_owned());
            own(&mut posts, head, bare.is_some());
        }
        (true, None) => posts.extend(["TL. CHỦ TỊCH".to_owned(), post.to_uppercase()]),
        (false, Some(head)) => own(&mut posts, head, bare.is_some()),
        (false, None) => posts.push(if post.is_empty() { "CHỦ TRÌ".to_owned() } else { post.to_uppercase() }),
    }
    Signer { posts, name: name.to_owned() }
}

fn own(posts: &mut Vec<String>, head: &str, deputy: bool) {
    let head = head.to_uppercase();
    if deputy {
        posts.push(format!("KT. {head}"));
        posts.push(format!("PHÓ {head}"));
    } else {
        posts.push(head);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deputy_signs_for_the_head_and_the_head_for_the_committee() {
        let committee = "Ủy ban nhân dân xã Cam Lộ";
        let posts = |body, post| signer(body, post, "Lê Thanh Bình").posts;
        assert_eq!(posts(committee, "Chủ tịch UBND xã"), ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]);
        assert_eq!(posts(committee, "Phó Chủ tịch UBND xã"), ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]);
        assert_eq!(posts(committee, "Chánh Văn phòng UBND tỉnh"), ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]);
        assert_eq!(posts("Sở Nội vụ", "Phó Giám đốc Sở"), ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]);
        assert_eq!(posts("Sở Nội vụ", "Giám đốc Sở"), ["GIÁM ĐỐC"]);
    }
}
