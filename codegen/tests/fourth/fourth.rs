//! Uses what was generated of the made-up file, as a module of the crate would.

use crate::low_level::{ByteStream, Client, Error, ResponseValue, types};

pub(crate) async fn every_operation(client: &Client) -> Result<(), Error<()>> {
    let message = types::ReminderNote::new("hello", ["@dust"]).x_trace("t");
    let fragments = [message.clone().parent(message.clone())];
    let request = types::NewReminder::new(message, true)
        .with_new(true)
        .type_("text")
        .content_fragments(fragments)
        .budget(0.5)
        .kinds(types::ReminderKinds(vec!["a".to_owned()]));
    // Two media types: a byte stream.
    let _: ResponseValue<ByteStream> = client.create_reminder("w", &request).await?;
    let since: crate::types::Date = "2026-05-01".parse().expect("a date");
    let spaces = vec!["s".to_owned()];
    let list = client
        .list_reminders("w", Some(50), Some(&since), Some(&spaces), Some("why"))
        .await?
        .into_inner();
    let next: Option<String> = list.next_page;
    for reminder in list.reminders {
        every_field(reminder);
    }
    let _: ResponseValue<()> = client.delete_reminder("w", "c").await?;
    let _: ResponseValue<ByteStream> = client
        .reminder_events("w", "c", next.as_deref())
        .await?;
    // A shape that was already there is the same type.
    let run: Option<types::Run> = client
        .get_reminder_run("w", "c", "t")
        .await?
        .into_inner()
        .run;
    drop(run);
    Ok(())
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
