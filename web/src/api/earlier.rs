//! Kiểm điểm kết luận kỳ trước: what became of what the earlier meetings of the same host ordered.

use axum::Json;
use axum::extract::{Path, State};
use giaoban_models::access::{Grant, act};
use giaoban_models::directive::order::Directive;
use giaoban_models::directive::review::Review;
use giaoban_models::id::MeetingId;
use giaoban_models::refusal::Refusal;
use giaoban_models::store::DirectiveFilter;

use super::error::ApiResult;
use super::gate::{AppState, May};
use super::wire::directives::DirectiveCard;
use super::wire::follow_up::EarlierPage;
use crate::directives::{card, holidays};

/// `GET /api/meetings/{id}/review`
pub async fn page(
    State(app): AppState,
    May(grant): May<act::SeeDirectives>,
    Path(id): Path<MeetingId>,
) -> ApiResult<Json<EarlierPage>> {
    let sees: Grant<act::SeeMeetings> = Grant::ask(grant.account().clone())?;
    let meeting = app.store.meeting(&sees, &id).await?.ok_or(Refusal::NotFound)?;
    let earlier = app.store.earlier_meetings(&grant, &id).await?;
    let directives = if earlier.is_empty() {
        vec![]
    } else {
        let meetings = Some(earlier.iter().map(|one| one.id.clone()).collect());
        app.store.directives(&grant, &DirectiveFilter { meetings, ..DirectiveFilter::default() }).await?
    };
    let (now, holidays) = (app.now(), holidays(&app.data));
    let before = earlier.into_iter().next();
    let review = Review::of(directives, before.as_ref().map_or(now, |one| one.began_at), now);
    let cards = |directives: &[Directive]| -> Vec<DirectiveCard> {
        directives.iter().map(|one| card(one, now, &holidays)).collect()
    };
    Ok(Json(EarlierPage {
        as_of: now,
        meeting: meeting.id,
        title: meeting.title,
        before_at: before.as_ref().map(|one| one.began_at),
        before: before.map(|one| one.title),
        late: cards(&review.late),
        reported: cards(&review.reported),
        open: cards(&review.open),
        done: cards(&review.done),
        lines: review.lines(now),
    }))
}
