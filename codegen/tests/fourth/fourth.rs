//! Uses what was generated of the made-up file, as a module of the crate would.

use crate::error::Result;
use crate::generated::requests;
use crate::http::{Base, Request};
use crate::types;

pub(crate) fn every_operation(base: &Base, list: types::ReminderList) -> Result<Vec<Request>> {
    let message = types::ReminderNote::new("hello", ["@dust"]).x_trace("t");
    let fragments = [message.clone().parent(message.clone())];
    let request = types::NewReminder::new(message, true)
        .with_new(true)
        .type_("text")
        .content_fragments(fragments)
        .budget(0.5)
        .kinds(types::ReminderKinds(vec!["a".to_owned()]));
    let since: crate::types::date::Date = "2026-05-01".parse().expect("a date");
    let spaces = vec!["s".to_owned()];
    let next: Option<String> = list.next_page;
    for reminder in list.reminders {
        every_field(reminder);
    }
    Ok(vec![
        requests::create_reminder(base, "w", &request)?,
        requests::list_reminders(base, "w", Some(50), Some(&since), Some(&spaces), Some("why"))?,
        requests::delete_reminder(base, "w", "c")?,
        requests::reminder_events(base, "w", "c", next.as_deref())?,
        requests::get_reminder_run(base, "w", "c", "t")?,
    ])
}

pub(crate) fn a_shape_that_was_already_there_is_the_same_type(
    run: types::ReminderRun,
) -> Option<types::Run> {
    run.run
}

fn every_field(reminder: types::Reminder) {
    let _: String = reminder.s_id;
    let _: Option<i64> = reminder.id;
    let _: Option<types::ReminderStatus> = reminder.status;
    let _: Option<Vec<f64>> = reminder.costs;
    let _: Option<Vec<Vec<types::ReminderNote>>> = reminder.content;
    let _: Option<String> = reminder.title;
    let _ = types::ReminderStatus::ReadyToRun;
}
