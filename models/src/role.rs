//! What an account is in the authority.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Role of an account (vai trò). What each may do is decided in one place, [`crate::access`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Quản trị hệ thống: accounts, models, health; no meeting content.
    SystemAdmin,
    /// Văn thư: registers and issues documents.
    RecordsClerk,
    /// Thư ký họp: prepares meetings, corrects and submits minutes.
    MeetingSecretary,
    /// Lãnh đạo: presides and directs.
    Leader,
    /// Chuyên viên theo dõi: follows directives for the office.
    MonitoringOfficer,
    /// Lãnh đạo đơn vị: answers for a unit.
    UnitHead,
    /// Chuyên viên đơn vị: takes part and reports for a unit.
    UnitOfficer,
    /// Cán bộ kỹ thuật điểm cầu: looks after the equipment of a site.
    SiteTechnician,
    /// Trưởng thôn, khách mời: takes part with a light client.
    VillageGuest,
    /// Thanh tra, kiểm toán nội bộ: reads, changes nothing.
    Auditor,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 10] = [
        Self::SystemAdmin,
        Self::RecordsClerk,
        Self::MeetingSecretary,
        Self::Leader,
        Self::MonitoringOfficer,
        Self::UnitHead,
        Self::UnitOfficer,
        Self::SiteTechnician,
        Self::VillageGuest,
        Self::Auditor,
    ];

    /// The name kept in the store and sent on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SystemAdmin => "system_admin",
            Self::RecordsClerk => "records_clerk",
            Self::MeetingSecretary => "meeting_secretary",
            Self::Leader => "leader",
            Self::MonitoringOfficer => "monitoring_officer",
            Self::UnitHead => "unit_head",
            Self::UnitOfficer => "unit_officer",
            Self::SiteTechnician => "site_technician",
            Self::VillageGuest => "village_guest",
            Self::Auditor => "auditor",
        }
    }

    /// The role of that name, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}
