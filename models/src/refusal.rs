//! What a person is told when something cannot be done: a stable code, Vietnamese, English, and what to do next.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident $code:literal $vi:literal $en:literal)+) => {
        /// Why something was refused. The code is stable; programs compare it, people read the texts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
        pub enum Refusal {
            $($(#[$doc])* #[serde(rename = $code)] $name,)+
        }

        impl Refusal {
            /// Every refusal.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The stable code.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The sentence shown to a person, in Vietnamese.
            #[must_use]
            pub fn vietnamese(self) -> &'static str {
                match self { $(Self::$name => $vi,)+ }
            }

            /// The same in English.
            #[must_use]
            pub fn english(self) -> &'static str {
                match self { $(Self::$name => $en,)+ }
            }
        }
    };
}

refusals! {
    /// Sign-in name or password is wrong; which one is not told.
    WrongPassword "wrong_password"
        "Tên đăng nhập hoặc mật khẩu không đúng. Đề nghị kiểm tra phím Caps Lock, bộ gõ tiếng Việt rồi nhập lại."
        "The sign-in name or password is wrong. Check Caps Lock and the keyboard, then type it again."
    /// A one-time password still stands.
    PasswordToChange "password_to_change"
        "Đây là mật khẩu dùng một lần. Đề nghị đặt mật khẩu của riêng mình rồi tiếp tục."
        "This is a one-time password. Set a password of your own to go on."
    /// A new password against the rule.
    PasswordWeak "password_weak"
        "Mật khẩu mới cần ít nhất 10 ký tự, không trùng tên đăng nhập, không phải mật khẩu ai cũng đoán được. Có thể dùng một câu ngắn dễ nhớ."
        "A new password needs at least 10 characters, must not be the sign-in name and not one everybody guesses. A short sentence is fine."
    /// The current password given for a change is wrong.
    CurrentPasswordWrong "current_password_wrong"
        "Mật khẩu hiện tại không đúng. Đề nghị nhập lại; mật khẩu chưa được đổi."
        "The current password is wrong. Type it again; nothing was changed."
    /// The password was right, and the account has a second factor.
    SecondFactorNeeded "second_factor_needed"
        "Tài khoản này dùng xác thực hai bước. Đề nghị nhập mã 6 số trên điện thoại, hoặc một mã dự phòng."
        "This account has a second factor. Type the six digits your phone shows, or a recovery code."
    /// A code that is wrong, or was used before.
    SecondFactorWrong "second_factor_wrong"
        "Mã xác thực không đúng hoặc đã dùng rồi. Đề nghị chờ điện thoại hiện mã mới rồi nhập lại; kiểm tra giờ của điện thoại."
        "The code is wrong or was used before. Wait for the next one and type that; check the phone's clock."
    /// An administrator without a second factor, where the office asks for one.
    SecondFactorToSetUp "second_factor_to_set_up"
        "Cơ quan yêu cầu tài khoản quản trị dùng xác thực hai bước. Đề nghị thiết lập trên điện thoại rồi tiếp tục."
        "Your office asks administrators for a second factor. Set it up on your phone to go on."
    /// There is one already.
    SecondFactorStands "second_factor_stands"
        "Tài khoản đã bật xác thực hai bước. Muốn chuyển sang điện thoại khác, đề nghị tắt rồi bật lại."
        "This account has a second factor already. To move it to another phone, turn it off and on again."
    /// Nothing to confirm or to remove.
    SecondFactorNotOffered "second_factor_not_offered"
        "Chưa có mã QR nào chờ xác nhận cho tài khoản này. Đề nghị tải lại trang và làm lại từ đầu."
        "Nothing is waiting to be confirmed for this account. Reload the page and begin again."
    /// Asked of all administrators by one who has none.
    SecondFactorOwnFirst "second_factor_own_first"
        "Trước khi yêu cầu mọi quản trị dùng xác thực hai bước, đề nghị bật xác thực hai bước cho chính tài khoản này."
        "Before you ask every administrator for a second factor, set one up for your own account."
    /// It cannot be taken away.
    SecondFactorRequired "second_factor_required"
        "Cơ quan yêu cầu tài khoản quản trị dùng xác thực hai bước nên không tắt được. Nếu mất điện thoại, đề nghị nhờ quản trị khác gỡ."
        "Your office asks administrators for a second factor, so it stays. If the phone is lost, ask another administrator."
    /// Another account has the name.
    UsernameTaken "username_taken"
        "Tên đăng nhập này đã có người dùng. Đề nghị chọn tên khác."
        "Another account has that sign-in name. Choose another one."
    /// What an account needs is missing.
    AccountIncomplete "account_incomplete"
        "Thông tin tài khoản chưa đủ: cần tên đăng nhập (chữ thường không dấu, số, dấu chấm, gạch ngang), người, đơn vị và vai trò."
        "The account is incomplete: it needs a sign-in name (small letters, digits, dots, hyphens), a person, a unit and a role."
    /// One's own account, or the last administrator.
    LastAdministrator "last_administrator"
        "Không thể khóa hoặc đổi vai trò của chính mình: hệ thống phải luôn có quản trị. Đề nghị nhờ một quản trị khác."
        "You cannot close your own account or change its role: there must always be an administrator. Ask another one."
    /// The code of the first start is wrong.
    SetupCodeWrong "setup_code_wrong"
        "Mã thiết lập không đúng. Mã được in ra khi máy chủ khởi động và nằm trong tệp setup-code của thư mục dữ liệu."
        "The set-up code is wrong. It is printed when the server starts and kept in the file setup-code of the data folder."
    /// The office is set up already.
    AlreadySetUp "already_set_up"
        "Hệ thống đã được thiết lập. Đề nghị đăng nhập bằng tài khoản quản trị."
        "The system is set up already. Sign in with the administrator's account."
    /// Too many wrong passwords.
    TooManyAttempts "too_many_attempts"
        "Đã nhập sai nhiều lần. Đề nghị chờ 1 phút rồi thử lại, hoặc liên hệ quản trị hệ thống."
        "Too many wrong tries. Wait one minute and try again, or call the administrator."
    /// No session, or it ran out.
    SessionExpired "session_expired"
        "Phiên làm việc đã hết. Đề nghị đăng nhập lại; cuộc họp và nội dung đã ghi vẫn được giữ nguyên."
        "Your session has ended. Please sign in again; the meeting and what was recorded are kept."
    /// The role does not allow it.
    NotAllowed "not_allowed"
        "Tài khoản này không có quyền thực hiện việc này. Nếu cần, đề nghị liên hệ thư ký cuộc họp hoặc quản trị hệ thống."
        "This account may not do that. If you need it, ask the secretary of the meeting or the administrator."
    /// No such thing, or it is not for this account.
    NotFound "not_found"
        "Không tìm thấy nội dung yêu cầu, hoặc đơn vị không có trong thành phần. Đề nghị quay lại danh sách cuộc họp."
        "It was not found, or it is not for your unit. Go back to the list of meetings."
    /// The request makes no sense.
    BadRequest "bad_request"
        "Dữ liệu gửi lên không hợp lệ. Đề nghị tải lại trang và làm lại."
        "The request is not valid. Reload the page and try again."
    /// A password over a line anybody in the network can read.
    InsecureConnection "insecure_connection"
        "Kết nối này chưa được mã hóa nên không thể đăng nhập. Đề nghị mở hệ thống bằng địa chỉ https:// ghi ở trang đầu."
        "This connection is not encrypted, so nobody can sign in over it. Open the https:// address shown on the start page."
    /// The request came from another site.
    ForeignOrigin "foreign_origin"
        "Yêu cầu đến từ một trang khác nên bị từ chối. Đề nghị mở hệ thống bằng đúng địa chỉ của cơ quan."
        "The request came from another site and was refused. Open the system by the address of your authority."
    /// Something larger than allowed.
    TooLarge "too_large"
        "Dữ liệu gửi lên vượt quá giới hạn cho phép nên không được nhận. Những gì đã lưu vẫn còn nguyên."
        "What was sent is over the limit and was not taken. What was saved is untouched."
    /// Something went wrong inside.
    ServerFailed "server_failed"
        "Máy chủ gặp sự cố khi xử lý. Đề nghị thử lại; nếu vẫn lỗi, báo cán bộ kỹ thuật kèm mã lỗi này."
        "The server failed to do this. Try again; if it fails again, tell the technician this code."
    /// A meeting declared to hold state secrets.
    StateSecret "state_secret"
        "Không được tổ chức cuộc họp có nội dung bí mật nhà nước trên hệ thống này (Luật Bảo vệ bí mật nhà nước số 117/2025/QH15)."
        "A meeting that holds state secrets must not be held on this system (Law 117/2025/QH15)."
    /// The meeting's particulars are incomplete or contradict each other.
    MeetingIncomplete "meeting_incomplete"
        "Thông tin cuộc họp chưa đủ: cần tên cuộc họp, thời gian, chủ trì, thư ký và từ 1 đến 16 điểm cầu."
        "The meeting is incomplete: it needs a title, a time, a chair, a secretary and 1 to 16 sites."
    /// The room holds as many as it can.
    RoomFull "room_full"
        "Phòng họp đã đủ số máy được kết nối. Đề nghị báo thư ký để ngắt bớt máy không cần thiết."
        "The room holds as many devices as it can. Ask the secretary to disconnect one that is not needed."
    /// The same account is in the room from another machine.
    AlreadyJoined "already_joined"
        "Tài khoản này đang dự họp trên một máy khác. Chọn \"Chuyển sang máy này\" để tiếp tục tại đây."
        "This account is in the meeting on another machine. Choose \"Move to this machine\" to go on here."
    /// Another machine has taken over.
    TakenOver "taken_over"
        "Cuộc họp đã được chuyển sang một máy khác bằng chính tài khoản này."
        "The meeting was moved to another machine with this same account."
    /// A command before joining.
    NotJoined "not_joined"
        "Máy này chưa vào phòng họp. Đề nghị bấm \"Vào họp\"."
        "This machine has not joined yet. Press \"Join\"."
    /// Only the chair or the secretary of this meeting may.
    NotPresiding "not_presiding"
        "Chỉ chủ trì hoặc thư ký của cuộc họp này mới được thực hiện việc này."
        "Only the chair or the secretary of this meeting may do that."
    /// The person is not in the room.
    NoSuchParticipant "no_such_participant"
        "Người hoặc điểm cầu này không còn trong phòng họp."
        "That person or site is no longer in the room."
    /// The meeting has not been opened.
    MeetingNotOpen "meeting_not_open"
        "Cuộc họp chưa được khai mạc nên chưa thực hiện được việc này."
        "The meeting has not been opened yet, so this cannot be done."
    /// The meeting is over.
    MeetingEnded "meeting_ended"
        "Cuộc họp đã kết thúc. Nội dung đã ghi có ở trang \"Bản ghi lời nói\"."
        "The meeting has ended. What was said is on the transcript page."
    /// A socket message nobody knows.
    UnknownMessage "unknown_message"
        "Trình duyệt gửi một lệnh mà máy chủ không hiểu; lệnh này bị bỏ qua. Đề nghị tải lại trang để dùng đúng phiên bản."
        "The browser sent a command the server does not know; it was left out. Reload the page to get the right version."
    /// Too many socket messages.
    TooManyMessages "too_many_messages"
        "Thao tác quá nhanh nên một số lệnh bị bỏ qua. Đề nghị chờ vài giây."
        "Too many commands at once; some were left out. Wait a few seconds."
    /// An SDP offer that cannot be used.
    OfferMalformed "offer_malformed"
        "Trình duyệt gửi thông tin kết nối âm thanh, hình ảnh không hợp lệ. Đề nghị tải lại trang hoặc dùng Chrome, Edge, Firefox bản mới."
        "The browser sent media parameters that cannot be used. Reload the page, or use a current Chrome, Edge or Firefox."
    /// The client cannot encrypt media with AES-GCM.
    MediaCipher "media_cipher"
        "Trình duyệt này không hỗ trợ mã hóa AES-GCM bắt buộc cho âm thanh, hình ảnh. Đề nghị cập nhật Chrome, Edge hoặc Firefox bản mới."
        "This browser lacks the AES-GCM encryption required for media. Update Chrome, Edge or Firefox."
    /// Media could not be connected.
    MediaFailed "media_failed"
        "Chưa kết nối được âm thanh, hình ảnh; hệ thống đang tự thử lại. Nếu kéo dài, đề nghị kiểm tra tường lửa (cổng UDP)."
        "Sound and picture are not connected yet; the system keeps trying. If it lasts, check the firewall (UDP port)."
    /// The disk is full.
    DiskFull "disk_full"
        "Ổ đĩa máy chủ đã đầy nên việc ghi bị gián đoạn; cuộc họp vẫn tiếp tục. Đề nghị cán bộ kỹ thuật giải phóng dung lượng ngay."
        "The server's disk is full and recording is interrupted; the meeting goes on. The technician must free space now."
    /// A purge of a meeting in progress.
    PurgeLive "purge_live"
        "Cuộc họp đang diễn ra. Đề nghị chủ trì hoặc thư ký bế mạc để dừng ghi, rồi xóa nội dung."
        "The meeting is in progress. Have the chair or the secretary end it, which stops the recording; then remove it."
    /// A purge of a meeting whose minutes have a number in the register.
    PurgeIssued "purge_issued"
        "Biên bản cuộc họp này đã ban hành và đã gửi đi nên không xóa tại đây. Đề nghị văn thư thu hồi văn bản theo quy định, rồi xin ý kiến người đứng đầu cơ quan."
        "The minutes of this meeting are issued and sent, so it is not removed here. Have the records office recall the document and ask the head of the authority."
    /// A purge of a meeting that is held back.
    PurgeOnHold "purge_on_hold"
        "Cuộc họp này đang được giữ lại phục vụ thanh tra, tố tụng nên không xóa được. Muốn xóa, phải có ý kiến của nơi yêu cầu giữ."
        "This meeting is under legal hold and is not removed. Whoever asked for the hold must agree first."
    /// The content is gone already.
    PurgeDone "purge_done"
        "Nội dung cuộc họp này đã được xóa trước đó. Danh sách bản sao lưu cần hủy vẫn xem được trên trang này."
        "The content of this meeting was removed before. The list of backups to destroy is still on this page."
    /// What was typed to confirm is not the day of the meeting.
    PurgeNotConfirmed "purge_not_confirmed"
        "Ngày nhập vào không phải ngày của cuộc họp này nên chưa xóa gì. Đề nghị nhập đúng ngày họp, dạng ngày/tháng/năm."
        "The day typed is not the day of this meeting, so nothing was removed. Type the day of the meeting as day/month/year."
    /// A rule that would remove too soon.
    RetentionWrong "retention_wrong"
        "Thời hạn lưu giữ tính bằng tháng, từ 1 đến 600; để trống nếu lưu giữ không thời hạn."
        "Retention is given in months, 1 to 600; leave it empty to keep for ever."
    /// The text is issued.
    MinutesIssued "minutes_issued"
        "Biên bản đã ban hành nên không sửa được nữa. Nếu có sai sót, đề nghị lập văn bản thay thế hoặc đính chính."
        "The minutes are issued and cannot be changed. If they are wrong, make a new document that replaces or corrects them."
    /// The text is approved as it stands.
    MinutesApproved "minutes_approved"
        "Biên bản đã được chủ trì duyệt nên không lập lại dự thảo. Nếu cần thay đổi, đề nghị sửa trực tiếp rồi trình duyệt lại."
        "The chair has approved this text, so it is not drafted anew. To change it, edit it and have it approved again."
    /// A letter that cannot be set on paper.
    LetterMissing "letter_missing"
        "Văn bản có ký tự mà phông chữ không in được (ví dụ biểu tượng cảm xúc). Đề nghị xóa ký tự đó rồi tải lại."
        "The text has a character that the typeface cannot print (such as an emoji). Remove it and download again."
    /// There is no draft yet.
    NoDraft "no_draft"
        "Cuộc họp chưa có dự thảo biên bản. Dự thảo được lập ngay sau khi bế mạc; đề nghị mở lại trang sau ít giây."
        "There is no draft of the minutes yet. It is made as soon as the meeting ends; open the page again in a few seconds."
    /// Only approved minutes are issued.
    NotApproved "not_approved"
        "Biên bản chưa được chủ trì duyệt, hoặc đã sửa sau khi duyệt. Đề nghị trình chủ trì duyệt bản hiện tại trước khi ban hành."
        "The chair has not approved this text, or it was changed since. Have it approved before issuing."
    /// Somebody else changed it in between.
    ChangedMeanwhile "changed_meanwhile"
        "Nội dung này vừa được người khác sửa. Đề nghị xem bản mới nhất rồi sửa lại; nội dung đang nhập vẫn còn trên màn hình."
        "Somebody else has just changed this. Look at the latest text and change it again; what you typed is still on your screen."
    /// A correction or a passage without words.
    TextEmpty "text_empty"
        "Chưa có nội dung. Đề nghị nhập nội dung rồi lưu lại."
        "There is no text. Type it, then save again."
    /// A proposal that was decided before.
    ProposalDecided "proposal_decided"
        "Đề xuất này đã được xử lý trước đó. Đề nghị tải lại danh sách để xem kết quả."
        "This proposal has been decided already. Reload the list to see how."
    /// A directive without lead unit, task or a real date.
    DirectiveIncomplete "directive_incomplete"
        "Nhiệm vụ chưa đủ thông tin: cần đơn vị chủ trì, nội dung nhiệm vụ và thời hạn đúng định dạng ngày (nếu có)."
        "The directive is incomplete: it needs a lead unit, a task and, if there is a due date, a real date."
    /// A step that does not fit where the directive stands.
    StepNotNow "step_not_now"
        "Nhiệm vụ đang ở trạng thái khác nên chưa thực hiện được bước này. Đề nghị tải lại trang để xem trạng thái hiện tại."
        "The directive stands elsewhere by now, so this step cannot be taken. Reload the page to see where it stands."
    /// A step that needs words.
    ReasonMissing "reason_missing"
        "Bước này cần ghi rõ nội dung hoặc lý do. Đề nghị nhập rồi gửi lại."
        "This step needs a report or a reason. Type it and send again."
    /// A hand-over without the document that orders it.
    DocumentMissing "document_missing"
        "Cần ghi số, ký hiệu và ngày của văn bản làm căn cứ. Đề nghị nhập đủ rồi gửi lại."
        "This needs the number and the day of the document it rests on. Type both and send again."
    /// An extension asked for when the due date was over.
    ExtensionTooLate "extension_too_late"
        "Đề nghị gia hạn phải gửi trước khi hết hạn. Nhiệm vụ này đã quá hạn: đề nghị báo cáo người giao để xem xét."
        "An extension has to be asked for before the due date is over. This one is overdue: report to whoever gave it."
    /// Directives are dispatched with minutes that somebody approved.
    NothingToDispatch "nothing_to_dispatch"
        "Không có nhiệm vụ nào chờ giao: biên bản chưa được duyệt, hoặc các nhiệm vụ đã giao hết."
        "No directive waits to be dispatched: the minutes are not approved yet, or all of them have been dispatched."
    /// Only the lead unit answers for a directive.
    NotYourUnit "not_your_unit"
        "Chỉ đơn vị chủ trì nhiệm vụ mới thực hiện được bước này."
        "Only the unit that leads this directive may do that."
    /// A paper without what a document cannot be without.
    PaperIncomplete "paper_incomplete"
        "Văn bản chưa đủ thành phần: cần trích yếu, địa danh, nội dung, chức vụ và họ tên người ký, nơi nhận."
        "The document is incomplete: it needs a subject, a place, a text, the post and name of who signs, and recipients."
    /// Another of its kind is under way.
    PaperExists "paper_exists"
        "Cuộc họp đã có văn bản loại này. Đề nghị mở văn bản đang có; văn bản đã ban hành thì lập văn bản thay thế."
        "The meeting has a document of this kind already. Open that one; if it is issued, make a document that replaces it."
    /// An issued document is not changed.
    PaperIssued "paper_issued"
        "Văn bản đã ban hành nên không sửa được nữa. Nếu có sai sót, đề nghị lập văn bản thay thế hoặc thu hồi văn bản."
        "The document is issued and cannot be changed. If it is wrong, make one that replaces it, or recall it."
    /// A step that does not fit where the paper stands.
    PaperStepNotNow "paper_step_not_now"
        "Văn bản đang ở trạng thái khác nên chưa thực hiện được bước này. Đề nghị tải lại trang để xem trạng thái hiện tại."
        "The document stands elsewhere by now, so this step cannot be taken. Reload the page to see where it stands."
    /// A notice of a conclusion that nobody has given yet.
    MeetingNotEnded "meeting_not_ended"
        "Cuộc họp chưa kết thúc nên chưa lập được thông báo kết luận. Đề nghị thực hiện sau khi bế mạc."
        "The meeting has not ended, so there is no conclusion to give notice of. Do this when it has."
    /// A remark that somebody has decided on.
    CommentDecided "comment_decided"
        "Góp ý này đã được xử lý trước đó. Đề nghị tải lại trang để xem kết quả."
        "Somebody has decided on this remark already. Reload the page to see how."
    /// Nothing was asked for.
    QueryEmpty "query_empty"
        "Chưa có từ cần tìm. Đề nghị nhập ít nhất một từ; có thể gõ không dấu."
        "Nothing to search for. Type at least one word; diacritics are not needed."
    /// No speech model is installed.
    ModelMissing "model_missing"
        "Chưa cài mô hình nhận dạng tiếng nói nên chưa có phụ đề; cuộc họp vẫn được ghi âm để chuyển thành văn bản sau."
        "No speech model is installed, so there are no captions; the meeting is recorded and can be written down later."
}

/// A refusal as it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RefusalText {
    /// The stable code.
    pub code: Refusal,
    /// Vietnamese sentence.
    pub vi: String,
    /// English sentence.
    pub en: String,
}

impl From<Refusal> for RefusalText {
    fn from(code: Refusal) -> Self {
        Self { code, vi: code.vietnamese().to_owned(), en: code.english().to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_says_something_in_both_languages() {
        for refusal in Refusal::ALL {
            assert!(refusal.vietnamese().len() > 20 && refusal.english().len() > 20, "{refusal:?}");
            assert_eq!(serde_json::to_value(refusal).expect("a code is text"), refusal.code());
        }
    }
}
